using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Sums over the rows: channel by channel, the accumulators in registers.</summary>
internal sealed partial class ElementwiseEmitter
{
    private void EmitColumns()
    {
        Store[] elementStores = [.. ElementStores()];
        IReadOnlyList<int> sums = Statements(StatementKind.ColumnSum);
        int[] needed = [.. elementStores.Select(s => s.Value), .. sums.SelectMany(s => _spec.StatementOf(s)!.Body.Inputs())];

        // What belongs to the channel alone is loaded once, before the loop over the rows.
        int[] fixedValues = [.. _body.Needed(needed).Where(IsOfChannel)];
        using (Method())
        {
            string[] arguments =
            [
                "worker", .. _body.Uses<Expr.Uniform>() ? new[] { "stream" } : [], .. _body.OperandArguments(_ => true), "c",
            ];
            string Columns(string vector) => $"{_name}Columns<{vector}>({Join(arguments)});";

            // Rows lie apart in memory: two vectors of each at a time use it better than one.
            _w.Line("int c = 0;");
            if (FillVectors(Channels, 2))
            {
                using (_w.Open($"for (; c <= {Channels} - 2 * V.Count; c += 2 * V.Count)"))
                {
                    _w.Line(Columns($"Pair<V, {_body.Element}>"));
                }

                _w.Line();
            }

            Loop("c", $"{Channels}", Columns);
        }

        _w.Line();
        _w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string parameters = Join(["Worker worker", .. StreamParameter(), .. _body.OperandParameters(_ => true), "int c"]);
        using (_w.Open($"private static void {_name}Columns<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            EmitContext();
            _body.Compute(_w, "V", fixedValues, Offset);
            foreach (int sum in sums)
            {
                _w.Line($"V {_body.Value(sum)} = V.Zero;");
            }

            _w.Line();

            RowLoops(() =>
            {
                if (_body.Uses<Expr.Uniform>())
                {
                    _w.Line($"nint index = first + row * {Channels} + c;");
                }

                _body.Compute(_w, "V", needed, Offset, except: fixedValues);
                foreach (int sum in sums)
                {
                    Expr summand = _spec.StatementOf(sum)!.Body;
                    _w.Line($"{_body.Value(sum)} += {new SimdPrinter("V", _body.Element).Print(summand, v => _body.Read(v, "V"))};");
                }

                EmitStores(elementStores, Offset);
            });

            _w.Line();
            foreach (Store store in _spec.Stores.Where(s => sums.Contains(s.Value)))
            {
                string sum = _body.Value(store.Value), target = $"ref {_body.Operand(store.Operand)}, c";
                _w.Line($"(worker.IsFirstChunk ? {sum} : {sum} + V.Load({target})).Store({target});");
            }
        }
    }

    private bool IsOfChannel(int value) =>
        _spec.OperandOf(value) is var operand && operand >= 0 && _spec.Operands[operand].Kind == OperandKind.Channels;
}
