using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·Wᵀ + b;  dx = dy·W;  dW = dyᵀ·x;  db = Σ dy.</summary>
internal sealed class LinearOp(LinearAttribute attribute)
    : ContractionOp(attribute.Bias, attribute, attribute.BiasStart, attribute.WeightNorm)
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast(attribute.Outputs, 1))
        {
            return null;
        }

        return rule.Input.IsImage
            ? rule.Mendable(
                "NG0011", new(Remedy.Insert, "Linear", "Flatten"), "Linear", rule.Input.ToString(), "a vector of features, or a sequence",
                "put Flatten (or GlobalAvgPool2d) before it")
            : rule.Input with { Channels = (int)attribute.Outputs };
    }

    protected override ConvolutionGeometry Geometry(TensorShape x) => ConvolutionGeometry.Linear(x, (int)attribute.Outputs);

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.Channels];
}
