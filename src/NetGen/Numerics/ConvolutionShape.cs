using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>A convolution over the positions of a sequence: y[t, o] = Σ_k Σ_c W[o, c, k] · x[t·Stride + k·Dilation − Padding, c].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvolutionShape
{
    /// <summary>A shape of one tap, with all else 0.</summary>
    public ConvolutionShape()
    {
    }

    /// <summary>Positions of x.</summary>
    public int Positions { get; init; }

    /// <summary>Channels of x.</summary>
    public int Channels { get; init; }

    /// <summary>Channels of y.</summary>
    public int Outputs { get; init; }

    /// <summary>Positions of a window.</summary>
    public int Taps { get; init; } = 1;

    /// <summary>From one window to the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>From one position of a window to the next.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Zeros before the first position.</summary>
    public int Padding { get; init; }
}
