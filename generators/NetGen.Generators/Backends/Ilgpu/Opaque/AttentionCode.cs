using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// What the kernels of an attention have in common: its numbers, and text that brings rows to shared memory or tells which keys a
/// query sees. Heads of more features than <see cref="Width"/> are taken slice by slice: a group then computes the scores
/// from all slices, but only its own slice of the result.
/// </summary>
internal sealed partial class AttentionCode
{
    // Sums of a thread in both directions, most work for what is read first.
    private static readonly (int Rows, int Columns)[] Sizes = [(4, 4), (4, 2), (2, 2), (2, 1), (1, 1)];

    private readonly AttentionShape _shape;

    /// <param name="shape">The attention.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="rowsAreKeys">Whether the rows of a tile are keys and its columns queries.</param>
    /// <param name="shared">Elements of shared memory that a tile with rows so far apart needs.</param>
    public AttentionCode(AttentionShape shape, string element, bool rowsAreKeys, Func<GpuTile, int, int> shared)
    {
        _shape = shape;
        Element = element;
        (Tile, Width) = Choose((rowsAreKeys ? Keys : Queries).Known, (rowsAreKeys ? Queries : Keys).Known, shared);
    }

    public string Element { get; }

    /// <summary>Heads of the queries.</summary>
    public int Heads => _shape.Heads.Queries;

    /// <summary>Heads of queries that share one of keys and values.</summary>
    public int Members => Heads / _shape.Heads.Keys;

    /// <summary>Features of a head.</summary>
    public int Size => _shape.Heads.Size;

    public Dim Queries => _shape.Queries;

    public Dim Keys => _shape.Keys;

    /// <summary>Queries of a sample, in the kernel.</summary>
    public string QueryCount => Count(Queries);

    /// <summary>Keys of a sample, in the kernel.</summary>
    public string KeyCount => Count(Keys);

    public bool IsCausal => _shape.IsCausal;

    public double Dropout => _shape.Dropout;

    public GpuTile Tile { get; }

    /// <summary>Features in shared memory at a time: all, or a slice.</summary>
    public int Width { get; }

    /// <summary>Slices of a head; the last may be shorter.</summary>
    public int Slices => GpuTile.Pieces(Size, Width);

    public bool IsSliced => Slices > 1;

    /// <summary>The two sums of a tile, s and t, over all features: slice by slice where a head is taken so.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="ofSlice">Adds the products of a slice, whose first feature it gets as a term: " + part".</param>
    public void Scores(SourceWriter w, Action<SourceWriter, string> ofSlice)
    {
        Tile.Declare(w, Element, "s", Zero);
        Tile.Declare(w, Element, "t", Zero);
        if (!IsSliced)
        {
            ofSlice(w, "");
            return;
        }

        using (w.Open($"for (int part = 0; part < {Size}; part += {Width})"))
        {
            ofSlice(w, " + part");
        }
    }

    /// <summary>Adds products to the sums of a tile: feature f of rows of a matrix by that of rows of another.</summary>
    public void AddDots(SourceWriter w, string sums, (string Name, string Matrix) left, (string Name, string Matrix) right) =>
        Tile.Multiply(w, Element, sums, left.Name, a => $"{left.Matrix}[{Tile.RowOffset(a, Pitch)} + f]",
            right.Name, b => $"{right.Matrix}[{Tile.ColumnOffset(b, Pitch)} + f]");

    /// <summary>Adds to a thread's features of the rows of a tile: weight <paramref name="k"/> of each by row k of a matrix.</summary>
    public void AddRows(
        SourceWriter w, string sums, (string Name, string Matrix) weights, (string Name, string Matrix) rows, string k) =>
        Tile.Multiply(w, Element, sums, weights.Name, a => $"{weights.Matrix}[{Tile.RowOffset(a, ScorePitch)} + {k}]",
            rows.Name, c => $"{rows.Matrix}[{k} * {Pitch} + {Tile.Column(c)}]", FeaturesEach);

    /// <summary>Features of a thread.</summary>
    public int FeaturesEach => GpuTile.Pieces(Width, Tile.Across);

