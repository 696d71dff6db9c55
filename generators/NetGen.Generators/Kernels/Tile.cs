namespace NetGen.Generators.Kernels;

/// <summary>
/// How a group of threads shares a matrix product: its block of the result, the products at a time, each thread's own block.
/// </summary>
/// <param name="Rows">Rows of the group's block.</param>
/// <param name="Columns">Columns of the group's block.</param>
/// <param name="Depth">Products that lie in shared memory at a time.</param>
/// <param name="ThreadRows">Rows of a thread's block.</param>
/// <param name="ThreadColumns">Columns of a thread's block.</param>
/// <param name="Speed">How well it keeps the multipliers busy, against the best: what a thread reads for each product grows as its block
/// shrinks.</param>
internal sealed record Tile(int Rows, int Columns, int Depth, int ThreadRows, int ThreadColumns, double Speed)
{
    public int Threads => AcrossThreads * (Rows / ThreadRows);

    /// <summary>Threads side by side.</summary>
    public int AcrossThreads => Columns / ThreadColumns;
}
