using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>NetGen.Numerics.ContractionShape: an affine loop nest. Without lines all pixels of the batch form one.</summary>
internal sealed record ContractionShape(int Lines, Dim Pixels, Steps A, Nest Products, int Columns, int Groups, int AGroup)
{
    public int AGroup { get; } = Groups == 1 ? 0 : AGroup;

    public int YOrigin { get; init; }

    public int YStep { get; init; } = 1;

    public int XOrigin { get; init; }

    public int XStep { get; init; } = 1;

    /// <summary>Elements between products in the weights, where these are read as they lie.</summary>
    public int BStep { get; init; }
}

/// <summary>NetGen.Numerics.PackShape: how the order that a contraction wants its weights in is found in memory.</summary>
internal sealed record PackShape(int Origin, Nest Products, int Columns, int ColumnStep, int Groups, int GroupStep)
{
    public int GroupStep { get; } = Groups == 1 ? 0 : GroupStep;
}

/// <summary>NetGen.Numerics.WeightGradientShape: the sums of a convolution's weight gradient.</summary>
internal sealed record WeightGradientShape(Steps X, Steps Dy, int Lines, int Pixels, Nest Products, int Columns, int Groups, int XGroup)
{
    public int XGroup { get; } = Groups == 1 ? 0 : XGroup;
}

/// <summary>NetGen.Numerics.MoveShape: a box of lines × pixels × channels, each side with steps of its own.</summary>
internal sealed record MoveShape(int Height, Dim Width, int Channels, Steps From, Steps To);

/// <summary>NetGen.Numerics.PoolShape: a window, and how the operands lie; where one takes no part, it is not read.</summary>
internal sealed record PoolShape(PoolGeometry Window, Layout X, Layout Place, Layout Dy);
