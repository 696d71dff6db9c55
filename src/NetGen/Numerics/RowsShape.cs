using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// Where the rows of an operand lie that may be a box of other memory, in elements. By default they lie side by side, those of a sample
/// behind those of the one before.
/// </summary>
/// <param name="origin">Where the first sample's first row begins.</param>
/// <param name="sample">From one sample to the next.</param>
/// <param name="row">From one row to the next: 1 or more.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowsShape(int origin, int sample, int row)
{
    /// <summary>Where the first sample's first row begins.</summary>
    public int Origin { get; } = origin;

    /// <summary>From one sample to the next.</summary>
    public int Sample { get; } = sample;

    /// <summary>From one row to the next; 0 where they lie side by side.</summary>
    public int Row { get; } = row;

    /// <summary>The same with all numbers, of which each sample has so many rows.</summary>
    internal RowsShape Of(int rows, int width) => Row == 0 ? new(0, rows * width, width) : this;

    /// <summary>Where a row begins.</summary>
    internal nint At(int sample, int row) => Origin + ((nint)sample * Sample) + ((nint)row * Row);
}