    /// <summary>Elements between rows in shared memory.</summary>
    public int Pitch => PitchOf(Tile, Width);

    /// <summary>Elements between rows of scores in shared memory.</summary>
    public int ScorePitch => TypicalGpu.Pitch(Tile.Columns);

    public string Zero => Number(0);

    public string Infinity => $"{Element}.NegativeInfinity";

    /// <summary>1 / √HeadSize.</summary>
    public string Scale => Number(1 / Math.Sqrt(Size));

    public string Number(double value) => DevicePrinter.Literal(value, Element);

    /// <summary>A matrix in shared memory.</summary>
    public string Shared(string name, int size) => $"ArrayView<{Element}> {name} = SharedMemory.Allocate<{Element}>({size});";

    /// <summary>Number of the first feature of the group's slice, as an addend; "" where there is one slice.</summary>
    public string Slice => IsSliced ? $" + slice * {Width}" : "";

    /// <summary>A kernel with a group for each sample, head, tile of lines and slice.</summary>
    public OpaquePart Part(string suffix, string formula, int heads, Dim lines, Action<SourceWriter> write)
    {
        int each = heads * Slices;
        string groups = lines.Known is { } count
            ? $"Batch * {each * GpuTile.Pieces(count, Tile.Rows)}"
            : $"{Code.Times("Batch", each)} * Ceil({lines.OnHost()}, {Tile.Rows})";
        return new(suffix, formula, kernel =>
        {
            (kernel.Groups[0], kernel.Threads) = (groups, Tile.Threads);
            write(kernel.Body);
        });
    }

    /// <summary>Which sample, head and tile the group is for.</summary>
    public void Place(SourceWriter w, int heads, string headName, Dim lines)
    {
        w.Line(Tile.Place);
        string tiles = lines.Known is { } count
            ? $"{GpuTile.Pieces(count, Tile.Rows)}"
            : $"(({Count(lines)} + {Tile.Rows - 1}) / {Tile.Rows})";
        if (IsSliced)
        {
            w.Line($"int slice = Grid.IdxX % {Slices};");
        }

        string block = Quotient("Grid.IdxX", $"{Slices}"), head = Quotient(block, tiles);
        w.Lines(
            $"int first = {(tiles == "1" ? "0" : $"{block} % {tiles} * {Tile.Rows}")};",
            $"int {headName} = {(heads == 1 ? "0" : $"{head} % {heads}")};",
            $"int sample = {Quotient(head, $"{heads}")};");
    }

    private static string Quotient(string number, string divisor) => divisor == "1" ? number : $"{number} / {divisor}";

    private static string Count(Dim lines) => DeviceDim.Factor(lines.InKernel());

    /// <summary>Element 0 of a row of queries: "sample * 64 + i" is the row.</summary>
    public string QueryAt(string row) => At(0, _shape.Query, $"sample * {QueryCount} + {row}", "head");

    /// <summary>Element 0 of a row of queries that is numbered over all samples.</summary>
    public string QueryAtRow(string row) => At(0, _shape.Query, row, "head");

    public string KeyAt(string row, string head) => At(_shape.KeyOrigin, _shape.KeyValue, $"sample * {KeyCount} + {row}", head);

    public string ValueAt(string row, string head) => At(_shape.ValueOrigin, _shape.KeyValue, $"sample * {KeyCount} + {row}", head);

    /// <summary>Element 0 of a row of the output.</summary>
    public string OutputAt(string row) => $"((sample * {QueryCount} + {row}) * {Heads} + head) * {Size}";

    /// <summary>Place of a query's log-sum.</summary>
    public string LogSumAt(string row) => $"(sample * {QueryCount} + {row}) * {Heads} + head";

    /// <summary>The head of keys and values that a head of queries looks at.</summary>
    public string SharedHead => Members == 1 ? "head" : $"head / {Members}";

