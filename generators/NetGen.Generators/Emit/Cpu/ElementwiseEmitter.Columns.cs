using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Cpu;

/// <summary>Sums over the rows: channel by channel, the accumulators in registers.</summary>
internal sealed partial class ElementwiseEmitter
{
    private void EmitColumns()
    {
        Store[] elementStores = [.. ElementStores()];
        IReadOnlyList<int> sums = Statements(StatementKind.ColumnSum);
        using (Method())
        {
            _w.Line("int c = 0;");
            Loop("c", $"{Channels}", vector => $"{_name}Columns<{vector}>({Join(["worker", .. _body.OperandArguments(_ => true), "c"])});");
        }

        _w.Line();
        _w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (_w.Open($"private static void {_name}Columns<V>({Join(["Worker worker", .. _body.OperandParameters(_ => true), "int c"])}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            EmitContext();
            foreach (int sum in sums)
            {
                _w.Line($"V {_body.Value(sum)} = V.Zero;");
            }

            RowLoops(() =>
            {
                if (_body.Uses<Expr.Uniform>())
                {
                    _w.Line($"nint index = row * {Channels} + c;");
                }

                _body.Compute(_w, "V", elementStores.Select(s => s.Value).Concat(sums.SelectMany(s => _spec.StatementOf(s)!.Body.Inputs())), Offset);
                foreach (int sum in sums)
                {
                    _w.Line($"{_body.Value(sum)} += {new SimdPrinter("V", _body.Element).Print(_spec.StatementOf(sum)!.Body, v => _body.Read(v, "V"))};");
                }

                EmitStores(elementStores, Offset);
            });

            foreach (Store store in _spec.Stores.Where(s => sums.Contains(s.Value)))
            {
                _w.Line($"{_body.Value(store.Value)}.Store(ref {_body.Operand(store.Operand)}, c);");
            }
        }
    }
}
