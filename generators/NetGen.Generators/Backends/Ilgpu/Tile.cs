using NetGen.Generators.Backends.Ilgpu.Schedule;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>How a group of threads shares a matrix product: its block of the result, the products at a time, each thread's own block.</summary>
/// <param name="Rows">Rows of the group's block.</param>
/// <param name="Columns">Columns of the group's block.</param>
/// <param name="Depth">Products that lie in shared memory at a time.</param>
/// <param name="ThreadRows">Rows of a thread's block.</param>
/// <param name="ThreadColumns">Columns of a thread's block.</param>
/// <param name="Speed">How well it keeps the multipliers busy, against the best: what a thread reads for each product grows as its block shrinks.</param>
internal sealed record Tile(int Rows, int Columns, int Depth, int ThreadRows, int ThreadColumns, double Speed)
{
    private static readonly Tile[] s_all =
    [
        new(128, 128, 8, 8, 8, 1.0), new(128, 64, 16, 8, 4, 0.9), new(64, 64, 16, 4, 4, 0.75), new(64, 32, 16, 4, 2, 0.55),
        new(32, 32, 16, 2, 2, 0.4), new(64, 16, 16, 4, 1, 0.35), new(64, 8, 16, 4, 1, 0.3), new(16, 16, 8, 2, 2, 0.25),
    ];

    public int Threads => AcrossThreads * (Rows / ThreadRows);

    /// <summary>Threads side by side.</summary>
    public int AcrossThreads => Columns / ThreadColumns;

    /// <summary>The tile with the least cost: rounds of groups × size of a block / speed.</summary>
    /// <param name="rows">Rows of the result, as far as they are known.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="others">Independent products of that size.</param>
    /// <param name="element">"float" or "double": large blocks of doubles do not fit the registers.</param>
    public static Tile Best(long rows, int columns, int others, string element) => s_all
        .Where(tile => element == "float" || tile.ThreadRows * tile.ThreadColumns <= 16)
        .OrderBy(tile => tile.Cost(rows, columns, others)).First();

    private double Cost(long rows, int columns, int others)
    {
        double groups = Math.Ceiling(rows / (double)Rows) * Math.Ceiling(columns / (double)Columns) * others;
        return Math.Ceiling(groups / TypicalGpu.Multiprocessors) * Rows * Columns / Speed;
    }
}
