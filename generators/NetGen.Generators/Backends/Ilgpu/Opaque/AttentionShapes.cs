using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// What the kernels of an attention have in common: its numbers, and text that brings rows to shared memory or tells which keys a
/// query sees. Heads of more features than <see cref="Width"/> are taken slice by slice: a group then computes the scores
/// from all slices, but only its own slice of the result.
/// </summary>
internal sealed class AttentionShapes
{
    // Sums of a thread in both directions, most work for what is read first.
    private static readonly (int Rows, int Columns)[] Sizes = [(4, 4), (4, 2), (2, 2), (2, 1), (1, 1)];

    // Loads from memory that a thread has under way.
    private const int LoadsAtATime = 16;

    private readonly GpuNumbers _numbers;

    /// <param name="kernel">The attention.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="rowsAreKeys">Whether the rows of a tile are keys and its columns queries.</param>
    /// <param name="shared">Elements of shared memory that a tile with rows so far apart needs.</param>
    public AttentionShapes(OpaqueKernel kernel, string element, bool rowsAreKeys, Func<GpuTile, int, int> shared)
    {
        _numbers = new GpuNumbers(kernel);
        Element = element;
        Heads = _numbers.Constant("Heads");
        Members = Heads / _numbers.Constant("KeyValueHeads");
        Size = _numbers.Constant("HeadSize");
        Queries = _numbers["Queries"];
        Keys = _numbers["Keys"];
        Dropout = _numbers.Real("Dropout", 0);
        (Tile, Width) = Choose(rowsAreKeys ? Keys : Queries, rowsAreKeys ? Queries : Keys, shared);
    }

    public string Element { get; }

    /// <summary>Heads of the queries.</summary>
    public int Heads { get; }

    /// <summary>Heads of queries that share one of keys and values.</summary>
    public int Members { get; }

    /// <summary>Features of a head.</summary>
    public int Size { get; }

    public GpuNumber Queries { get; }

    public GpuNumber Keys { get; }

    public bool IsCausal => _numbers.Flag("Causal");

    public double Dropout { get; }

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

    /// <summary>Features of a thread.</summary>
    public int FeaturesEach => GpuTile.Pieces(Width, Tile.Across);

    /// <summary>Elements between rows in shared memory.</summary>
    public int Pitch => PitchOf(Tile, Width);

    public string Zero => Number(0);

    public string Infinity => $"{Element}.NegativeInfinity";

    /// <summary>1 / √HeadSize.</summary>
    public string Scale => Number(1 / Math.Sqrt(Size));

    public string Number(double value) => DevicePrinter.Literal(value, Element);

    /// <summary>A matrix in shared memory.</summary>
    public string Shared(string name, int size) => $"ArrayView<{Element}> {name} = SharedMemory.Allocate<{Element}>({size});";

    /// <summary>Number of the first feature of the group's slice, as an addend; "" where there is one slice.</summary>
    public string Slice => IsSliced ? $" + slice * {Width}" : "";

    /// <summary>The number of groups: for each sample, head, tile and slice.</summary>
    public string Groups(int heads, GpuNumber lines) =>
        $"Batch * {(GpuNumber.Of(heads * Slices) * lines.Pieces(Tile.Rows)).Host}";

    /// <summary>Which sample, head and tile the group is for.</summary>
    public void Place(SourceWriter w, int heads, string headName, GpuNumber lines)
    {
        w.Line(Tile.Place);
        GpuNumber tiles = lines.Pieces(Tile.Rows);
        if (IsSliced)
        {
            w.Line($"int slice = Grid.IdxX % {Slices};");
        }

        string block = Quotient("Grid.IdxX", GpuNumber.Of(Slices)), head = Quotient(block, tiles);
        w.Lines(
            $"int first = {(tiles.Constant == 1 ? "0" : $"{block} % {tiles.Device} * {Tile.Rows}")};",
            $"int {headName} = {(heads == 1 ? "0" : $"{head} % {heads}")};",
            $"int sample = {Quotient(head, GpuNumber.Of(heads))};");
    }

