using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="WeightGradient"/> sums for a convolution. x is read at XOrigin + n·XSample + l·XLine + p·XPixel +
/// g·XGroup + tap for sample n, line l and pixel p of the result and group g; a tap (i, j, k) is
/// i·OuterStep + j·InnerStep + k. dy is read at DyOrigin + n·DySample + l·DyLine + p·DyPixel + g·Columns + column.
/// All offsets and steps count elements.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WeightGradientShape
{
    /// <summary>A shape of one group, with all else 0.</summary>
    public WeightGradientShape()
    {
    }

    /// <summary>Where x starts.</summary>
    public int XOrigin { get; init; }

    /// <summary>Elements of x between samples.</summary>
    public int XSample { get; init; }

    /// <summary>Elements of x between lines of the result.</summary>
    public int XLine { get; init; }

    /// <summary>Elements of x between pixels of the result.</summary>
    public int XPixel { get; init; }

    /// <summary>Where dy starts.</summary>
    public int DyOrigin { get; init; }

    /// <summary>Elements of dy between samples.</summary>
    public int DySample { get; init; }

    /// <summary>Elements of dy between lines.</summary>
    public int DyLine { get; init; }

    /// <summary>Elements of dy between pixels.</summary>
    public int DyPixel { get; init; }

    /// <summary>Lines of the result per sample.</summary>
    public int Lines { get; init; }

    /// <summary>Pixels per line.</summary>
    public int Pixels { get; init; }

    /// <summary>Number of outer steps through x.</summary>
    public int OuterCount { get; init; } = 1;

    /// <summary>Elements of x between outer steps.</summary>
    public int OuterStep { get; init; }

    /// <summary>Number of inner steps through x.</summary>
    public int InnerCount { get; init; } = 1;

    /// <summary>Elements of x between inner steps.</summary>
    public int InnerStep { get; init; }

    /// <summary>Adjacent elements of x at each inner step.</summary>
    public int Run { get; init; }

    /// <summary>Result channels of one group.</summary>
    public int Columns { get; init; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Elements of x between groups.</summary>
    public int XGroup { get; init; }

    /// <summary>Taps: weights of one group for one result channel.</summary>
    public int Depth => OuterCount * InnerCount * Run;
}
