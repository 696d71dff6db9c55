using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[i, o] = b[o] + Σ W[o, c, p] · x[i·s + p·d − pad, c]: a convolution of one line; gradients: see ContractionOp.
/// </summary>
internal sealed class Conv1dOp(Conv1dAttribute attribute)
    : ConvolutionOp(attribute.Bias, attribute, attribute.BiasStart, attribute.WeightNorm, attribute.PaddingMode)
{
    private bool IsOfPositions => PerAxis.Numbers(attribute.Kernel) is [1] && PerAxis.Numbers(attribute.Stride) is [1]
        && PerAxis.Numbers(attribute.Padding).All(side => side is 0 or (int)Padding.Same) && PerAxis.Numbers(attribute.Groups) is [1];

    /// <summary>Whether what lies beyond the sequence counts as zeros.</summary>
    public bool HasBorderOfZeros => attribute.PaddingMode == PaddingMode.Zeros;

    public override bool FixesLength => !IsOfPositions;

    public override bool LooksAhead => !attribute.Causal && !IsOfPositions;

    public override bool MixesPositions(OperationUse use, int source) => !IsOfPositions;

    protected override int Outputs => (int)attribute.Channels;

    protected override int Groups => PerAxis.Numbers(attribute.Groups)[0];

    protected override (Window Y, Window X) Windows
    {
        get
        {
            Window window = PerAxis.Window(attribute.Kernel, attribute.Stride, attribute.Padding, attribute.Dilation);
            return (Window.One, attribute.Causal ? window with { Before = window.Extent - 1, After = 0 } : window);
        }
    }

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.IsDistance(attribute.Kernel, 1) & rule.IsDistance(attribute.Stride, 1)
            & rule.IsDistance(attribute.Dilation, 1) & rule.AtLeast(attribute.Groups, 1))
            || !rule.IsPadding(attribute.Padding, attribute.Stride, isOfSequence: true)
            || !rule.Check(
                "padding", !attribute.Causal || PerAxis.Numbers(attribute.Padding).All(side => side == 0),
                string.Join(", ", PerAxis.Numbers(attribute.Padding)), "0 where the convolution is causal: it has its zeros in front"))
        {
            return null;
        }

        if (!x.IsSequence)
        {
            const string Needed = "length × features";
            return x.IsImage
                ? rule.ErrorOfOther(Needed, "Conv2d")
                : rule.Error(
                    "NG0011", Name, x.ToString(), Needed, "declare the network's input with two sizes, or place Conv1d before Flatten");
        }

        return Fits(rule) ? TensorShape.Sequence(Windows.X.Count(x.Width), Outputs, x.Length) : null;
    }

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.X.Size];
}
