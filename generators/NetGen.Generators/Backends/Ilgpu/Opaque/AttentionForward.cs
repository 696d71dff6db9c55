using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// y[i] = Σ_j softmax_j(q[i]·k[j] / √HeadSize)·v[j]. A group takes some queries of a head past all their keys, tile by tile, and keeps
/// for each query the largest score so far, Σ exp and Σ exp·v relative to it. Dao et al.: FlashAttention. 2022.
/// </summary>
internal static class AttentionForward
{
    public static OpaquePart Part(AttentionForwardKernel kernel, string element)
    {
        AttentionCode code = new(kernel.Shape, element, rowsAreKeys: false, (tile, pitch) =>
            (tile.Rows + tile.Columns) * pitch + tile.Rows * (TypicalGpu.Pitch(tile.Columns) + tile.Across));
        return code.Part("", kernel.Formula, code.Heads, code.Queries, w => new Body(code, w).Write());
    }

    /// <summary>The kernel's text. Row a of a thread is its query, column b its key.</summary>
    private sealed class Body(AttentionCode code, SourceWriter w)
    {
        private readonly GpuTile _tile = code.Tile;
        private readonly int _pitch = code.Pitch;

        private IEnumerable<int> Rows => Enumerable.Range(0, _tile.RowsEach);

        private IEnumerable<int> Columns => Enumerable.Range(0, _tile.ColumnsEach);

        public void Write()
        {
            w.Lines(
                code.Shared("queries", _tile.Rows * _pitch), code.Shared("keys", _tile.Columns * _pitch),
                code.Shared("weights", _tile.Rows * code.ScorePitch), code.Shared("exchange", _tile.Rows * _tile.Across));
            code.Place(w, code.Heads, "head", code.Queries);
            code.Random(w);
            foreach (int a in Rows)
            {
                w.Line($"{code.Element} m{a} = {code.Infinity}, l{a} = {code.Zero};");
            }

            _tile.Declare(w, code.Element, "o", code.Zero, code.FeaturesEach);
            if (!code.IsSliced)
            {
                LoadQueries("");
            }

            string keys = code.KeyCount;
            w.Line(code.IsCausal ? $"int end = first + {_tile.Rows} < {keys} ? first + {_tile.Rows} : {keys};" : $"int end = {keys};");
            using (w.Open($"for (int start = 0; start < end; start += {_tile.Columns})"))
            {
                Scores();
                Softmax();
                AddValues();
            }

            Finish();
        }

        private void LoadQueries(string feature) =>
            code.Load(w, _tile.Rows, "first", code.Queries, feature, ("queries", "Q", code.QueryAt));

        /// <summary>s[a][b] = q·k of a tile, −∞ for pairs that do not meet.</summary>
        private void Scores()
        {
            _tile.Declare(w, code.Element, "s", code.Zero);
            if (code.IsSliced)
            {
                using (w.Open($"for (int part = 0; part < {code.Size}; part += {code.Width})"))
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
                code.Seen(w, $"seen{b}", $"start + {_tile.Column(b)}");
            }

            foreach (int a in Rows)
            {
                foreach (int b in Columns)
                {
                    w.Line($"s{a}_{b} = seen{b} <= first + {_tile.Row(a)} ? s{a}_{b} * {code.Scale} : {code.Infinity};");
                }
            }
        }

        private void ScoresOfSlice(string feature)
        {
            w.Line("Group.Barrier();");
            if (code.IsSliced)
            {
                LoadQueries(feature);
            }

            code.Load(w, _tile.Columns, "start", code.Keys, feature, ("keys", "K", row => code.KeyAt(row, code.SharedHead)));
            w.Line("Group.Barrier();");
            using (w.Open($"for (int f = 0; f < {code.Width}; f++)"))
            {
                code.AddDots(w, "s", ("q", "queries"), ("k", "keys"));
            }
        }

