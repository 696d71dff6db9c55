namespace NetGen.Generators.Graph;

/// <summary>Everything that fixes a convolution: x [H, W, C] ∗ W [O, C/groups, K, K] → y [OutH, OutW, O].</summary>
internal sealed record ConvolutionGeometry(
    int Channels, int Height, int Width, int Outputs, int Kernel, int Stride, int Padding, int Dilation, int Groups)
{
    /// <summary>Which length the width is; −1 where it is fixed. A sequence is one line of 1×1 windows.</summary>
    public int Length { get; init; } = -1;

    /// <summary>Extent of the dilated kernel.</summary>
    public int Extent => Dilation * (Kernel - 1) + 1;

    public int OutHeight => (Height + 2 * Padding - Extent) / Stride + 1;

    public int OutWidth => (Width + 2 * Padding - Extent) / Stride + 1;

    public int GroupChannels => Channels / Groups;

    public int GroupOutputs => Outputs / Groups;

    /// <summary>Products in one output element.</summary>
    public int Depth => GroupChannels * Kernel * Kernel;

    public int WeightCount => Outputs * Depth;

    /// <summary>A plain matrix product: each output row reads one input row.</summary>
    public bool IsMatrixProduct => Kernel == 1 && Stride == 1 && Padding == 0 && Groups == 1;

    /// <summary>Whether each result channel reads one channel alone, and each channel gives one.</summary>
    public bool IsDepthwise => Groups > 1 && GroupChannels == 1 && GroupOutputs == 1;

    /// <summary>Multiply-adds for one sample.</summary>
    public long MultiplyAdds => (long)OutHeight * OutWidth * Outputs * Depth;

    /// <summary>A linear map of each row.</summary>
    public static ConvolutionGeometry Linear(TensorShape input, int outputs) =>
        new(input.Channels, input.Height, input.Width, outputs, 1, 1, 0, 1, 1) { Length = input.Length };

    public override string ToString() => Height == 1 && Kernel == 1 && Groups == 1
        ? $"{Channels} → {Outputs}"
        : $"{Channels} → {Outputs}, {Kernel}×{Kernel}"
            + (Stride > 1 ? $", stride {Stride}" : "") + (Padding > 0 ? $", padding {Padding}" : "")
            + (Dilation > 1 ? $", dilation {Dilation}" : "") + (Groups > 1 ? $", {Groups} groups" : "");
}

/// <summary>Everything that fixes a pooling window over x [H, W, C].</summary>
internal sealed record PoolGeometry(int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Stride, int Padding)
{
    /// <summary>Which length the width, and the window's, is; −1 where it is fixed.</summary>
    public int Length { get; init; } = -1;

    public int OutHeight => (Height + 2 * Padding - KernelHeight) / Stride + 1;

    public int OutWidth => (Width + 2 * Padding - KernelWidth) / Stride + 1;

    public override string ToString() => $"{KernelHeight}×{KernelWidth}, stride {Stride}" + (Padding > 0 ? $", padding {Padding}" : "");
}
