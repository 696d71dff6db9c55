using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Over groups of channels and all pixels or positions of a sample: see GroupedNormOp.  Wu and He 2018.</summary>
internal sealed class GroupNormOp(GroupNormAttribute attribute) : GroupedNormOp(attribute.Epsilon, attribute.Affine)
{
    public override TensorShape? Infer(ShapeRule rule) => rule.AtLeast(attribute.Groups, 1) ? Shape(rule) : null;

    protected override int Groups(TensorShape x) => (int)attribute.Groups;
}
