using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Lowering;

/// <summary>What a target decides of contractions before they are lowered: data, which is lowered and printed as it stands.</summary>
internal abstract class Schedule
{
    /// <summary>Who sums over rows, each into a block of its own: "workers".</summary>
    public abstract string Summers { get; }

    /// <summary>Whether kernels of the runtime read weights from panels.</summary>
    public abstract bool PacksForKernels { get; }

    /// <summary>How a contraction that writes elements is computed.</summary>
    /// <param name="node">The contraction.</param>
    /// <param name="isRows">Whether all pixels of the batch form one line.</param>
    /// <param name="isDense">Whether there is nothing between the elements that it reads.</param>
    public abstract ContractionSchedule Of(ContractionNode node, bool isRows, bool isDense);

    /// <summary>How the gradient of weights is computed.</summary>
    /// <param name="node">The contraction.</param>
    /// <param name="isRows">Whether all pixels of the batch form one line, in both operands.</param>
    public abstract GradientSchedule OfGradient(ContractionNode node, bool isRows);
}

/// <summary>How a contraction that writes elements is computed.</summary>
internal sealed record ContractionSchedule(ContractionMethod Method, WeightOrder Weights)
{
    /// <summary>Whether a batch of one sample reads the weights as they lie instead.</summary>
    public bool IsVectorForOne { get; init; }

    /// <summary>Whether weights are packed right before their use, so that all panels share memory.</summary>
    public bool PacksLate { get; init; }

    /// <summary>Winograd: tiles worked on at a time.</summary>
    public int TilesAtOnce { get; init; }

    /// <summary>Winograd: elements of a worker's own memory for them.</summary>
    public int Scratch { get; init; }

    /// <summary>Pieces that the products of each result are summed in first.</summary>
    public int Splits { get; init; } = 1;

    /// <summary>Tiled: for products of so many rows in a sample.</summary>
    public Func<int, Tile>? TileOf { get; init; }
}

/// <summary>The kernels that compute a contraction.</summary>
internal enum ContractionMethod
{
    /// <summary>Blocks of results in registers, a line of vectors at a time.</summary>
    Nest,

    /// <summary>Channels that do not mix, as the elements of a vector.</summary>
    Depthwise,

    /// <summary>Tiles of 4×4 results from a quarter of the products.</summary>
    Winograd,

    /// <summary>As <see cref="Nest"/>, in integers.</summary>
    Quantized,

    /// <summary>As <see cref="Winograd"/>, in integers.</summary>
    QuantizedWinograd,

    /// <summary>Blocks of results of a group of threads, operands in shared memory.</summary>
    Tiled,

    /// <summary>A thread for each result.</summary>
    Direct,
}

/// <summary>How a contraction wants its weights.</summary>
internal enum WeightOrder
{
    /// <summary>In panels of a few vectors of columns.</summary>
    Panels,

    /// <summary>At the points of <see cref="ContractionMethod.Winograd"/>.</summary>
    Points,

    /// <summary>As they lie.</summary>
    InPlace,

    /// <summary>The products of each column in a row.</summary>
    Rows,
}

/// <summary>How the gradient of weights is computed.</summary>
internal sealed record GradientSchedule(GradientMethod Method)
{
    /// <summary>Winograd: tiles worked on at a time.</summary>
    public int TilesAtOnce { get; init; }

    /// <summary>Winograd: elements of a worker's own memory for them.</summary>
    public int Scratch { get; init; }

    /// <summary>Split: pieces of the rows that are summed first.</summary>
    public int Splits { get; init; } = 1;

    /// <summary>Split: the blocks of the result.</summary>
    public Tile? Tile { get; init; }
}

/// <summary>The kernels that compute a gradient of weights.</summary>
internal enum GradientMethod
{
    /// <summary>A matrix product over all rows: each worker its part of the weights, which may be updated at once.</summary>
    Rows,

    /// <summary>Each worker sums its samples; their sums are added up.</summary>
    Samples,

    /// <summary>The same, channels as the elements of a vector.</summary>
    Depthwise,

    /// <summary>The same, in tiles.</summary>
    Winograd,

    /// <summary>On a GPU: pieces of the rows, which are added up.</summary>
    Split,
}