        /// <summary>weights = exp(s − m) with m the largest score so far; what was summed up relative to another m is scaled.</summary>
        private void Softmax()
        {
            foreach (int a in Rows)
            {
                w.Line($"{code.Element} n{a} = s{a}_0;");
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
                    w.Line($"{code.Element} t{a} = exchange[{_tile.RowOffset(a, _tile.Across)} + t];");
                    w.Line($"n{a} = t{a} > n{a} ? t{a} : n{a};");
                }
            }

            foreach (int b in Columns.Where(_ => code.Dropout > 0))
            {
                code.FirstPair(w, $"pairs{b}", $"start + {_tile.Column(b)}");
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
                $"{code.Element} shift{a} = n{a} == {code.Infinity} ? {code.Zero} : n{a};",
                $"{code.Element} past{a} = DeviceMath.Exp(m{a} - shift{a});",
                $"past{a} = m{a} == {code.Infinity} ? {code.Zero} : past{a};",
                $"m{a} = n{a};",
                $"l{a} *= past{a};");
            w.Statements(Enumerable.Range(0, code.FeaturesEach).Select(c => $"o{a}_{c} *= past{a};"));
            foreach (int b in Columns)
            {
                w.Lines(
                    $"{code.Element} p{a}_{b} = DeviceMath.Exp(s{a}_{b} - shift{a});",
                    $"p{a}_{b} = s{a}_{b} == {code.Infinity} ? {code.Zero} : p{a}_{b};",
                    $"l{a} += p{a}_{b};");
                if (code.Dropout > 0)
                {
                    w.Line($"p{a}_{b} = {code.Dropped($"pairs{b}", $"first + {_tile.Row(a)}")} ? {code.Zero} : p{a}_{b} * {code.Kept};");
                }

                w.Line($"weights[{_tile.RowOffset(a, code.ScorePitch)} + {_tile.Column(b)}] = p{a}_{b};");
            }
        }

        /// <summary>o += weights·v, the values in the place of the keys.</summary>
        private void AddValues()
        {
            code.Load(w, _tile.Columns, "start", code.Keys, code.Slice, ("keys", "V", row => code.ValueAt(row, code.SharedHead)));
            w.Line("Group.Barrier();");
            using (w.Open($"for (int j = 0; j < {_tile.Columns}; j++)"))
            {
                code.AddRows(w, "o", ("p", "weights"), ("v", "keys"), "j");
            }
        }

        /// <summary>y = o / l and ln Σ exp = m + ln l; a query that saw no key gives 0 and −∞.</summary>
        private void Finish()
        {
            w.Line("Group.Barrier();");
            foreach (int a in Rows)
            {
                w.Lines($"exchange[{_tile.RowOffset(a, _tile.Across)} + x] = l{a};", $"l{a} = {code.Zero};");
            }

            w.Line("Group.Barrier();");
            using (w.Open($"for (int t = 0; t < {_tile.Across}; t++)"))
            {
                w.Lines([.. Rows.Select(a => $"l{a} += exchange[{_tile.RowOffset(a, _tile.Across)} + t];")]);
            }

            foreach (int a in Rows)
            {
                string row = $"first + {_tile.Row(a)}";
                using (w.Open($"if ({row} < {code.QueryCount})"))
                {
                    w.Lines(
                        $"{code.Element} inverse = {code.Number(1)} / l{a};",
                        $"inverse = l{a} == {code.Zero} ? {code.Zero} : inverse;");
                    code.Store(w, "Y", code.OutputAt(row), c => $"o{a}_{c} * inverse");
                    using (w.Open($"if (x == 0{(code.IsSliced ? " && slice == 0" : "")})"))
                    {
                        w.Lines(
                            $"{code.Element} logSum = m{a} + DeviceMath.Log(l{a});",
                            $"g.LogSum[{code.LogSumAt(row)}] = l{a} == {code.Zero} ? {code.Infinity} : logSum;");
                    }
                }
            }
        }
    }
}
