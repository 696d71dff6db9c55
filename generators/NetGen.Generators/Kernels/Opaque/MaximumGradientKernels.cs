using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>
/// A gradient of a convolution over positions of which only the maximum over all of them is read: one position of each sample and output
/// has a gradient.
/// </summary>
/// <param name="Convolution">Over a sequence, of one group.</param>
/// <param name="Places">What the places are.</param>
internal abstract record MaximumGradientKernel(ConvolutionGeometry Convolution, NumberType Places) : OpaqueKernel
{
    public override NumberType? FurtherType => Places;

    public override long MultiplyAdds => Convolution.WeightCount;
}

/// <summary>dW[o] = Σ dy[o] · x of the window at place[o], over the batch.</summary>
internal sealed record MaximumWeightGradientKernel(ConvolutionGeometry Convolution, NumberType Places)
    : MaximumGradientKernel(Convolution, Places)
{
    public override string Method => "MaximumGradient.Weights";

    public override string Formula => "dW[o] = Σ dy[o] · x of the window at place[o], over the batch";

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("X", 0), KernelOperand.Input("Dy", 1), KernelOperand.Input("Place", 2), KernelOperand.Output("Gradient"),
        KernelOperand.Scratch,
    ];

    public override int Scratch => Convolution.Depth;

    public override bool IsShared => true;
}

/// <summary>dx of the window at place[o] = Σ dy[o] · W[o].</summary>
internal sealed record MaximumInputGradientKernel(ConvolutionGeometry Convolution, NumberType Places)
    : MaximumGradientKernel(Convolution, Places)
{
    public override string Method => "MaximumGradient.Inputs";

    public override string Formula => "dx of the window at place[o] = Σ dy[o] · W[o]";

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("Dy", 0), KernelOperand.Input("Place", 1),
        KernelOperand.Panels("W", 2, new PackShape(
            0, new Nest(Convolution.Outputs, Convolution.Depth, 1, 0, Convolution.Taps), Convolution.Channels, Convolution.Taps, 1, 0)),
        KernelOperand.Output("Dx"),
    ];
}
