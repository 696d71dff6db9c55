using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The text of the kernel of dq. Row a of a thread is its query, column b its key.</summary>
internal sealed class AttentionQueryGradient(AttentionShapes shapes)
{
    private readonly GpuTile _tile = shapes.Tile;
    private readonly int _pitch = shapes.Pitch;
    private readonly int _scorePitch = TypicalGpu.Pitch(shapes.Tile.Columns);

    private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

    private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

    public void Write(SourceWriter w)
    {
        w.Lines(
            shapes.Shared("queries", _tile.Rows * _pitch), shapes.Shared("slopes", _tile.Rows * _pitch),
            shapes.Shared("keys", _tile.Columns * _pitch), shapes.Shared("values", _tile.Columns * _pitch),
            shapes.Shared("changes", _tile.Rows * _scorePitch));
        shapes.Place(w, shapes.Heads, "head", shapes.Queries);
        shapes.Random(w);
        foreach (int a in Rows)
        {
            Query(w, a);
        }

        _tile.Declare(w, shapes.Element, "dq", shapes.Zero, shapes.FeaturesEach);
        if (!shapes.IsSliced)
        {
            LoadQueries(w, "");
        }

        string keys = shapes.Keys.Device;
        w.Line(shapes.IsCausal ? $"int end = first + {_tile.Rows} < {keys} ? first + {_tile.Rows} : {keys};" : $"int end = {keys};");
        using (w.Open($"for (int start = 0; start < end; start += {_tile.Columns})"))
        {
            shapes.Scores(w, ScoresOfSlice);
            Changes(w);
            w.Line("Group.Barrier();");
            if (shapes.IsSliced)
            {
                shapes.Load(w, _tile.Columns, "start", shapes.Keys, shapes.Slice, ("keys", "K", row => shapes.KeyAt(row, shapes.SharedHead)));
                w.Line("Group.Barrier();");
            }

            using (w.Open($"for (int j = 0; j < {_tile.Columns}; j++)"))
            {
                _tile.Multiply(
                    w, shapes.Element, "dq", "ds", a => $"changes[{_tile.RowOffset(a, _scorePitch)} + j]", "k", c => $"keys[j * {_pitch} + {_tile.Column(c)}]", shapes.FeaturesEach);
            }
        }

        foreach (int a in Rows)
        {
            using (w.Open($"if (first + {_tile.Row(a)} < {shapes.Queries.Device})"))
            {
                shapes.Store(w, "Dq", shapes.QueryAt($"first + {_tile.Row(a)}"), c => $"dq{a}_{c}");
            }
        }
    }

    /// <summary>What a query needs: ln Σ exp, and D, which all threads read before the first barrier and so before dq takes its place.</summary>
    private void Query(SourceWriter w, int a)
    {
        string row = $"first + {_tile.Row(a)}";
        w.Line($"{shapes.Element} shift{a} = {shapes.Zero}, dot{a} = {shapes.Zero};");
        using (w.Open($"if ({row} < {shapes.Queries.Device})"))
        {
            w.Lines($"shift{a} = g.LogSum[{shapes.LogSumAt(row)}];", $"dot{a} = g.Dq[{shapes.QueryAt(row)}{shapes.Slice}];");
        }

        w.Line($"shift{a} = shift{a} == {shapes.Infinity} ? {shapes.Zero} : shift{a};");
    }

    private void LoadQueries(SourceWriter w, string feature) => shapes.Load(
        w, _tile.Rows, "first", shapes.Queries, feature, ("queries", "Q", row => shapes.QueryAt(row)), ("slopes", "Dy", row => shapes.OutputAt(row)));

    /// <summary>s = q·k and t = dy·v of a tile.</summary>
    private void ScoresOfSlice(SourceWriter w, string feature)
    {
        w.Line("Group.Barrier();");
        if (shapes.IsSliced)
        {
            LoadQueries(w, feature);
        }

        shapes.Load(
            w, _tile.Columns, "start", shapes.Keys, feature,
            ("keys", "K", row => shapes.KeyAt(row, shapes.SharedHead)), ("values", "V", row => shapes.ValueAt(row, shapes.SharedHead)));
        w.Line("Group.Barrier();");
        using (w.Open($"for (int f = 0; f < {shapes.Width}; f++)"))
        {
            _tile.Multiply(w, shapes.Element, "s", "q", a => $"queries[{_tile.RowOffset(a, _pitch)} + f]", "k", b => $"keys[{_tile.ColumnOffset(b, _pitch)} + f]");
            _tile.Multiply(w, shapes.Element, "t", "dy", a => $"slopes[{_tile.RowOffset(a, _pitch)} + f]", "v", b => $"values[{_tile.ColumnOffset(b, _pitch)} + f]");
        }
    }

    /// <summary>changes = ds.</summary>
    private void Changes(SourceWriter w)
    {
        foreach (int b in Columns)
        {
            shapes.Seen(w, $"seen{b}", $"start + {_tile.Column(b)}");
            if (shapes.Dropout > 0)
            {
                shapes.FirstPair(w, $"pairs{b}", $"start + {_tile.Column(b)}");
            }

            foreach (int a in Rows)
            {
                shapes.Gradient(w, a, b, $"seen{b} <= first + {_tile.Row(a)}", $"shift{a}", $"dot{a}", $"pairs{b}", $"first + {_tile.Row(a)}");
                w.Line($"changes[{_tile.RowOffset(a, _scorePitch)} + {_tile.Column(b)}] = ds{a}_{b};");
            }
        }
    }
}
