using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[o, i·s + p·d − pad, j·s + q·d − pad] = b[o] + Σ W[c, o, p, q] · x[c, i, j], with s, d, pad of each axis; gradients: see
/// ConvTransposeOp.
/// </summary>
internal sealed class ConvTranspose2dOp(ConvTranspose2dAttribute attribute)
    : ConvTransposeOp(attribute.Bias, attribute, attribute.BiasStart)
{
    protected override int Outputs => (int)attribute.Channels;

    protected override int Groups => PerAxis.Numbers(attribute.Groups)[0];

    protected override (Window Y, Window X) Windows =>
        PerAxis.Windows(attribute.Kernel, attribute.Stride, attribute.Padding, attribute.Dilation);

    protected override (int Y, int X) OutputPadding =>
        PerAxis.Numbers(attribute.OutputPadding) is var all && all.Length > 1 ? (all[0], all[1]) : (all[0], all[0]);

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.AreDistances(attribute.Kernel, 1) & rule.AreDistances(attribute.Stride, 1)
            & rule.AreDistances(attribute.Padding, 0, mayBeSides: true) & rule.AreDistances(attribute.OutputPadding, 0)
            & rule.AreDistances(attribute.Dilation, 1) & rule.AtLeast(attribute.Groups, 1)))
        {
            return null;
        }

        const string Needed = "channels × height × width";
        return rule.Input.IsImage ? Shape(rule)
            : rule.Input.IsSequence ? rule.ErrorOfOther(Needed, "ConvTranspose1d")
            : rule.Error("NG0011", Name, rule.Input.ToString(), Needed, "put Reshape before it, to three sizes");
    }

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.Y.Size, g.X.Size];
}
