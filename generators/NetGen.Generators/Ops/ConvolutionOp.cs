using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Shape rule and graph of a convolution; what does not pad with zeros puts a border around its input first.</summary>
internal abstract class ConvolutionOp(bool hasBias, WeightedAttribute weights, float biasStart, bool normalizes, PaddingMode mode)
    : ContractionOp(hasBias, weights, biasStart, normalizes)
{
    protected abstract int Outputs { get; }

    protected abstract int Groups { get; }

    /// <summary>The windows over lines and pixels, with their padding.</summary>
    protected abstract (Window Y, Window X) Windows { get; }

    public override bool PassesShift(OperationUse use) => mode != PaddingMode.Zeros || base.PassesShift(use);

    public override Node Forward(ForwardContext c)
    {
        ConvolutionGeometry g = Geometry(c.Input.Shape);
        if (mode == PaddingMode.Zeros || !g.Pads)
        {
            return base.Forward(c);
        }

        Node padded = Border.Around(c, $"{c.Label} input", c.Input, new Sides(g.Y.Before, g.X.Before, g.Y.After, g.X.After), mode);
        ConvolutionGeometry inside = g with
        {
            Height = padded.Shape.Height, Width = padded.Shape.Width,
            Y = g.Y with { Before = 0, After = 0 }, X = g.X with { Before = 0, After = 0 },
        };
        return WeightedSum.Forward(c, c.Label, "weight", "bias", inside, c.Use.Output, padded);
    }

    /// <summary>Whether groups divide the channels, windows fit the input, and so does what they see beyond it.</summary>
    protected bool Fits(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        ConvolutionGeometry g = Geometry(x);
        return rule.Divide(Groups, x.Channels, Outputs)
            && Border.Fits(rule, new Sides(g.Y.Before, g.X.Before, g.Y.After, g.X.After), mode) && rule.Fit(g.Y, g.X);
    }

    protected override ConvolutionGeometry Geometry(TensorShape x) =>
        new(x.Channels, x.Height, x.Width, Outputs, Windows.Y, Windows.X, Groups) { Length = x.Length };
}
