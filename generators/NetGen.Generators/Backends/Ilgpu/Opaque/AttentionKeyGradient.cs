using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The text of the kernel of dk and dv. Row a of a thread is its key, column b its query.</summary>
internal sealed class AttentionKeyGradient(AttentionShapes shapes)
{
    private readonly GpuTile _tile = shapes.Tile;
    private readonly int _pitch = shapes.Pitch;
    private readonly int _scorePitch = TypicalGpu.Pitch(shapes.Tile.Columns);

    private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

    private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

    public void Write(SourceWriter w)
    {
        w.Lines(
            shapes.Shared("keys", _tile.Rows * _pitch), shapes.Shared("values", _tile.Rows * _pitch),
            shapes.Shared("queries", _tile.Columns * _pitch), shapes.Shared("slopes", _tile.Columns * _pitch),
            shapes.Shared("weights", _tile.Rows * _scorePitch), shapes.Shared("changes", _tile.Rows * _scorePitch));
        shapes.Place(w, shapes.Heads / shapes.Members, "shared", shapes.Keys);
        shapes.Random(w);
        foreach (int a in Rows)
        {
            shapes.Seen(w, $"seen{a}", $"first + {_tile.Row(a)}");
        }

        _tile.Declare(w, shapes.Element, "dv", shapes.Zero, shapes.FeaturesEach);
        _tile.Declare(w, shapes.Element, "dk", shapes.Zero, shapes.FeaturesEach);
        if (!shapes.IsSliced)
        {
            LoadKeys(w, "");
        }

        if (shapes.Members == 1)
        {
            w.Line("int head = shared;");
            PastQueries(w);
        }
        else
        {
            using (w.Open($"for (int head = shared * {shapes.Members}; head < (shared + 1) * {shapes.Members}; head++)"))
            {
                PastQueries(w);
            }
        }

        foreach (int a in Rows)
        {
            string row = $"first + {_tile.Row(a)}";
            using (w.Open($"if ({row} < {shapes.Keys.Device})"))
            {
                shapes.Store(w, "Dk", shapes.KeyAt(row, "shared"), c => $"dk{a}_{c}");
                shapes.Store(w, "Dv", shapes.ValueAt(row, "shared"), c => $"dv{a}_{c}");
            }
        }
    }

    private void PastQueries(SourceWriter w)
    {
        foreach (int a in Rows.Where(_ => shapes.Dropout > 0))
        {
            shapes.FirstPair(w, $"pairs{a}", $"first + {_tile.Row(a)}");
        }

        // The first tile with a query that sees the first key.
        string begin = shapes.IsCausal ? $"first / {_tile.Columns} * {_tile.Columns}" : "0";
        using (w.Open($"for (int start = {begin}; start < {shapes.Queries.Device}; start += {_tile.Columns})"))
        {
            shapes.Scores(w, ScoresOfSlice);
            Weights(w);
            w.Line("Group.Barrier();");
            if (shapes.IsSliced)
            {
                LoadQueries(w, shapes.Slice);
                w.Line("Group.Barrier();");
            }

            using (w.Open($"for (int i = 0; i < {_tile.Columns}; i++)"))
            {
                _tile.Multiply(
                    w, shapes.Element, "dv", "p", a => $"weights[{_tile.RowOffset(a, _scorePitch)} + i]", "dy", c => $"slopes[i * {_pitch} + {_tile.Column(c)}]", shapes.FeaturesEach);
                _tile.Multiply(
                    w, shapes.Element, "dk", "ds", a => $"changes[{_tile.RowOffset(a, _scorePitch)} + i]", "q", c => $"queries[i * {_pitch} + {_tile.Column(c)}]", shapes.FeaturesEach);
            }
        }
    }

    private void LoadKeys(SourceWriter w, string feature) => shapes.Load(
        w, _tile.Rows, "first", shapes.Keys, feature, ("keys", "K", row => shapes.KeyAt(row, "shared")), ("values", "V", row => shapes.ValueAt(row, "shared")));

    private void LoadQueries(SourceWriter w, string feature) => shapes.Load(
        w, _tile.Columns, "start", shapes.Queries, feature, ("queries", "Q", row => shapes.QueryAt(row)), ("slopes", "Dy", row => shapes.OutputAt(row)));

    /// <summary>s = k·q and t = v·dy of a tile.</summary>
    private void ScoresOfSlice(SourceWriter w, string feature)
    {
        w.Line("Group.Barrier();");
        if (shapes.IsSliced)
        {
            LoadKeys(w, feature);
        }

        LoadQueries(w, feature);
        w.Line("Group.Barrier();");
        using (w.Open($"for (int f = 0; f < {shapes.Width}; f++)"))
        {
            _tile.Multiply(w, shapes.Element, "s", "k", a => $"keys[{_tile.RowOffset(a, _pitch)} + f]", "q", b => $"queries[{_tile.ColumnOffset(b, _pitch)} + f]");
            _tile.Multiply(w, shapes.Element, "t", "v", a => $"values[{_tile.RowOffset(a, _pitch)} + f]", "dy", b => $"slopes[{_tile.ColumnOffset(b, _pitch)} + f]");
        }
    }

    /// <summary>weights = p with its dropout, changes = ds.</summary>
    private void Weights(SourceWriter w)
    {
        foreach (int b in Columns)
        {
            // A query behind the last sees nothing, as no key is seen before query 0.
            w.Lines($"int query{b} = start + {_tile.Column(b)};", $"{shapes.Element} shift{b} = {shapes.Zero}, dot{b} = {shapes.Zero};");
            using (w.Open($"if (query{b} < {shapes.Queries.Device})"))
            {
                w.Lines($"shift{b} = g.LogSum[{shapes.LogSumAt($"query{b}")}];", $"dot{b} = g.Dq[{shapes.QueryAt($"query{b}")}];");
            }

            using (w.Open("else"))
            {
                w.Line($"query{b} = -1;");
            }

            w.Line($"shift{b} = shift{b} == {shapes.Infinity} ? {shapes.Zero} : shift{b};");
            foreach (int a in Rows)
            {
                shapes.Gradient(w, a, b, $"seen{a} <= query{b}", $"shift{b}", $"dot{b}", $"pairs{a}", $"query{b}");
                w.Lines(
                    $"weights[{_tile.RowOffset(a, _scorePitch)} + {_tile.Column(b)}] = p{a}_{b};",
                    $"changes[{_tile.RowOffset(a, _scorePitch)} + {_tile.Column(b)}] = ds{a}_{b};");
            }
        }
    }
}
