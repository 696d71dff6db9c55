using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[o, i·s + p·d − pad] = b[o] + Σ W[c, o, p] · x[c, i], along each axis: the gradient by the input of the convolution that leads from
/// y to x, whose other roles are the gradients;  dx = the convolution of dy;  dW = Σ x ∗ dy.
/// </summary>
internal abstract class ConvTransposeOp(bool hasBias, WeightedAttribute weights, float biasStart)
    : ContractionOp(hasBias, weights, biasStart)
{
    protected abstract int Outputs { get; }

    protected abstract int Groups { get; }

    /// <summary>The windows over the result, with what is cut off there.</summary>
    protected abstract (Window Y, Window X) Windows { get; }

    /// <summary>Lines and pixels that are added behind the result.</summary>
    protected abstract (int Y, int X) OutputPadding { get; }

    // Pixels of the result get different numbers of products.
    public override bool PassesShift(OperationUse use) => false;

    public override Node Forward(ForwardContext c) => WeightedSum.Forward(
        c, c.Label, "weight", "bias", Geometry(c.Input.Shape), c.Use.Output, c.Input, ContractionRole.InputGradient);

    /// <summary>The convolution from the result to the input.</summary>
    protected override ConvolutionGeometry Geometry(TensorShape x) => new(
        Outputs, Size(x.Height, Windows.Y, OutputPadding.Y), Size(x.Width, Windows.X, OutputPadding.X), x.Channels,
        Windows.Y, Windows.X, Groups);

    protected override (int In, int Out) Fans(ConvolutionGeometry g) =>
        (Math.Max(g.GroupOutputs * g.Taps / (g.Y.Stride * g.X.Stride), 1), g.Depth);

    protected override int BiasSize(ConvolutionGeometry g) => g.Channels;

    /// <summary>The result's shape; null after reporting what is wrong.</summary>
    protected TensorShape? Shape(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!rule.Divide(Groups, x.Channels, Outputs))
        {
            return null;
        }

        (int y, int across) = OutputPadding;
        bool isLess = y < Windows.Y.Stride && across < Windows.X.Stride;
        if (!rule.Check("outputPadding", isLess, $"{Math.Max(y, across)}", "less than the stride"))
        {
            return null;
        }

        ConvolutionGeometry g = Geometry(x);
        (Window window, int count, int more, int left) = g.Height < g.Width
            ? (g.Y, x.Height, y, g.Height)
            : (g.X, x.Width, across, g.Width);
        return rule.Check(
            "padding", left >= 1, $"{window.Before + window.After} on both sides together",
            $"so little that something of the result is left (the input is {x}; "
                + $"({count} − 1)·{window.Stride} + {window.Extent} + {more} − {window.Before} − {window.After} = {left})")
            ? x with { Channels = Outputs, Height = g.Height, Width = g.Width }
            : null;
    }

    private static int Size(int count, Window window, int more) =>
        (count - 1) * window.Stride - window.Before - window.After + window.Extent + more;
}
