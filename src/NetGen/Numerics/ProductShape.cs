using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>What <see cref="BatchedProduct"/> computes for each sample. All matrices lie row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProductShape
{
    /// <summary>A product that is not scaled, with all else 0.</summary>
    public ProductShape()
    {
    }

    /// <summary>Rows of the product.</summary>
    public int Rows { get; init; }

    /// <summary>Columns of the product.</summary>
    public int Columns { get; init; }

    /// <summary>Products in each sum; where it is 0, the product is 0.</summary>
    public int Depth { get; init; }

    /// <summary>Whether the left factor is stored as [Depth × Rows] instead of [Rows × Depth].</summary>
    public bool TransposeA { get; init; }

    /// <summary>Whether the right factor is stored as [Columns × Depth] instead of [Depth × Columns].</summary>
    public bool TransposeB { get; init; }

    /// <summary>Where the rows of the left factor lie as it is stored.</summary>
    public RowsShape A { get; init; }

    /// <summary>Where the rows of the right factor lie as it is stored.</summary>
    public RowsShape B { get; init; }

    /// <summary>Where the rows of the product lie.</summary>
    public RowsShape Y { get; init; }

    /// <summary>Multiplies the product.</summary>
    public double Scale { get; init; } = 1;
}
