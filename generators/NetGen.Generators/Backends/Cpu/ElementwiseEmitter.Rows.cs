using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Passes over rows: reductions along a row, then what is stored.</summary>
internal sealed partial class ElementwiseEmitter
{
    private void EmitRows()
    {
        IReadOnlyList<int> totals = [.. Statements(StatementKind.ElementTotal).Concat(Statements(StatementKind.RowTotal))];
        Store[] elementStores = [.. ElementStores()];
        List<Action> helpers = [];
        using (Method())
        {
            foreach (int total in totals)
            {
                _w.Line($"double {_body.Value(total)} = 0;");
            }

            RowLoops(() =>
            {
                for (int value = _spec.FirstStatementValue; value < _spec.FirstStatementValue + _spec.Statements.Count; value++)
                {
                    EmitRowStatement(value, helpers);
                }

                if (elementStores.Length > 0)
                {
                    using (_w.Open(""))
                    {
                        _w.Line("int c = 0;");
                        string arguments = Join(BodyArguments(elementStores.Select(s => s.Value), elementStores));
                        Loop("c", $"{Channels}", vector => $"{_name}At<{vector}>({arguments});");
                    }

                    helpers.Add(() => EmitAt(Offset));
                }

                foreach (Store store in _spec.Stores.Where(s => _spec.Operands[s.Operand].Kind == OperandKind.Rows))
                {
                    _w.Line($"Unsafe.Add(ref {_body.Operand(store.Operand)}, {Row(store.Operand)}) = {_body.Value(store.Value)};");
                }
            });

            foreach (Store store in _spec.Stores.Where(s => totals.Contains(s.Value)))
            {
                _w.Line($"{_body.Operand(store.Operand)} = ({_body.Element}){_body.Value(store.Value)};");
            }
        }

        helpers.ForEach(helper => helper());
    }

    private void EmitRowStatement(int value, List<Action> helpers)
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
                string helper = _name + Names.Pascal(name), start = max ? "Const(double.NegativeInfinity)" : "Zero";
                int[] inputs = [value];
                string arguments = Join(BodyArguments(inputs));
                helpers.Add(() => EmitSummand(helper, inputs, statement.Body));
                if (statement.Kind == StatementKind.RowSum
                    && statement.Body is Expr.Binary { Operator: BinaryOperator.Multiply, Left: Expr.OneHot hit })
                {
                    // Only the label's own channel adds to the sum.
                    _w.Line($"{element} {name} = 0;");
                    using (_w.Open($"if ((uint){_body.Value(hit.Index)} < {Channels})"))
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
                    using (_w.Open($"for ({first}; c < {Channels}; c++)"))
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
                    if (!FillVectors(Channels))
                    {
                        _w.Line($"S tail = S.{start};");
                        Rest("int c = 0");
                    }
                    else
                    {
                        _w.Lines($"V lanes = V.{start};", "int c = 0;");
                        using (_w.Open($"for (; c <= {Channels} - V.Count; c += V.Count)"))
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

    /// <summary>What a reduction adds up, or takes the maximum of.</summary>
    private void EmitSummand(string helper, int[] inputs, Expr body)
    {
        _w.Line();
        _w.Line(Inline);
        using (_w.Open($"private static V {helper}<V>({Join(BodyParameters(inputs))}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(_w, "V", body.Inputs(), Offset);
            _w.Line($"return {new SimdPrinter("V", _body.Element).Print(body, v => _body.Read(v, "V"))};");
        }
    }

    /// <summary>Loops over this worker's rows; inside, "row" and the offsets of the row in each layout are known.</summary>
    private void RowLoops(Action inside)
    {
        if (_spec.Mode == ElementMode.Rows)
        {
            if (_spec.Length >= 0)
            {
                _w.Line($"int rows = {_spec.Rows.Code()};");
            }

            _w.Line($"(nint row, nint end) = worker.Rows({(_spec.Length >= 0 ? "rows" : _spec.Rows.Code())});");
            using (_w.Open("for (; row < end; row++)"))
            {
                for (int i = 0; _ownOffsets && i < _layouts.Count; i++)
                {
                    _w.Line($"nint at{i} = row * {_layouts[i].Pixel}{From(_layouts[i])};");
                }

                if (!_ownOffsets && _layouts.Count > 0)
                {
                    _w.Line($"nint at = row * {Channels};");
                }

                if (_spec.Operands.Any(o => o.Kind == OperandKind.Positions))
                {
                    string position = _spec.Length >= 0 ? "(row % rows + worker.Past)" : $"row % {_spec.Rows.Code()}";
                    _w.Line($"nint position = {position} * {Channels};");
                }

                Samples($"row / {(_spec.Length >= 0 ? "rows" : _spec.Rows.Code())}");
                LoadRows();
                inside();
            }

            return;
        }

        _w.Line($"(nint line, nint end) = worker.Rows({_spec.Height});");
        using (_w.Open("for (; line < end; line++)"))
        {
            _w.Line($"nint n = line / {_spec.Height}, y = line % {_spec.Height};");
            for (int i = 0; i < _layouts.Count; i++)
            {
                Layout l = _layouts[i];
                _w.Line($"nint {(_spec.HasWholeLines ? "at" : "line")}{i} = n * {l.Size} + y * {l.Line}{From(l)};");
            }

            if (_spec.HasWholeLines)
            {
                if (_body.Uses<Expr.Uniform>())
                {
                    // A line is one row, as wide as all its pixels.
                    _w.Line("nint row = line;");
                }

                inside();
                return;
            }

            Samples("n");
            using (_w.Open($"for (int x = 0; x < {_spec.Width}; x++)"))
            {
                for (int i = 0; i < _layouts.Count; i++)
                {
                    _w.Line($"nint at{i} = line{i} + x * {_layouts[i].Pixel};");
                }

                if (_spec.Operands.Any(o => o.Kind == OperandKind.Positions))
                {
                    _w.Line($"nint position = (y * {_spec.Width} + x) * {Channels};");
                }

                Row("x");
                LoadRows();
                inside();
            }
        }

        void Samples(string sample)
        {
            for (int i = 0; i < _sampleLayouts.Count; i++)
            {
                _w.Line($"nint sample{i} = {sample} * {_sampleLayouts[i].Size}{From(_sampleLayouts[i])};");
            }
        }

        void Row(string x)
        {
            if (_body.Uses<Expr.Uniform>() || _spec.Operands.Any(o => o.Kind is OperandKind.Rows or OperandKind.Label))
            {
                _w.Line($"nint row = line * {_spec.Width} + {x};");
            }
        }
    }

    private static string From(Layout layout) => layout.Origin > 0 ? $" + {layout.Origin}" : "";

    /// <summary>Where a row's own number lies: beside that of the next, or one position of a sequence apart.</summary>
    private string Row(int operand) => _spec.Operands[operand].Layout.Pixel is > 1 and var pixel ? $"row * {pixel}" : "row";

    private void LoadRows()
    {
        for (int value = 0; value < _spec.FirstStatementValue; value++)
        {
            int operand = _spec.OperandOf(value);
            if (operand >= 0 && _spec.Operands[operand].Kind is OperandKind.Rows or OperandKind.Label)
            {
                string type = _spec.Operands[operand].Kind == OperandKind.Label ? "int" : _body.Element;
                _w.Line($"{type} {_body.Value(value)} = Unsafe.Add(ref {_body.Operand(operand)}, {Row(operand)});");
            }
        }
    }
}
