using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Sums over the rows: channel by channel, the accumulators in registers.</summary>
internal sealed class ColumnEmitter(KernelFrame kernel, RowLoops rows)
{
    private readonly SourceWriter _w = kernel.Writer;
    private readonly SimdBody _body = kernel.Body;
    private readonly ElementwiseSpec _spec = kernel.Spec;

    public void Emit()
    {
        Store[] elementStores = [.. kernel.ElementStores()];
        IReadOnlyList<int> sums = kernel.Statements(StatementKind.ColumnSum);
        int[] needed = [.. elementStores.Select(s => s.Value), .. sums.SelectMany(s => _spec.StatementOf(s)!.Body.Inputs())];

        // What belongs to the channel alone is loaded once, before the loop over the rows.
        int[] fixedValues = [.. _body.Needed(needed).Where(IsOfChannel)];
        using (kernel.Open(hasContext: false))
        {
            string[] stream = kernel.IsRandom ? ["stream"] : [];
            string arguments = KernelFrame.Join(["worker", .. stream, .. _body.OperandArguments(_ => true), "c"]);
            string Columns(string vector) => $"{kernel.Name}Columns<{vector}>({arguments});";

            // Rows lie apart in memory: two vectors of each at a time use it better than one.
            _w.Line("int c = 0;");
            if (kernel.FillVectors(kernel.Channels, 2))
            {
                using (_w.Open($"for (; c <= {kernel.Channels} - 2 * V.Count; c += 2 * V.Count)"))
                {
                    _w.Line(Columns($"Pair<V, {_body.Element}>"));
                }

                _w.Line();
            }

            kernel.Loop("c", $"{kernel.Channels}", Columns);
        }

        _w.Line();
        _w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string parameters = KernelFrame.Join(
            ["Worker worker", .. kernel.StreamParameter(), .. _body.OperandParameters(_ => true), "int c"]);
        using (_w.Open($"private static void {kernel.Name}Columns<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            kernel.EmitContext();
            _body.Compute(_w, "V", fixedValues, rows.Offset);
            foreach (int sum in sums)
            {
                _w.Line($"V {_body.Value(sum)} = V.Zero;");
            }

            _w.Line();

            rows.Emit(() =>
            {
                if (kernel.IsRandom)
                {
                    _w.Line($"nint index = first + row * {kernel.Channels} + c;");
                }

                _body.Compute(_w, "V", needed, rows.Offset, except: fixedValues);
                foreach (int sum in sums)
                {
                    Expr summand = _spec.StatementOf(sum)!.Body;
                    _w.Line($"{_body.Value(sum)} += {new SimdPrinter("V", _body.Element).Print(summand, v => _body.Read(v, "V"))};");
                }

                kernel.EmitStores(elementStores, rows.Offset);
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
