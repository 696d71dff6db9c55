namespace NetGen.Numerics;

/// <summary>Sizes that the kernels use and the compiler reserves: this file is compiled into both. They count elements.</summary>
internal static class KernelSizes
{
    /// <summary>Elements of the widest vector, 64 bytes of the smaller number type.</summary>
    public const int Vector = 16;

    /// <summary>Rows of results that the most registers hold.</summary>
    public const int RegisterRows = 14;

    /// <summary>Rows of a block of a matrix that is turned around.</summary>
    public const int Block = 64;

    /// <summary>Points of a tile of <c>Winograd</c>: panels and scratch memory hold a matrix for each.</summary>
    public const int WinogradPoints = 36;

    /// <summary>Elements between the matrices of two points, which else could all fight for the same places of the cache.</summary>
    public const int WinogradGap = 16;

    /// <summary>So many elements with those that fill the last vector, however wide vectors are.</summary>
    public static int WholeVectors(int elements) => (elements + Vector - 1) / Vector * Vector;

    /// <summary>So many rows with those that fill the last block.</summary>
    public static int WholeBlocks(int rows) => (rows + Block - 1) / Block * Block;

    /// <summary>The panels of <c>Panels.Pack</c>, whatever the machine's vectors are: columns of a group fill them.</summary>
    public static int Panels(int groups, int depth, int columns) => groups * depth * WholeVectors(columns);

    /// <summary>The panels of <c>Winograd.Pack</c>, with a gap behind two columns, as where a vector is one element.</summary>
    public static int WinogradPanels(int channels, int columns) => WinogradPoints * WholeVectors(columns) * (channels + (WinogradGap / 2));

    /// <summary>A worker's memory in <c>Winograd.Run</c>: inputs and products of the tiles worked on at a time, at their points.</summary>
    public static int WinogradScratch(int tiles, int channels, int columns) =>
        WinogradPoints * ((tiles * (channels + WholeVectors(columns))) + (2 * WinogradGap));

    /// <summary>A worker's memory in <c>Winograd.WeightGradient</c>: inputs and results of the tiles, and the sums.</summary>
    public static int WinogradGradientScratch(int tiles, int channels, int columns) =>
        WinogradScratch(tiles, channels, columns) + (WinogradPoints * channels * columns);

    /// <summary>Columns of integer panels, whatever the machine's vectors are: two vectors fill one.</summary>
    public static int QuantizedColumns(int columns) => (columns + (2 * Vector) - 1) / (2 * Vector) * (2 * Vector);

    /// <summary>The panels of <c>QuantizedContraction.Pack</c>: a scale for each column, and pairs of bytes.</summary>
    public static int QuantizedPanels(int runs, int run, int columns) =>
        QuantizedColumns(columns) + (runs * ((run + 1) / 2) * QuantizedColumns(columns) * 2 / sizeof(float));

    /// <summary>
    /// A worker's memory in <c>QuantizedContraction.Run</c>: the integers of a sample's lines, or of some rows, and what a vector may
    /// write behind them.
    /// </summary>
    public static int QuantizedScratch(int elements) => (elements / 2) + (4 * Vector);

    /// <summary>Rows of a matrix product that are brought to integers together.</summary>
    public const int QuantizedRows = 16;

    /// <summary>The panels of <c>QuantizedWinograd.Pack</c>: a scale for each column and pairs of 16-bit integers at each point.</summary>
    public static int QuantizedWinogradPanels(int channels, int columns) =>
        WinogradPoints * QuantizedColumns(columns) * (1 + (channels / 2));

    /// <summary>A worker's memory in <c>QuantizedWinograd.Run</c>: inputs of 16 bits and products of the tiles, at their points.</summary>
    public static int QuantizedWinogradScratch(int tiles, int channels, int columns) =>
        WinogradPoints * ((tiles * ((channels / 2) + QuantizedColumns(columns))) + (2 * WinogradGap));

    /// <summary>A worker's memory in either pass of <c>Attention</c>, for the most keys of a sample and the features of a head.</summary>
    public static int AttentionScratch(int keys, int headSize) =>
        (2 * (Block + headSize) * WholeBlocks(keys)) + (2 * Block * headSize) + 1024;

    /// <summary>A worker's memory in <c>Attention.Difference</c>: three numbers of each key.</summary>
    public static int AttentionDifferenceScratch(int keys) => 3 * keys;

    /// <summary>A worker's memory in <c>BatchedProduct</c>: both factors turned around, and a row of factors.</summary>
    public static int ProductScratch(int rows, int columns, int depth) => (depth * (WholeBlocks(rows) + WholeBlocks(columns))) + 1024;
}
