using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// How <see cref="Panels"/> reads a matrix: B[(i, j, k)][column] of group g is at
/// Origin + g·GroupStep + i·OuterStep + j·InnerStep + k·RunStep + column·ColumnStep. Steps count elements and may be negative.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PackShape
{
    /// <summary>A shape of one group, with all else 0.</summary>
    public PackShape()
    {
    }

    /// <summary>Offset of the first element.</summary>
    public int Origin { get; init; }

    /// <summary>Number of values of i.</summary>
    public int OuterCount { get; init; } = 1;

    /// <summary>Elements between values of i.</summary>
    public int OuterStep { get; init; }

    /// <summary>Number of values of j.</summary>
    public int InnerCount { get; init; } = 1;

    /// <summary>Elements between values of j.</summary>
    public int InnerStep { get; init; }

    /// <summary>Number of values of k.</summary>
    public int RunCount { get; init; }

    /// <summary>Elements between values of k.</summary>
    public int RunStep { get; init; }

    /// <summary>Columns of one group.</summary>
    public int Columns { get; init; }

    /// <summary>Elements between columns.</summary>
    public int ColumnStep { get; init; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Elements between groups.</summary>
    public int GroupStep { get; init; }

    /// <summary>Rows of B.</summary>
    public int Depth => OuterCount * InnerCount * RunCount;
}
