namespace NetGen.Numerics;

/// <summary>Rows, columns and depth of a matrix product that one pass over its tiles covers.</summary>
internal readonly struct ProductBlock
{
    /// <summary>Number of the first row in the product.</summary>
    public int FirstRow { get; init; }

    public int Rows { get; init; }

    /// <summary>Rows of a tile.</summary>
    public int Tile { get; init; }

    /// <summary>Number of the first column in the product: the first of a panel.</summary>
    public int FirstColumn { get; init; }

    public int Columns { get; init; }

    /// <summary>Number of the first product in the sums.</summary>
    public int FirstDepth { get; init; }

    public int Depth { get; init; }

    /// <summary>Whether these are the last products of the sums.</summary>
    public bool IsLast { get; init; }

    /// <summary>Elements of B between panels.</summary>
    public nint PanelStep { get; init; }

    /// <summary>Elements of B between the steps of the sum; 0: what the panel is wide.</summary>
    public int BStep { get; init; }

    /// <summary>Steps of the sum that lie in a panel before the block's first.</summary>
    public int PanelDepth { get; init; }
}