    private static string Quotient(string number, GpuNumber divisor) => divisor.Constant == 1 ? number : $"{number} / {divisor.Device}";

    /// <summary>Element 0 of a row of queries: "sample * 64 + i" is the row.</summary>
    public string QueryAt(string row) => At("Query", $"sample * {Queries.Device} + {row}", "head");

    /// <summary>Element 0 of a row of queries that is numbered over all samples.</summary>
    public string QueryAtRow(string row) => At("Query", row, "head");

    public string KeyAt(string row, string head) => At("Key", $"sample * {Keys.Device} + {row}", head);

    public string ValueAt(string row, string head) => At("Value", $"sample * {Keys.Device} + {row}", head);

    /// <summary>Element 0 of a row of the output.</summary>
    public string OutputAt(string row) => $"((sample * {Queries.Device} + {row}) * {Heads} + head) * {Size}";

    /// <summary>Place of a query's log-sum.</summary>
    public string LogSumAt(string row) => $"(sample * {Queries.Device} + {row}) * {Heads} + head";

    /// <summary>The head of keys and values that a head of queries looks at.</summary>
    public string SharedHead => Members == 1 ? "head" : $"head / {Members}";

    /// <summary>
    /// Brings rows of some operands to shared memory, <see cref="Width"/> features from <paramref name="feature"/> on; what lies
    /// outside is 0. All loads of a round are under way before the first is stored, so none is behind a condition: outside, they read
    /// the last row or the first feature.
    /// </summary>
    /// <param name="w">Where.</param>
    /// <param name="rows">How many: a multiple of the threads down.</param>
    /// <param name="first">The number of the first row in its sample.</param>
    /// <param name="count">Rows of a sample.</param>
    /// <param name="feature">Number of the first feature as an addend: "", " + slice * 64".</param>
    /// <param name="matrices">Where to, the operand, and where a row starts.</param>
    public void Load(SourceWriter w, int rows, string first, GpuNumber count, string feature, params (string Target, string Operand, Func<string, string> At)[] matrices)
    {
        int atATime = new[] { 4, 2, 1 }.First(n => rows / Tile.Down % n == 0 && (n == 1 || n * FeaturesEach * matrices.Length <= LoadsAtATime));
        string last = count.Constant is { } constant ? $"{constant - 1}" : $"{count.Device} - 1";
        using (w.Open($"for (int r = y; r < {rows}; r += {atATime * Tile.Down})"))
        {
            // Outside the head no row counts: one comparison tells for an element whether it is inside.
            foreach (int c in Enumerable.Range(0, FeaturesEach).Where(NeedsCheck))
            {
                string inside = Inside(c, feature);
                w.Line($"int f{c} = {inside} ? {Tile.Column(c)}{feature} : 0, rows{c} = {inside} ? {count.Device} : 0;");
            }

            for (int k = 0; k < atATime; k++)
            {
                w.Lines(
                    $"int row{k} = {first} + r{(k > 0 ? $" + {k * Tile.Down}" : "")};",
                    $"int from{k} = row{k} < {count.Device} ? row{k} : {last};");
                for (int m = 0; m < matrices.Length; m++)
                {
                    w.Line($"int at{m}_{k} = {matrices[m].At($"from{k}")};");
                }
            }

            string Value(int m, int k, int c) => $"e{m}_{k}_{c}";
            string Feature(int c) => NeedsCheck(c) ? $"f{c}" : $"{Tile.Column(c)}{feature}";
            string Count(int c) => NeedsCheck(c) ? $"rows{c}" : count.Device;
            string Row(int k) => k == 0 ? $"r * {Pitch}" : $"(r + {k * Tile.Down}) * {Pitch}";
            (int M, int K, int C)[] all =
            [
                .. from m in Enumerable.Range(0, matrices.Length) from k in Enumerable.Range(0, atATime) from c in Enumerable.Range(0, FeaturesEach) select (m, k, c),
            ];
            w.Declare(Element, all.Select(e => $"{Value(e.M, e.K, e.C)} = g.{matrices[e.M].Operand}[at{e.M}_{e.K} + {Feature(e.C)}]"));
            w.Lines([.. all.Select(e => $"{matrices[e.M].Target}[{Row(e.K)} + {Tile.Column(e.C)}] = row{e.K} < {Count(e.C)} ? {Value(e.M, e.K, e.C)} : {Zero};")]);
        }
    }

