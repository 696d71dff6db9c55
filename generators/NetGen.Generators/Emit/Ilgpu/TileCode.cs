namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>The inside of a tiled product: sums in registers, operands in shared memory, written out for the tile.</summary>
/// <param name="tile">Its sizes.</param>
/// <param name="element">"float" or "double".</param>
internal sealed class TileCode(Tile tile, string element)
{
    // One element more, so that threads that write a column meet no bank twice.
    private int PitchA => tile.Rows + 1;

    private int PitchB => tile.Columns + 1;

    private string Zero => element == "float" ? "0f" : "0.0";

    /// <summary>Shared memory, the thread's place in the tile, its sums.</summary>
    public void Begin(SourceWriter w)
    {
        w.Lines(
            $"ArrayView<{element}> tileA = SharedMemory.Allocate<{element}>({tile.Depth * PitchA});",
            $"ArrayView<{element}> tileB = SharedMemory.Allocate<{element}>({tile.Depth * PitchB});",
            $"int t = Group.IdxX, across = t % {tile.AcrossThreads} * {tile.ThreadColumns}, down = t / {tile.AcrossThreads} * {tile.ThreadRows};");
        for (int i = 0; i < tile.ThreadRows; i++)
        {
            w.Line($"{element} {string.Join(", ", Columns.Select(j => $"s{i}{j} = {Zero}"))};");
        }
    }

    /// <summary>How often each thread loads into a side of the tile.</summary>
    public int LoadsOf(int side) => side * tile.Depth / tile.Threads;

    /// <summary>Loads one operand's side of the tile; neighbouring threads take neighbouring products, or neighbouring rows (columns).</summary>
    /// <param name="w">Where to.</param>
    /// <param name="isA">Which operand.</param>
    /// <param name="alongDepth">Whether neighbouring products are neighbours in memory.</param>
    /// <param name="load">The element for (number of the load, row or column within the tile, product within the tile), as C#.</param>
    public void Load(SourceWriter w, bool isA, bool alongDepth, Func<int, string, string, string> load)
    {
        int side = isA ? tile.Rows : tile.Columns, pitch = isA ? PitchA : PitchB;
        string name = isA ? "tileA" : "tileB";
        for (int i = 0; i < LoadsOf(side); i++)
        {
            (string place, string product) = Place(side, alongDepth, i);
            w.Line($"{name}[{Code.Sum(Code.Times(product, pitch), place)}] = {load(i, place, product)};");
        }
    }

    /// <summary>Row (column) and product that a thread's load number <paramref name="i"/> brings.</summary>
    public (string Place, string Product) Place(int side, bool alongDepth, int i)
    {
        int threads = tile.Threads;
        if (alongDepth)
        {
            return (Code.Sum($"t / {tile.Depth}", $"{i * threads / tile.Depth}"), $"t % {tile.Depth}");
        }

        return threads >= side ? ($"t % {side}", Code.Sum($"t / {side}", $"{i * threads / side}")) : (Code.Sum("t", $"{i * threads % side}"), $"{i * threads / side}");
    }

    /// <summary>Multiplies what lies in shared memory.</summary>
    public void Multiply(SourceWriter w)
    {
        w.Line("Group.Barrier();");
        using (w.Open($"for (int k = 0; k < {tile.Depth}; k++)"))
        {
            w.Line($"int ka = k * {PitchA} + down, kb = k * {PitchB} + across;");
            w.Line($"{element} {string.Join(", ", Rows.Select(i => $"a{i} = tileA[{Code.Sum("ka", $"{i}")}]"))};");
            w.Line($"{element} {string.Join(", ", Columns.Select(j => $"b{j} = tileB[{Code.Sum("kb", $"{j}")}]"))};");
            foreach (int i in Rows)
            {
                w.Line(string.Join(" ", Columns.Select(j => $"s{i}{j} += a{i} * b{j};")));
            }
        }

        w.Line();
        w.Line("Group.Barrier();");
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
            string m = Code.Sum(row, "down", $"{i}");
            using (w.Open($"if ({m} < {rows})"))
            {
                foreach (int j in Columns)
                {
                    string c = Code.Sum("column0", "across", $"{j}");
                    string condition = columns % tile.Columns == 0 ? "" : $"if ({c} < {columns}) ";
                    w.Line($"{condition}{store(m, c, $"s{i}{j}")};");
                }
            }

            w.Line();
        }
    }

    private IEnumerable<int> Rows => Enumerable.Range(0, tile.ThreadRows);

    private IEnumerable<int> Columns => Enumerable.Range(0, tile.ThreadColumns);
}