    /// <summary>
    /// Declares which query is the first to see a key: 0 or, in a causal attention, the key's number; int.MaxValue for padding
    /// and behind the last key. So a pair needs one comparison.
    /// </summary>
    public void Seen(SourceWriter w, string name, string key)
    {
        int padding = _shape.PaddingToken;
        w.Line($"int {name} = int.MaxValue;");
        using (w.Open($"if ({key} < {KeyCount}{(padding >= 0 ? $" && g.Tokens[sample * {KeyCount} + {key}] != {padding}" : "")})"))
        {
            w.Line($"{name} = {(IsCausal ? key : "0")};");
        }
    }

    /// <summary>Declares the number of a key's pair with query 0, for its random number; it may wrap.</summary>
    public void FirstPair(SourceWriter w, string name, string key) =>
        w.Line($"uint {name} = unchecked("
            + $"(((before + (uint)sample) * {Heads} + (uint)head) * (uint){KeyCount} + (uint)({key})) * (uint){QueryCount});");

    /// <summary>Declares the counter and key of the random numbers, and the samples that other processes have before this one's.</summary>
    public void Random(SourceWriter w)
    {
        if (Dropout > 0)
        {
            w.Line("uint step = g.Clock[0], key = unchecked(g.Clock[1] + g.Stream), before = g.Clock[2];");
        }
    }

    /// <summary>A uniform random number below this drops a probability; what stays is multiplied by <see cref="Kept"/>.</summary>
    public string Dropped(string pairs, string query) =>
        $"DeviceMath.Uniform(unchecked({pairs} + (uint)({query})), step, key) < {Number(Dropout)}";

    public string Kept => Number(1 / (1 - Dropout));

    /// <summary>
    /// For a pair with score s and t = dy·v: p = exp(s / √HeadSize − shift) and ds = p·(t − dot) / √HeadSize, then p with its
    /// dropout, which t has as well; 0 where the two do not meet.
    /// </summary>
    public void Gradient(SourceWriter w, int a, int b, string meets, string shift, string dot, string pairs, string query)
    {
        string pair = $"{a}_{b}";
        w.Lines($"{Element} p{pair} = DeviceMath.Exp(s{pair} * {Scale} - {shift});", $"p{pair} = {meets} ? p{pair} : {Zero};");
        if (Dropout == 0)
        {
            w.Line($"{Element} ds{pair} = p{pair} * {Scale} * (t{pair} - {dot});");
            return;
        }

        w.Lines(
            $"{Element} kept{pair} = {Dropped(pairs, query)} ? {Zero} : {Kept};",
            $"{Element} ds{pair} = p{pair} * {Scale} * (t{pair} * kept{pair} - {dot});",
            $"p{pair} *= kept{pair};");
    }

    public static int PitchOf(GpuTile tile, int width) => TypicalGpu.Pitch(GpuTile.Pieces(width, tile.Across) * tile.Across);

    private string At(int origin, TensorShape rows, string row, string head) =>
        $"{(origin == 0 ? "" : $"{origin} + ")}({row}) * {rows.Channels} + {head} * {Size}";

    /// <summary>The largest tile and the most features that fit into shared memory, in the order of <see cref="Sizes"/>.</summary>
    private (GpuTile Tile, int Width) Choose(int? rows, int? columns, Func<GpuTile, int, int> shared)
    {
        bool isSmall = rows <= 16 && columns <= 16;
        int bytes = Element == "float" ? 4 : 8;
        foreach (int width in new[] { Math.Min(Size, 128), Math.Min(Size, 64) })
        {
            foreach ((int rowsEach, int columnsEach) in Sizes)
            {
                // A warp is enough for a few rows.
                GpuTile tile = isSmall
                    ? new(8, 4, Math.Min(rowsEach, GpuTile.Pieces(rows ?? 1, 4)), Math.Min(columnsEach, GpuTile.Pieces(columns ?? 1, 8)))
                    : new(16, 8, rowsEach, columnsEach);
                bool leavesTooLittle = width > 64 && rowsEach * columnsEach == 1;
                if (!leavesTooLittle && bytes * shared(tile, PitchOf(tile, width)) <= TypicalGpu.SharedBytes)
                {
                    return (tile, width);
                }
            }
        }

        throw new InvalidOperationException($"No tile of heads of {Size} features fits into {TypicalGpu.SharedBytes} bytes.");
    }
}