    /// <summary>Stores a thread's features of a row; <paramref name="value"/> gives those of the c-th.</summary>
    public void Store(SourceWriter w, string operand, string at, Func<int, string> value)
    {
        for (int c = 0; c < FeaturesEach; c++)
        {
            string target = $"g.{operand}[{at}{Slice} + {Tile.Column(c)}] = {value(c)};";

            if (!NeedsCheck(c))
            {
                w.Line(target);
                continue;
            }

            using (w.Open($"if ({Inside(c, Slice)})"))
            {
                w.Line(target);
            }
        }
    }

    /// <summary>
    /// Declares which query is the first to see a key: 0 or, in a causal attention, the key's number; int.MaxValue for padding
    /// and behind the last key. So a pair needs one comparison.
    /// </summary>
    public void Seen(SourceWriter w, string name, string key)
    {
        int padding = _numbers.Constant("PaddingToken", -1);
        w.Line($"int {name} = int.MaxValue;");
        using (w.Open($"if ({key} < {Keys.Device}{(padding >= 0 ? $" && g.Tokens[sample * {Keys.Device} + {key}] != {padding}" : "")})"))
        {
            w.Line($"{name} = {(IsCausal ? key : "0")};");
        }
    }

    /// <summary>Declares the number of a key's pair with query 0, for its random number; it may wrap.</summary>
    public void FirstPair(SourceWriter w, string name, string key) =>
        w.Line($"uint {name} = unchecked(((uint)(sample * {Heads} + head) * (uint){Keys.Device} + (uint)({key})) * (uint){Queries.Device});");

    /// <summary>Declares the counter and key of the random numbers.</summary>
    public void Random(SourceWriter w)
    {
        if (Dropout > 0)
        {
            w.Line("uint step = g.Clock[0], key = unchecked(g.Clock[1] + g.Stream);");
        }
    }

    /// <summary>A uniform random number below this drops a probability; what stays is multiplied by <see cref="Kept"/>.</summary>
    public string Dropped(string pairs, string query) => $"DeviceMath.Uniform(unchecked({pairs} + (uint)({query})), step, key) < {Number(Dropout)}";

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

    /// <summary>Whether a thread's c-th feature can lie behind the slice, or behind the head in its last slice.</summary>
    private bool NeedsCheck(int c) => (c + 1) * Tile.Across > Width || Size % Width != 0;

    private string Inside(int c, string feature)
    {
        string inSlice = (c + 1) * Tile.Across > Width ? $"{Tile.Column(c)} < {Width}" : "";
        string inHead = Size % Width != 0 ? $"{Tile.Column(c)}{feature} < {Size}" : "";
        return string.Join(" && ", new[] { inSlice, inHead }.Where(text => text.Length > 0));
    }

    private string At(string side, string row, string head)
    {
        int origin = _numbers.Constant($"{side}Origin");
        return $"{(origin == 0 ? "" : $"{origin} + ")}({row}) * {_numbers.Constant($"{side}Pitch")} + {head} * {Size}";
    }

    /// <summary>The largest tile and the most features that fit into shared memory, in the order of <see cref="Sizes"/>.</summary>
    private (GpuTile Tile, int Width) Choose(GpuNumber rows, GpuNumber columns, Func<GpuTile, int, int> shared)
    {
        bool isSmall = rows.Constant <= 16 && columns.Constant <= 16;
        int bytes = Element == "float" ? 4 : 8;
        foreach (int width in new[] { Math.Min(Size, 128), Math.Min(Size, 64) })
        {
            foreach ((int rowsEach, int columnsEach) in Sizes)
            {
                // A warp is enough for a few rows.
                GpuTile tile = isSmall
                    ? new(8, 4, Math.Min(rowsEach, GpuTile.Pieces(rows.Constant ?? 1, 4)), Math.Min(columnsEach, GpuTile.Pieces(columns.Constant ?? 1, 8)))
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
