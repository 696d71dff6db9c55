using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// y[i] = Σ_j softmax_j(q[i]·k[j] / √HeadSize)·v[j]. A group takes some queries of a head past all their keys, tile by tile, and keeps
/// for each query the largest score so far, Σ exp and Σ exp·v relative to it. Dao et al.: FlashAttention. 2022.
/// </summary>
internal sealed class AttentionForward : OpaqueTemplate
{
    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "Q", "K", "V", "Tokens", "Y", "LogSum");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        AttentionShapes shapes = new(kernel, element, rowsAreKeys: false, (tile, pitch) =>
            (tile.Rows + tile.Columns) * pitch + tile.Rows * (TypicalGpu.Pitch(tile.Columns) + tile.Across));
        SourceWriter w = new();
        new Body(shapes, w).Write();
        yield return new GpuKernelText("", "y = softmax(q · kᵀ / √d) · v", shapes.Groups(shapes.Heads, shapes.Queries), shapes.Tile.Threads, Lines(w));
    }

    /// <summary>The kernel's text. Row a of a thread is its query, column b its key.</summary>
    private sealed class Body(AttentionShapes shapes, SourceWriter w)
    {
        private readonly GpuTile _tile = shapes.Tile;
        private readonly int _pitch = shapes.Pitch;
        private readonly int _scorePitch = TypicalGpu.Pitch(shapes.Tile.Columns);

        private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

        private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

        public void Write()
        {
            w.Lines(
                shapes.Shared("queries", _tile.Rows * _pitch), shapes.Shared("keys", _tile.Columns * _pitch),
                shapes.Shared("weights", _tile.Rows * _scorePitch), shapes.Shared("exchange", _tile.Rows * _tile.Across));
            shapes.Place(w, shapes.Heads, "head", shapes.Queries);
            shapes.Random(w);
            foreach (int a in Rows)
            {
                w.Line($"{shapes.Element} m{a} = {shapes.Infinity}, l{a} = {shapes.Zero};");
            }

            _tile.Declare(w, shapes.Element, "o", shapes.Zero, shapes.FeaturesEach);
            if (!shapes.IsSliced)
            {
                LoadQueries("");
            }

            string keys = shapes.Keys.Device;
            w.Line(shapes.IsCausal ? $"int end = first + {_tile.Rows} < {keys} ? first + {_tile.Rows} : {keys};" : $"int end = {keys};");
            using (w.Open($"for (int start = 0; start < end; start += {_tile.Columns})"))
            {
                Scores();
                Softmax();
                AddValues();
            }

            Finish();
        }

        private void LoadQueries(string feature) => shapes.Load(w, _tile.Rows, "first", shapes.Queries, feature, ("queries", "Q", row => shapes.QueryAt(row)));

        /// <summary>s[a][b] = q·k of a tile, −∞ for pairs that do not meet.</summary>
        private void Scores()
        {
            _tile.Declare(w, shapes.Element, "s", shapes.Zero);
            if (shapes.IsSliced)
            {
                using (w.Open($"for (int part = 0; part < {shapes.Size}; part += {shapes.Width})"))
                {
                    ScoresOfSlice(" + part");
                }
            }
            else
            {
                ScoresOfSlice("");
            }

            foreach (int b in Columns)
            {
                shapes.Seen(w, $"seen{b}", $"start + {_tile.Column(b)}");
            }

            foreach (int a in Rows)
            {
                foreach (int b in Columns)
                {
                    w.Line($"s{a}_{b} = seen{b} <= first + {_tile.Row(a)} ? s{a}_{b} * {shapes.Scale} : {shapes.Infinity};");
                }
            }
        }

        private void ScoresOfSlice(string feature)
        {
            w.Line("Group.Barrier();");
            if (shapes.IsSliced)
            {
                LoadQueries(feature);
            }

            shapes.Load(w, _tile.Columns, "start", shapes.Keys, feature, ("keys", "K", row => shapes.KeyAt(row, shapes.SharedHead)));
            w.Line("Group.Barrier();");
            using (w.Open($"for (int f = 0; f < {shapes.Width}; f++)"))
            {
                _tile.Multiply(
                    w, shapes.Element, "s", "q", a => $"queries[{_tile.RowOffset(a, _pitch)} + f]", "k", b => $"keys[{_tile.ColumnOffset(b, _pitch)} + f]");
            }
        }

        /// <summary>weights = exp(s − m) with m the largest score so far; what was summed up relative to another m is scaled.</summary>
        private void Softmax()
        {
            foreach (int a in Rows)
            {
                w.Line($"{shapes.Element} n{a} = s{a}_0;");
                foreach (int b in Columns.Skip(1))
                {
                    w.Line($"n{a} = s{a}_{b} > n{a} ? s{a}_{b} : n{a};");
                }

                w.Line($"exchange[{_tile.RowOffset(a, _tile.Across)} + x] = n{a};");
                w.Line($"n{a} = m{a};");
            }

            w.Line("Group.Barrier();");
            using (w.Open($"for (int t = 0; t < {_tile.Across}; t++)"))
            {
                foreach (int a in Rows)
                {
                    w.Line($"{shapes.Element} t{a} = exchange[{_tile.RowOffset(a, _tile.Across)} + t];");
                    w.Line($"n{a} = t{a} > n{a} ? t{a} : n{a};");
                }
            }

            foreach (int b in Columns.Where(_ => shapes.Dropout > 0))
            {
                shapes.FirstPair(w, $"pairs{b}", $"start + {_tile.Column(b)}");
            }

            foreach (int a in Rows)
            {
                WeightsOfRow(a);
            }
        }

        private void WeightsOfRow(int a)
        {
            // Where no key was seen yet, there is nothing to subtract: −∞ − −∞ is no number.
            w.Lines(
                $"{shapes.Element} shift{a} = n{a} == {shapes.Infinity} ? {shapes.Zero} : n{a};",
                $"{shapes.Element} past{a} = DeviceMath.Exp(m{a} - shift{a});",
                $"past{a} = m{a} == {shapes.Infinity} ? {shapes.Zero} : past{a};",
                $"m{a} = n{a};",
                $"l{a} *= past{a};");
            w.Statements(Enumerable.Range(0, shapes.FeaturesEach).Select(c => $"o{a}_{c} *= past{a};"));
            foreach (int b in Columns)
            {
                w.Lines(
                    $"{shapes.Element} p{a}_{b} = DeviceMath.Exp(s{a}_{b} - shift{a});",
                    $"p{a}_{b} = s{a}_{b} == {shapes.Infinity} ? {shapes.Zero} : p{a}_{b};",
                    $"l{a} += p{a}_{b};");
                if (shapes.Dropout > 0)
                {
                    w.Line($"p{a}_{b} = {shapes.Dropped($"pairs{b}", $"first + {_tile.Row(a)}")} ? {shapes.Zero} : p{a}_{b} * {shapes.Kept};");
                }

                w.Line($"weights[{_tile.RowOffset(a, _scorePitch)} + {_tile.Column(b)}] = p{a}_{b};");
            }
        }

        /// <summary>o += weights·v, the values in the place of the keys.</summary>
        private void AddValues()
        {
            shapes.Load(w, _tile.Columns, "start", shapes.Keys, shapes.Slice, ("keys", "V", row => shapes.ValueAt(row, shapes.SharedHead)));
            w.Line("Group.Barrier();");
            using (w.Open($"for (int j = 0; j < {_tile.Columns}; j++)"))
            {
                _tile.Multiply(
                    w, shapes.Element, "o", "p", a => $"weights[{_tile.RowOffset(a, _scorePitch)} + j]", "v", c => $"keys[j * {_pitch} + {_tile.Column(c)}]", shapes.FeaturesEach);
            }
        }

        /// <summary>y = o / l and ln Σ exp = m + ln l; a query that saw no key gives 0 and −∞.</summary>
        private void Finish()
        {
            w.Line("Group.Barrier();");
            foreach (int a in Rows)
            {
                w.Lines($"exchange[{_tile.RowOffset(a, _tile.Across)} + x] = l{a};", $"l{a} = {shapes.Zero};");
            }

            w.Line("Group.Barrier();");
            using (w.Open($"for (int t = 0; t < {_tile.Across}; t++)"))
            {
                w.Lines([.. Rows.Select(a => $"l{a} += exchange[{_tile.RowOffset(a, _tile.Across)} + t];")]);
            }

            foreach (int a in Rows)
            {
                string row = $"first + {_tile.Row(a)}";
                using (w.Open($"if ({row} < {shapes.Queries.Device})"))
                {
                    w.Lines(
                        $"{shapes.Element} inverse = {shapes.Number(1)} / l{a};",
                        $"inverse = l{a} == {shapes.Zero} ? {shapes.Zero} : inverse;");
                    shapes.Store(w, "Y", shapes.OutputAt(row), c => $"o{a}_{c} * inverse");
                    using (w.Open($"if (x == 0{(shapes.IsSliced ? " && slice == 0" : "")})"))
                    {
                        w.Lines(
                            $"{shapes.Element} logSum = m{a} + DeviceMath.Log(l{a});",
                            $"g.LogSum[{shapes.LogSumAt(row)}] = l{a} == {shapes.Zero} ? {shapes.Infinity} : logSum;");
                    }
                }
            }
        }
    }
}
