using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·s + p·d − pad, j·s + q·d − pad], with s, d, pad of each axis;
/// gradients: see ContractionOp.
/// </summary>
internal sealed class Conv2dOp(Conv2dAttribute attribute) : ContractionOp(attribute.Bias, attribute, attribute.BiasStart)
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.AreDistances(attribute.Kernel, 1) & rule.AreDistances(attribute.Stride, 1)
            & rule.AreDistances(attribute.Padding, 0, mayBeSides: true) & rule.AreDistances(attribute.Dilation, 1)
            & rule.AtLeast(attribute.Groups, 1)))
        {
            return null;
        }

        if (!x.IsImage)
        {
            return rule.Error(
                "NG0011", "Conv2d", x.ToString(), "channels × height × width",
                "declare the network's input with three sizes, or place Conv2d before Flatten");
        }

        ConvolutionGeometry g = Geometry(x);
        if (x.Channels % g.Groups != 0 || g.Outputs % g.Groups != 0)
        {
            return rule.Error("NG0014", $"{g.Groups}", $"{x.Channels}", $"{g.Outputs}");
        }

        return rule.Fit(g.Y, g.X) ? TensorShape.Image(g.Outputs, g.OutHeight, g.OutWidth) : null;
    }

    protected override ConvolutionGeometry Geometry(TensorShape x)
    {
        (Window down, Window across) = PerAxis.Windows(attribute.Kernel, attribute.Stride, attribute.Padding, attribute.Dilation);
        return new(x.Channels, x.Height, x.Width, (int)attribute.Channels, down, across, (int)attribute.Groups);
    }

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.Y.Size, g.X.Size];
}
