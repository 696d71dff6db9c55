using NetGen.Generators.Emit;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The text of the kernel of dk and dv. Row a of a thread is its key, column b its query.</summary>
internal sealed class AttentionKeyGradient(AttentionCode code)
{
    private readonly GpuTile _tile = code.Tile;
    private readonly int _pitch = code.Pitch;

    private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

    private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

    public void Write(SourceWriter w)
    {
        w.Lines(
            code.Shared("keys", _tile.Rows * _pitch), code.Shared("values", _tile.Rows * _pitch),
            code.Shared("queries", _tile.Columns * _pitch), code.Shared("slopes", _tile.Columns * _pitch),
            code.Shared("weights", _tile.Rows * code.ScorePitch), code.Shared("changes", _tile.Rows * code.ScorePitch));
        code.Place(w, code.Heads / code.Members, "shared", code.Keys);
        code.Random(w);
        foreach (int a in Rows)
        {
            code.Seen(w, $"seen{a}", $"first + {_tile.Row(a)}");
        }

        _tile.Declare(w, code.Element, "dv", code.Zero, code.FeaturesEach);
        _tile.Declare(w, code.Element, "dk", code.Zero, code.FeaturesEach);
        if (!code.IsSliced)
        {
            LoadKeys(w, "");
        }

        if (code.Members == 1)
        {
            w.Line("int head = shared;");
            PastQueries(w);
        }
        else
        {
            using (w.Open($"for (int head = shared * {code.Members}; head < (shared + 1) * {code.Members}; head++)"))
            {
                PastQueries(w);
            }
        }

        foreach (int a in Rows)
        {
            string row = $"first + {_tile.Row(a)}";
            using (w.Open($"if ({row} < {code.KeyCount})"))
            {
                code.Store(w, "Dk", code.KeyAt(row, "shared"), c => $"dk{a}_{c}");
                code.Store(w, "Dv", code.ValueAt(row, "shared"), c => $"dv{a}_{c}");
            }
        }
    }

    private void PastQueries(SourceWriter w)
    {
        foreach (int a in Rows.Where(_ => code.Dropout > 0))
        {
            code.FirstPair(w, $"pairs{a}", $"first + {_tile.Row(a)}");
        }

        // The first tile with a query that sees the first key.
        string begin = code.IsCausal ? $"first / {_tile.Columns} * {_tile.Columns}" : "0";
        using (w.Open($"for (int start = {begin}; start < {code.QueryCount}; start += {_tile.Columns})"))
        {
            code.Scores(w, ScoresOfSlice);
            Weights(w);
            w.Line("Group.Barrier();");
            if (code.IsSliced)
            {
                LoadQueries(w, code.Slice);
                w.Line("Group.Barrier();");
            }

            using (w.Open($"for (int i = 0; i < {_tile.Columns}; i++)"))
            {
                code.AddRows(w, "dv", ("p", "weights"), ("dy", "slopes"), "i");
                code.AddRows(w, "dk", ("ds", "changes"), ("q", "queries"), "i");
            }
        }
    }

    private void LoadKeys(SourceWriter w, string feature) => code.Load(
        w, _tile.Rows, "first", code.Keys, feature,
        ("keys", "K", row => code.KeyAt(row, "shared")), ("values", "V", row => code.ValueAt(row, "shared")));

    private void LoadQueries(SourceWriter w, string feature) => code.Load(
        w, _tile.Columns, "start", code.Queries, feature, ("queries", "Q", code.QueryAt), ("slopes", "Dy", code.OutputAt));

    /// <summary>s = k·q and t = v·dy of a tile.</summary>
    private void ScoresOfSlice(SourceWriter w, string feature)
    {
        w.Line("Group.Barrier();");
        if (code.IsSliced)
        {
            LoadKeys(w, feature);
        }

        LoadQueries(w, feature);
        w.Line("Group.Barrier();");
        using (w.Open($"for (int f = 0; f < {code.Width}; f++)"))
        {
            code.AddDots(w, "s", ("k", "keys"), ("q", "queries"));
            code.AddDots(w, "t", ("v", "values"), ("dy", "slopes"));
        }
    }

    /// <summary>weights = p with its dropout, changes = ds.</summary>
    private void Weights(SourceWriter w)
    {
        foreach (int b in Columns)
        {
            // A query behind the last sees nothing, as no key is seen before query 0.
            w.Lines($"int query{b} = start + {_tile.Column(b)};", $"{code.Element} shift{b} = {code.Zero}, dot{b} = {code.Zero};");
            using (w.Open($"if (query{b} < {code.QueryCount})"))
            {
                w.Lines($"shift{b} = g.LogSum[{code.LogSumAt($"query{b}")}];", $"dot{b} = g.Dq[{code.QueryAt($"query{b}")}];");
            }

            using (w.Open("else"))
            {
                w.Line($"query{b} = -1;");
            }

            w.Line($"shift{b} = shift{b} == {code.Infinity} ? {code.Zero} : shift{b};");
            foreach (int a in Rows)
            {
                code.Gradient(w, a, b, $"seen{a} <= query{b}", $"shift{b}", $"dot{b}", $"pairs{a}", $"query{b}");
                w.Lines(
                    $"weights[{_tile.RowOffset(a, code.ScorePitch)} + {_tile.Column(b)}] = p{a}_{b};",
                    $"changes[{_tile.RowOffset(a, code.ScorePitch)} + {_tile.Column(b)}] = ds{a}_{b};");
            }
        }
    }
}
