using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The inside of a tiled product: sums in registers, operands in shared memory, written out for the tile.</summary>
internal sealed class TileCode
{
    private const string Parts = "XYZW";

    private readonly Tile _tile;
    private readonly string _element;

    /// <param name="tile">Its sizes.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="a">Whether neighbours of operand A are neighbouring products, and whether they can be read four at a time.</param>
    /// <param name="b">The same for operand B.</param>
    public TileCode(Tile tile, string element, (bool AlongDepth, bool IsAligned) a, (bool AlongDepth, bool IsAligned) b)
    {
        _tile = tile;
        _element = element;
        A = new TileSide("A", tile, tile.Rows, a.AlongDepth, a.IsAligned, element);
        B = new TileSide("B", tile, tile.Columns, b.AlongDepth, b.IsAligned, element);
    }

    public TileSide A { get; }

    public TileSide B { get; }

    private string Zero => DevicePrinter.Literal(0, _element);

    private IEnumerable<int> Rows => Enumerable.Range(0, _tile.ThreadRows);

    private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ThreadColumns);

    /// <summary>Shared memory, the thread's place in the tile, its sums.</summary>
    public void Begin(SourceWriter w)
    {
        w.Lines(
            $"ArrayView<{_element}> tileA = SharedMemory.Allocate<{_element}>({A.SharedSize});",
            $"ArrayView<{_element}> tileB = SharedMemory.Allocate<{_element}>({B.SharedSize});",
            $"int t = Group.IdxX, across = t % {_tile.AcrossThreads}, down = t / {_tile.AcrossThreads};");
        foreach (int i in Rows)
        {
            w.Line($"{_element} {string.Join(", ", Columns.Select(j => $"s{i}{j} = {Zero}"))};");
        }
    }

    /// <summary>The loop over the products.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="begin">The first product.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="fetch">Fetches the tile that begins at a product into locals, which are new or not.</param>
    public void Loop(SourceWriter w, string begin, string end, Action<bool, string> fetch)
    {
        fetch(true, begin);
        using (w.Open($"for (int k0 = {begin}; k0 < {end}; k0 += {_tile.Depth})"))
        {
            A.Put(w);
            B.Put(w);
            w.Line("Group.Barrier();");
            using (w.Open($"if (k0 + {_tile.Depth} < {end})"))
            {
                fetch(false, $"k0 + {_tile.Depth}");
            }

            w.Line();
            Multiply(w);
            w.Line();
            w.Line("Group.Barrier();");
        }

        w.Line();
    }

    /// <summary>Hands over the sums: those inside the result.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="row">The tile's first row, as a variable.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="store">Takes row, column and sum.</param>
    public void End(SourceWriter w, string row, string rows, int columns, Func<string, string, string, string> store)
    {
        foreach (int i in Rows)
        {
            string m = Code.Sum(row, Place("down", i, _tile.ThreadRows, _tile.Rows));
            using (w.Open($"if ({m} < {rows})"))
            {
                foreach (int j in Columns)
                {
                    string c = Code.Sum("column0", Place("across", j, _tile.ThreadColumns, _tile.Columns));
                    string condition = columns % _tile.Columns == 0 ? "" : $"if ({c} < {columns}) ";
                    w.Line($"{condition}{store(m, c, $"s{i}{j}")};");
                }
            }

            w.Line();
        }
    }

    private void Multiply(SourceWriter w)
    {
        using (w.Open($"for (int k = 0; k < {_tile.Depth}; k++)"))
        {
            Read(w, "a", A, "down", _tile.ThreadRows, _tile.Rows);
            Read(w, "b", B, "across", _tile.ThreadColumns, _tile.Columns);
            foreach (int i in Rows)
            {
                w.Line(string.Join(
                    " ", Columns.Select(j => $"s{i}{j} += {Operand("a", i, _tile.ThreadRows)} * {Operand("b", j, _tile.ThreadColumns)};")));
            }
        }
    }

    /// <summary>Reads a thread's rows (columns) of one product.</summary>
    private void Read(SourceWriter w, string name, TileSide side, string thread, int count, int size)
    {
        if (IsWide(count))
        {
            IEnumerable<string> reads = Enumerable.Range(0, count / 4).Select(i =>
                $"{name}{i} = {side.Shared}.Cast<Float4>()[{Code.Sum(Code.Times("k", side.Pitch / 4), thread, $"{i * size / count}")}]");
            w.Line($"Float4 {string.Join(", ", reads)};");
            return;
        }

        string values = string.Join(", ", Enumerable.Range(0, count).Select(i =>
            $"{name}{i} = {side.Shared}[{Code.Sum(Code.Times("k", side.Pitch), Place(thread, i, count, size))}]"));
        w.Line($"{_element} {values};");
    }

    private string Operand(string name, int i, int count) => IsWide(count) ? $"{name}{i / 4}.{Parts[i % 4]}" : $"{name}{i}";

    private bool IsWide(int count) => _element == "float" && count % 4 == 0;

    /// <summary>
    /// Row (column) number i of a thread: by fours, neighbouring threads one behind the other, so that what they read at once is one run of
    /// memory.
    /// </summary>
    private string Place(string thread, int i, int count, int size) => IsWide(count)
        ? Code.Sum(Code.Times(thread, 4), $"{i / 4 * (4 * size / count) + i % 4}")
        : Code.Sum(thread, $"{i * (size / count)}");
}
