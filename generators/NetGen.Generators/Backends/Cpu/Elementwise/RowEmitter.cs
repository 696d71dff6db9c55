using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Passes over rows: reductions along a row, then what is stored.</summary>
internal sealed class RowEmitter(KernelFrame kernel, RowLoops rows, ElementFunctions functions)
{
    private readonly SourceWriter _w = kernel.Writer;
    private readonly SimdBody _body = kernel.Body;
    private readonly ElementwiseSpec _spec = kernel.Spec;

    public void Emit()
    {
        IReadOnlyList<int> totals = [.. kernel.Statements(StatementKind.ElementTotal).Concat(kernel.Statements(StatementKind.RowTotal))];
        Store[] elementStores = [.. kernel.ElementStores()];
        List<Action> helpers = [];
        using (kernel.Open())
        {
            foreach (int total in totals)
            {
                _w.Line($"double {_body.Value(total)} = 0;");
            }

            rows.Emit(() =>
            {
                for (int value = _spec.FirstStatementValue; value < _spec.FirstStatementValue + _spec.Statements.Count; value++)
                {
                    EmitStatement(value, helpers);
                }

                if (elementStores.Length > 0)
                {
                    using (_w.Open(""))
                    {
                        _w.Line("int c = 0;");
                        string arguments = KernelFrame.Join(functions.Arguments(elementStores.Select(s => s.Value), elementStores));
                        kernel.Loop("c", $"{kernel.Channels}", vector => $"{kernel.Name}At<{vector}>({arguments});");
                    }

                    helpers.Add(() => functions.EmitAt(elementStores));
                }

                foreach (Store store in _spec.Stores.Where(s => _spec.Operands[s.Operand].Kind == OperandKind.Rows))
                {
                    _w.Line($"Unsafe.Add(ref {_body.Operand(store.Operand)}, {rows.Place(store.Operand)}) = {_body.Value(store.Value)};");
                }
            });

            foreach (Store store in _spec.Stores.Where(s => totals.Contains(s.Value)))
            {
                _w.Line($"{_body.Operand(store.Operand)} = ({_body.Element}){_body.Value(store.Value)};");
            }
        }

        helpers.ForEach(helper => helper());
    }

    private void EmitStatement(int value, List<Action> helpers)
    {
        Statement statement = _spec.StatementOf(value)!;
        string name = _body.Value(value), element = _body.Element;
        switch (statement.Kind)
        {
            case StatementKind.Row:
                _w.Line($"{element} {name} = S.Sum({new SimdPrinter("S", element).Print(statement.Body, v => _body.Read(v, "S"))});");
                break;
            case StatementKind.RowTotal:
                _w.Line($"{name} += S.Sum({new SimdPrinter("S", element).Print(statement.Body, v => _body.Read(v, "S"))});");
                break;
            case StatementKind.RowSum or StatementKind.RowMax or StatementKind.ElementTotal:
                bool max = statement.Kind == StatementKind.RowMax;
                string helper = kernel.Name + Names.Pascal(name), start = max ? "Const(double.NegativeInfinity)" : "Zero";
                int[] inputs = [value];
                string arguments = KernelFrame.Join(functions.Arguments(inputs));
                helpers.Add(() => functions.EmitSummand(helper, inputs, statement.Body));
                if (statement.Kind == StatementKind.RowSum
                    && statement.Body is Expr.Binary { Operator: BinaryOperator.Multiply, Left: Expr.OneHot hit })
                {
                    // Only the label's own channel adds to the sum.
                    _w.Line($"{element} {name} = 0;");
                    using (_w.Open($"if ((uint){_body.Value(hit.Index)} < {kernel.Channels})"))
                    {
                        _w.Lines($"int c = {_body.Value(hit.Index)};", $"{name} = S.Sum({helper}<S>({arguments}));");
                    }

                    _w.Line();
                    break;
                }

                string Step(string vector, string lanes) => max
                    ? $"{lanes} = {vector}.Max({lanes}, {helper}<{vector}>({arguments}));"
                    : $"{lanes} += {helper}<{vector}>({arguments});";
                void Rest(string first)
                {
                    using (_w.Open($"for ({first}; c < {kernel.Channels}; c++)"))
                    {
                        _w.Line(Step("S", "tail"));
                    }
                }

                if (statement.Kind != StatementKind.ElementTotal)
                {
                    _w.Line($"{element} {name};");
                }

                using (_w.Open(""))
                {
                    if (!kernel.FillVectors(kernel.Channels))
                    {
                        _w.Line($"S tail = S.{start};");
                        Rest("int c = 0");
                    }
                    else
                    {
                        _w.Lines($"V lanes = V.{start};", "int c = 0;");
                        using (_w.Open($"for (; c <= {kernel.Channels} - V.Count; c += V.Count)"))
                        {
                            _w.Line(Step("V", "lanes"));
                        }

                        _w.Line();
                        _w.Line($"S tail = S.Create({(max ? "V.MaxElement(lanes)" : "V.Sum(lanes)")});");
                        Rest("");
                    }

                    _w.Line();
                    _w.Line($"{name} {(statement.Kind == StatementKind.ElementTotal ? "+=" : "=")} S.Sum(tail);");
                }

                _w.Line();
                break;
            default:
                break;
        }
    }
}
