using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>One output of a program and where it lies in the arena; all sizes in elements.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Shape">Of one sample: (features), (length, features), (channels, height, width).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OutputPlan(string Name, Shape Shape)
{
    /// <summary>Where it lies in the arena, for one sample.</summary>
    public int Offset { get; init; }

    /// <summary>Offset of its first element: behind its border, where it has one.</summary>
    public int Origin { get; init; }

    /// <summary>Elements of one sample, border included.</summary>
    public int Sample { get; init; }

    /// <summary>Elements of one line, border included.</summary>
    public int Line { get; init; }

    /// <summary>Height of an image; 1 for features and sequences.</summary>
    public int Height { get; init; } = 1;

    /// <summary>Width of an image, positions of a sequence; 1 for features.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Channels, or number of features.</summary>
    public required int Channels { get; init; }

    /// <summary>
    /// Index into <see cref="ProgramPlan.Lengths"/> where <see cref="Width"/> is that length; else −1. Rows of a run-time length are dense.
    /// </summary>
    public int Length { get; init; } = -1;

    /// <summary>Whether users see the channels first, and memory has them last.</summary>
    internal bool IsImage => Shape.Count == 3;

    /// <summary>Rows of one sample: pixels or positions.</summary>
    internal int RowsAt(ReadOnlySpan<int> lengths) => Length < 0 ? Height * Width : lengths[Length];

    /// <summary>Values of one sample, without a border.</summary>
    internal int SizeAt(ReadOnlySpan<int> lengths) => RowsAt(lengths) * Channels;

    /// <summary>Elements from one sample to the next.</summary>
    internal int PitchAt(ReadOnlySpan<int> lengths) => Length < 0 ? Sample : lengths[Length] * Channels;

    /// <summary>A row's place behind the sample's first element.</summary>
    internal int PlaceOf(int row) => Length < 0 ? (row / Width * Line) + (row % Width * Channels) : row * Channels;

    /// <summary>Copies the rows of samples, each row's channels side by side.</summary>
    /// <param name="block">The arena's part of the output, from the first of the samples on.</param>
    /// <param name="count">Samples.</param>
    /// <param name="lengths">Of the run.</param>
    /// <param name="rows">Receives them: [samples × rows × channels].</param>
    internal void ReadRows<T>(ReadOnlySpan<T> block, int count, ReadOnlySpan<int> lengths, Span<double> rows)
        where T : unmanaged, INumberBase<T>
    {
        int ofSample = RowsAt(lengths), pitch = PitchAt(lengths), next = 0;
        for (int i = 0; i < count * ofSample; i++)
        {
            (int sample, int row) = Math.DivRem(i, ofSample);
            foreach (T value in block.Slice((sample * pitch) + Origin + PlaceOf(row), Channels))
            {
                rows[next++] = double.CreateTruncating(value);
            }
        }
    }
}
