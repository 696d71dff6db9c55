using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·s + p·d − pad, j·s + q·d − pad];  gradients: see ContractionOp.</summary>
internal sealed class Conv2dOp(Conv2dAttribute attribute) : ContractionOp(attribute.Bias, attribute.Initializer)
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.IsDistance(attribute.Kernel, 1) & rule.IsDistance(attribute.Stride, 1)
            & rule.IsDistance(attribute.Padding, 0) & rule.IsDistance(attribute.Dilation, 1) & rule.AtLeast(attribute.Groups, 1)))
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

        if (g.Extent > x.Height + 2 * g.Padding || g.Extent > x.Width + 2 * g.Padding)
        {
            return rule.Error(
                "NG0012", "Conv2d", $"{g.Extent}×{g.Extent}", $"{x.Height + 2 * g.Padding}×{x.Width + 2 * g.Padding}", x.ToString());
        }

        return TensorShape.Image(g.Outputs, g.OutHeight, g.OutWidth);
    }

    protected override ConvolutionGeometry Geometry(TensorShape x) => new(
        x.Channels, x.Height, x.Width, (int)attribute.Channels, (int)attribute.Kernel, (int)attribute.Stride, (int)attribute.Padding,
        (int)attribute.Dilation, (int)attribute.Groups);

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.Kernel, g.Kernel];
}
