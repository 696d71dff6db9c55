using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·Wᵀ + b;  dx = dy·W;  dW = dyᵀ·x;  db = Σ dy.</summary>
internal sealed class LinearOp() : ContractionOp("Linear")
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast("outputs", 0, 1))
        {
            return null;
        }

        return rule.Input.IsImage
            ? rule.Error("NG0011", "Linear", rule.Input.ToString(), "a vector of features, or a sequence", "put Flatten (or GlobalAvgPool2d) before it")
            : rule.Input with { Channels = rule.Arguments.Int("outputs", 0) };
    }

    protected override ConvolutionGeometry Geometry(Arguments arguments, TensorShape input) =>
        ConvolutionGeometry.Linear(input, arguments.Int("outputs", 0));

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.Channels];
}
