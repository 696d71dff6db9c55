using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·s + p·d − pad, j·s + q·d − pad], with s, d, pad of each axis;
/// gradients: see ContractionOp.
/// </summary>
internal sealed class Conv2dOp(Conv2dAttribute attribute)
    : ConvolutionOp(attribute.Bias, attribute, attribute.BiasStart, attribute.WeightNorm, attribute.PaddingMode)
{
    protected override int Outputs => (int)attribute.Channels;

    protected override int Groups => (int)attribute.Groups;

    protected override (Window Y, Window X) Windows =>
        PerAxis.Windows(attribute.Kernel, attribute.Stride, attribute.Padding, attribute.Dilation);

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.AreDistances(attribute.Kernel, 1) & rule.AreDistances(attribute.Stride, 1)
            & rule.AreDistances(attribute.Dilation, 1) & rule.AtLeast(attribute.Groups, 1))
            || !rule.IsPadding(attribute.Padding, attribute.Stride, isOfSequence: false))
        {
            return null;
        }

        if (!x.IsImage)
        {
            const string Needed = "channels × height × width";
            return x.IsSequence
                ? rule.ErrorOfOther(Needed, "Conv1d")
                : rule.Error(
                    "NG0011", Name, x.ToString(), Needed, "declare the network's input with three sizes, or place Conv2d before Flatten");
        }

        return Fits(rule) ? TensorShape.Image(Outputs, Windows.Y.Count(x.Height), Windows.X.Count(x.Width)) : null;
    }

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.Y.Size, g.X.Size];
}
