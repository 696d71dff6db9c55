using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Over all pixels or positions of each channel of a sample: see GroupedNormOp.  Ulyanov, Vedaldi and Lempitsky 2016.</summary>
internal sealed class InstanceNormOp(InstanceNormAttribute attribute) : GroupedNormOp(attribute.Epsilon, attribute.Affine)
{
    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsImage || rule.Input.IsSequence
        ? Shape(rule)
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "channels × height × width, or length × features",
            "write LayerNorm for a vector of features");

    protected override int Groups(TensorShape x) => x.Channels;
}
