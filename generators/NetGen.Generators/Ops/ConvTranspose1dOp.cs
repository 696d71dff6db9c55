using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[i·s + p·d − pad, o] = b[o] + Σ W[c, o, p] · x[i, c];  gradients: see ConvTransposeOp.</summary>
internal sealed class ConvTranspose1dOp(ConvTranspose1dAttribute attribute)
    : ConvTransposeOp(attribute.Bias, attribute, attribute.BiasStart)
{
    public override bool FixesLength => true;

    protected override int Outputs => (int)attribute.Channels;

    protected override int Groups => PerAxis.Numbers(attribute.Groups)[0];

    protected override (Window Y, Window X) Windows =>
        (Window.One, PerAxis.Window(attribute.Kernel, attribute.Stride, attribute.Padding, attribute.Dilation));

    protected override (int Y, int X) OutputPadding => (0, PerAxis.Numbers(attribute.OutputPadding)[0]);

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!(rule.AtLeast(attribute.Channels, 1) & rule.IsDistance(attribute.Kernel, 1) & rule.IsDistance(attribute.Stride, 1)
            & rule.AreSides(attribute.Padding, isOfSequence: true) & rule.IsDistance(attribute.OutputPadding, 0)
            & rule.IsDistance(attribute.Dilation, 1) & rule.AtLeast(attribute.Groups, 1)))
        {
            return null;
        }

        const string Needed = "length × features";
        return rule.Input.IsSequence ? Shape(rule)
            : rule.Input.IsImage ? rule.ErrorOfOther(Needed, "ConvTranspose2d")
            : rule.Error("NG0011", Name, rule.Input.ToString(), Needed, "put Reshape before it, to two sizes");
    }

    protected override int[] WeightDimensions(ConvolutionGeometry g) => [g.Outputs, g.GroupChannels, g.X.Size];
}
