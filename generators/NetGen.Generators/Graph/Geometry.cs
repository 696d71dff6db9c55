namespace NetGen.Generators.Graph;

/// <summary>Everything that fixes a convolution: x [H, W, C] ∗ W [O, C/groups, KH, KW] → y [OutH, OutW, O].</summary>
/// <param name="Channels">Of x.</param>
/// <param name="Height">Of x.</param>
/// <param name="Width">Of x.</param>
/// <param name="Outputs">Channels of y.</param>
/// <param name="Y">The window over lines.</param>
/// <param name="X">The window over the pixels of a line.</param>
/// <param name="Groups">Into which the channels are split.</param>
internal sealed record ConvolutionGeometry(int Channels, int Height, int Width, int Outputs, Window Y, Window X, int Groups)
{
    /// <summary>Which length the width is; −1 where it is fixed. A sequence is one line of 1×1 windows.</summary>
    public int Length { get; init; } = -1;

    public int OutHeight => Y.Count(Height);

    public int OutWidth => X.Count(Width);

    public int GroupChannels => Channels / Groups;

    public int GroupOutputs => Outputs / Groups;

    /// <summary>Pixels of a window.</summary>
    public int Taps => Y.Size * X.Size;

    /// <summary>Products in one output element.</summary>
    public int Depth => GroupChannels * Taps;

    public int WeightCount => Outputs * Depth;

    /// <summary>Whether windows reach beyond the image.</summary>
    public bool Pads => Y.Pads || X.Pads;

    /// <summary>A plain matrix product: each output row reads one input row.</summary>
    public bool IsMatrixProduct => Y.IsOne && X.IsOne && Groups == 1;

    /// <summary>Whether each result channel reads one channel alone, and each channel gives one.</summary>
    public bool IsDepthwise => Groups > 1 && GroupChannels == 1 && GroupOutputs == 1;

    /// <summary>Multiply-adds for one sample.</summary>
    public long MultiplyAdds => (long)OutHeight * OutWidth * Outputs * Depth;

    /// <summary>A linear map of each row.</summary>
    public static ConvolutionGeometry Linear(TensorShape input, int outputs) =>
        new(input.Channels, input.Height, input.Width, outputs, Window.One, Window.One, 1) { Length = input.Length };

    public override string ToString() => Height == 1 && Taps == 1 && Groups == 1
        ? $"{Channels} → {Outputs}"
        : $"{Channels} → {Outputs}, {Y.Size}×{X.Size}" + Window.Describe(Y, X, hidesStrideOne: true)
            + (Groups > 1 ? $", {Groups} groups" : "");
}

/// <summary>Everything that fixes a pooling window over x [H, W, C].</summary>
/// <param name="Channels">Of x.</param>
/// <param name="Height">Of x.</param>
/// <param name="Width">Of x.</param>
/// <param name="Y">The window over lines.</param>
/// <param name="X">The window over the pixels of a line.</param>
internal sealed record PoolGeometry(int Channels, int Height, int Width, Window Y, Window X)
{
    /// <summary>Which length the width, and the window's, is; −1 where it is fixed.</summary>
    public int Length { get; init; } = -1;

    public int OutHeight => Y.Count(Height);

    public int OutWidth => X.Count(Width);

    /// <summary>Whether windows reach beyond the image.</summary>
    public bool Pads => Y.Pads || X.Pads;

    /// <summary>What the places of maxima are: bytes where those of a window, and one for none, fit in.</summary>
    public NumberType Places => (long)Y.Size * X.Size < byte.MaxValue ? NumberType.UInt8 : NumberType.Real;

    /// <summary>One window over all rows of a sample.</summary>
    public static PoolGeometry Whole(TensorShape x) =>
        new(x.Channels, x.Height, x.Width, new(x.Height), new(x.Width)) { Length = x.Length };

    public override string ToString() => $"{Y.Size}×{X.Size}" + Window.Describe(Y, X, hidesStrideOne: false);
}
