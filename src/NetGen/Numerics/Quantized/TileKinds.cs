namespace NetGen.Numerics;

/// <summary>
/// The tiles of a block in an order in which those with products at a point are neighbours: the short ones (at most two lines inside the
/// image), the whole ones, the narrow ones (at most two pixels), those that are both.
/// </summary>
internal readonly ref struct TileKinds
{
    private readonly int _short;
    private readonly int _whole;
    private readonly int _narrow;
    private readonly int _count;

    /// <param name="shape">The image.</param>
    /// <param name="grid">Its tiles.</param>
    /// <param name="first">The first tile of the block.</param>
    /// <param name="order">Receives the tiles of the block.</param>
    public TileKinds(in ContractionShape shape, in WinogradTiles grid, int first, Span<int> order)
    {
        for (int kind = 0; kind < 4; kind++)
        {
            int before = _count;
            for (int t = first; t < first + order.Length; t++)
            {
                grid.Locate(t, out _, out int y, out int x);
                bool isShort = IsShort(shape.Lines - y), isNarrow = IsShort(shape.Pixels - x);
                if (kind == (isShort, isNarrow) switch { (true, false) => 0, (false, false) => 1, (false, true) => 2, _ => 3 })
                {
                    order[_count++] = t;
                }
            }

            int found = _count - before;
            (_short, _whole, _narrow) =
                (kind == 0 ? found : _short, kind == 1 ? found : _whole, kind == 2 ? found : _narrow);
        }
    }

    /// <summary>Whether an axis with so many lines or pixels left needs four points.</summary>
    public static bool IsShort(int left) => left <= 2;

    /// <summary>Whether a point of an axis is none of those four.</summary>
    public static bool IsSpared(int point) => point is 3 or 4;

    /// <summary>Which of the tiles have products at a point.</summary>
    public (int First, int End) At(int point)
    {
        int whole = _short + _whole;
        return (IsSpared(point / 6) ? _short : 0, (IsSpared(point / 6), IsSpared(point % 6)) switch
        {
            (_, true) => whole,
            (true, false) => whole + _narrow,
            _ => _count,
        });
    }
}
