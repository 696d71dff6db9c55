using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>A copy by an index map, as loops over both sides.</summary>
internal static class MoveLoops
{
    /// <summary>The loops that a copy's kernel has.</summary>
    public const int Most = 3;

    /// <summary>Copies that together move each element once, and so cost less than two of all elements.</summary>
    private const int MostCopies = 4;

    /// <summary>The loops, the outermost first; null where one side has an axis that ends amid one of the other.</summary>
    public static IReadOnlyList<(int Count, int From, int To)>? Of(IndexMap map, Layout from, Layout to) =>
        IndexMap.Loops(map.Axes.Select(axis => (axis.Count, axis.Step.Over(from.Line, from.Pixel))), Axes(to), Most);

    /// <summary>The loops over elements that follow one another.</summary>
    public static IReadOnlyList<(int Count, int From, int To)>? OfRun(int count, Layout to) =>
        IndexMap.Loops([(count, 1)], Axes(to), Most);

    /// <summary>Whether a map costs less than two copies, be there borders around its sides or none.</summary>
    public static bool IsCheap(IndexMap map, TensorShape from, TensorShape to) =>
        Of(map, Layout.Of(from, 1, 1), Layout.Of(to, 1, 1)) is { } loops && Outer(loops).Count() <= MostCopies;

    /// <summary>Where each of the copies begins that loops are made of: one for each turn of the shorter ones.</summary>
    public static IEnumerable<(int From, int To)> Outer(IReadOnlyList<(int Count, int From, int To)> loops) =>
        loops.OrderByDescending(loop => loop.Count).Skip(Most).Aggregate(
            (IEnumerable<(int From, int To)>)[(0, 0)],
            (starts, loop) => starts.SelectMany(start =>
                Enumerable.Range(0, loop.Count).Select(i => (start.From + i * loop.From, start.To + i * loop.To))));

    private static IEnumerable<(int Count, int Step)> Axes(Layout layout) =>
        [(layout.Height, layout.Line), (layout.Width, layout.Pixel), (layout.Channels, 1)];
}
