using NetGen.Generators.Emit;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The text of the kernel of dq. Row a of a thread is its query, column b its key.</summary>
internal sealed class AttentionQueryGradient(AttentionCode code)
{
    private readonly GpuTile _tile = code.Tile;
    private readonly int _pitch = code.Pitch;

    private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

    private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

    public void Write(SourceWriter w)
    {
        w.Lines(
            code.Shared("queries", _tile.Rows * _pitch), code.Shared("slopes", _tile.Rows * _pitch),
            code.Shared("keys", _tile.Columns * _pitch), code.Shared("values", _tile.Columns * _pitch),
            code.Shared("changes", _tile.Rows * code.ScorePitch));
        code.Place(w, code.Heads, "head", code.Queries);
        code.Random(w);
        foreach (int a in Rows)
        {
            Query(w, a);
        }

        _tile.Declare(w, code.Element, "dq", code.Zero, code.FeaturesEach);
        if (!code.IsSliced)
        {
            LoadQueries(w, "");
        }

        string keys = code.KeyCount;
        w.Line(code.IsCausal ? $"int end = first + {_tile.Rows} < {keys} ? first + {_tile.Rows} : {keys};" : $"int end = {keys};");
        using (w.Open($"for (int start = 0; start < end; start += {_tile.Columns})"))
        {
            code.Scores(w, ScoresOfSlice);
            Changes(w);
            w.Line("Group.Barrier();");
            if (code.IsSliced)
            {
                code.Load(w, _tile.Columns, "start", code.Keys, code.Slice, ("keys", "K", row => code.KeyAt(row, code.SharedHead)));
                w.Line("Group.Barrier();");
            }

            using (w.Open($"for (int j = 0; j < {_tile.Columns}; j++)"))
            {
                code.AddRows(w, "dq", ("ds", "changes"), ("k", "keys"), "j");
            }
        }

        foreach (int a in Rows)
        {
            using (w.Open($"if (first + {_tile.Row(a)} < {code.QueryCount})"))
            {
                code.Store(w, "Dq", code.QueryAt($"first + {_tile.Row(a)}"), c => $"dq{a}_{c}");
            }
        }
    }

    /// <summary>
    /// What a query needs: ln Σ exp, and D, which all threads read before the first barrier and so before dq takes its place.
    /// </summary>
    private void Query(SourceWriter w, int a)
    {
        string row = $"first + {_tile.Row(a)}";
        w.Line($"{code.Element} shift{a} = {code.Zero}, dot{a} = {code.Zero};");
        using (w.Open($"if ({row} < {code.QueryCount})"))
        {
            w.Lines($"shift{a} = g.LogSum[{code.LogSumAt(row)}];", $"dot{a} = g.Dq[{code.QueryAt(row)}{code.Slice}];");
        }

        w.Line($"shift{a} = shift{a} == {code.Infinity} ? {code.Zero} : shift{a};");
    }

    private void LoadQueries(SourceWriter w, string feature) => code.Load(
        w, _tile.Rows, "first", code.Queries, feature, ("queries", "Q", code.QueryAt), ("slopes", "Dy", code.OutputAt));

    /// <summary>s = q·k and t = dy·v of a tile.</summary>
    private void ScoresOfSlice(SourceWriter w, string feature)
    {
        w.Line("Group.Barrier();");
        if (code.IsSliced)
        {
            LoadQueries(w, feature);
        }

        code.Load(
            w, _tile.Columns, "start", code.Keys, feature,
            ("keys", "K", row => code.KeyAt(row, code.SharedHead)), ("values", "V", row => code.ValueAt(row, code.SharedHead)));
        w.Line("Group.Barrier();");
        using (w.Open($"for (int f = 0; f < {code.Width}; f++)"))
        {
            code.AddDots(w, "s", ("q", "queries"), ("k", "keys"));
            code.AddDots(w, "t", ("dy", "slopes"), ("v", "values"));
        }
    }

    /// <summary>changes = ds.</summary>
    private void Changes(SourceWriter w)
    {
        foreach (int b in Columns)
        {
            code.Seen(w, $"seen{b}", $"start + {_tile.Column(b)}");
            if (code.Dropout > 0)
            {
                code.FirstPair(w, $"pairs{b}", $"start + {_tile.Column(b)}");
            }

            foreach (int a in Rows)
            {
                string query = $"first + {_tile.Row(a)}";
                code.Gradient(w, a, b, $"seen{b} <= {query}", $"shift{a}", $"dot{a}", $"pairs{b}", query);
                w.Line($"changes[{_tile.RowOffset(a, code.ScorePitch)} + {_tile.Column(b)}] = ds{a}_{b};");
            }
        }
    }
}
