using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Cpu;

/// <summary>
/// An elementwise pass as a static method: loops over this worker's rows, and methods for what happens at an element, stated once
/// for vectors and for the tail.
/// </summary>
internal sealed class ElementwiseEmitter
{
    private const string Inline = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    private readonly SourceWriter _w;
    private readonly ElementBody _body;
    private readonly ElementwiseSpec _spec;
    private readonly string _name;
    private readonly IReadOnlyList<Layout> _layouts;
    private readonly bool _wholeLines;

    private ElementwiseEmitter(SourceWriter writer, ElementBody body, string name)
    {
        _w = writer;
        _body = body;
        _spec = body.Spec;
        _name = name;
        _layouts = [.. _spec.Operands.Where(o => o.Kind == OperandKind.Elements).Select(o => o.Layout).Distinct()];

        // Where no operand varies by channel or by pixel alone, the channels of a whole line are one run.
        _wholeLines = _spec.Mode == ElementMode.Lines
            && _spec.Operands.All(o => o.Kind is OperandKind.Elements or OperandKind.Scalar)
            && _spec.Statements.All(s => s.Kind == StatementKind.Element);
    }

    private int Channels => _wholeLines ? _spec.Width * _spec.Channels : _spec.Channels;

    public static void Emit(SourceWriter writer, ElementBody body, string name, string title)
    {
        ElementwiseEmitter emitter = new(writer, body, name);
        writer.Line();
        writer.Summary([title, $"over {Domain(body.Spec)}", .. body.Formulas()]);
        if (body.Spec.Statements.Any(s => s.Kind == StatementKind.ColumnSum))
        {
            emitter.EmitColumns();
        }
        else if (body.Spec.Mode == ElementMode.Flat)
        {
            emitter.EmitFlat();
        }
        else if (body.Spec.Mode == ElementMode.Channels)
        {
            emitter.EmitChannels();
        }
        else
        {
            emitter.EmitRows();
        }
    }

    /// <summary>The elements a specification runs over, for people.</summary>
    public static string Domain(ElementwiseSpec spec) => spec.Mode switch
    {
        ElementMode.Channels => spec.Channels == 1 ? "one number" : $"{spec.Channels} channels, on the first worker",
        _ when spec.Height * spec.Width == 1 => $"batch × {spec.Channels}",
        _ => $"batch × {spec.Height} × {spec.Width} × {spec.Channels}",
    };

    private void EmitFlat()
    {
        int size = _spec.Height * _spec.Width * _spec.Channels;
        using (Method())
        {
            _w.Line($"nint i = (nint)worker.FirstSample * {size}, end = (nint)worker.EndSample * {size};");
            Loop("i", "end", At);
        }

        EmitAt(_ => "i");

        string At(string vector) => $"{_name}At<{vector}>({Join([.. _body.OperandArguments(o => InBody(_spec.Operands[o])), "i", .. IndexArgument("i"), .. ContextArguments()])});";
    }

    private void EmitChannels()
    {
        using (Method())
        {
            using (_w.Open("if (worker.Index != 0)"))
            {
                _w.Line("return;");
            }

            _w.Line();
            _w.Line("int c = 0;");
            Loop("c", $"{Channels}", vector => $"{_name}At<{vector}>({Join(["worker", .. _body.OperandArguments(o => InBody(_spec.Operands[o])), "c", .. ContextArguments()])});");
        }

        _w.Line();
        _w.Line(Inline);
        using (_w.Open($"private static void {_name}At<V>({Join(["Worker worker", .. _body.OperandParameters(o => InBody(_spec.Operands[o])), "int c", .. ContextParameters()])}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(_w, "V", _spec.Stores.Select(s => s.Value), _ => "c");
            foreach (Store store in _spec.Stores)
            {
                _w.Line($"{_body.Value(store.Value)}.Store(ref {_body.Operand(store.Operand)}, c);");
            }
        }
    }

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
                        Loop("c", $"{Channels}", vector => $"{_name}At<{vector}>({Join(BodyArguments(elementStores.Select(s => s.Value), elementStores))});");
                    }

                    helpers.Add(() => EmitAt(Offset));
                }

                foreach (Store store in _spec.Stores.Where(s => _spec.Operands[s.Operand].Kind == OperandKind.Rows))
                {
                    _w.Line($"Unsafe.Add(ref {_body.Operand(store.Operand)}, row) = {_body.Value(store.Value)};");
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
                string Step(string vector, string lanes) => max
                    ? $"{lanes} = {vector}.Max({lanes}, {helper}<{vector}>({arguments}));"
                    : $"{lanes} += {helper}<{vector}>({arguments});";
                if (statement.Kind != StatementKind.ElementTotal)
                {
                    _w.Line($"{element} {name};");
                }

                using (_w.Open(""))
                {
                    _w.Lines($"V lanes = V.{start};", "int c = 0;");
                    using (_w.Open($"for (; c <= {Channels} - V.Count; c += V.Count)"))
                    {
                        _w.Line(Step("V", "lanes"));
                    }

                    _w.Line();
                    _w.Line($"S tail = S.Create({(max ? "V.MaxElement(lanes)" : "V.Sum(lanes)")});");
                    using (_w.Open($"for (; c < {Channels}; c++)"))
                    {
                        _w.Line(Step("S", "tail"));
                    }

                    _w.Line();
                    _w.Line($"{name} {(statement.Kind == StatementKind.ElementTotal ? "+=" : "=")} S.Sum(tail);");
                }

                _w.Line();
                helpers.Add(() =>
                {
                    _w.Line();
                    _w.Line(Inline);
                    using (_w.Open($"private static V {helper}<V>({Join(BodyParameters(inputs))}) where V : struct, ISimd<V, {element}>"))
                    {
                        _body.Compute(_w, "V", statement.Body.Inputs(), Offset);
                        _w.Line($"return {new SimdPrinter("V", element).Print(statement.Body, v => _body.Read(v, "V"))};");
                    }
                });
                break;
            default:
                break;
        }
    }

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

    /// <summary>Loops over this worker's rows; inside, "row" and the offsets of the row in each layout are known.</summary>
    private void RowLoops(Action inside)
    {
        int rows = _spec.Height * _spec.Width;
        if (_spec.Mode == ElementMode.Rows)
        {
            _w.Line($"nint end = (nint)worker.EndSample{Times(rows)};");
            using (_w.Open($"for (nint row = (nint)worker.FirstSample{Times(rows)}; row < end; row++)"))
            {
                if (_layouts.Count > 0)
                {
                    _w.Line($"nint at = row * {Channels};");
                }

                LoadRows();
                inside();
            }

            return;
        }

        using (_w.Open("for (int n = worker.FirstSample; n < worker.EndSample; n++)"))
        using (_w.Open($"for (int y = 0; y < {_spec.Height}; y++)"))
        {
            for (int i = 0; i < _layouts.Count; i++)
            {
                Layout l = _layouts[i];
                _w.Line($"nint {(_wholeLines ? "at" : "line")}{i} = (nint)n * {l.Size} + y * {l.Line}{(l.Origin > 0 ? $" + {l.Origin}" : "")};");
            }

            if (_wholeLines)
            {
                Row("0");
                inside();
                return;
            }

            using (_w.Open($"for (int x = 0; x < {_spec.Width}; x++)"))
            {
                for (int i = 0; i < _layouts.Count; i++)
                {
                    _w.Line($"nint at{i} = line{i} + x * {_layouts[i].Channels};");
                }

                Row("x");
                LoadRows();
                inside();
            }
        }

        void Row(string x)
        {
            if (_body.Uses<Expr.Uniform>() || _spec.Operands.Any(o => o.Kind is OperandKind.Rows or OperandKind.Label))
            {
                _w.Line($"nint row = ((nint)n * {_spec.Height} + y) * {_spec.Width} + {x};");
            }
        }
    }

    private void LoadRows()
    {
        for (int value = 0; value < _spec.FirstStatementValue; value++)
        {
            int operand = _spec.OperandOf(value);
            if (operand >= 0 && _spec.Operands[operand].Kind is OperandKind.Rows or OperandKind.Label)
            {
                string type = _spec.Operands[operand].Kind == OperandKind.Label ? "int" : _body.Element;
                _w.Line($"{type} {_body.Value(value)} = Unsafe.Add(ref {_body.Operand(operand)}, row);");
            }
        }
    }

    private void EmitAt(Func<int, string> offset)
    {
        Store[] stores = [.. ElementStores()];
        _w.Line();
        _w.Line(Inline);
        IEnumerable<string> parameters = _spec.Mode == ElementMode.Flat
            ? [.. _body.OperandParameters(o => InBody(_spec.Operands[o])), "nint i", .. IndexParameter(), .. ContextParameters()]
            : BodyParameters(stores.Select(s => s.Value), stores);
        using (_w.Open($"private static void {_name}At<V>({Join(parameters)}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(_w, "V", stores.Select(s => s.Value), offset);
            EmitStores(stores, offset);
        }
    }

    private void EmitStores(IEnumerable<Store> stores, Func<int, string> offset)
    {
        foreach (Store store in stores)
        {
            _w.Line($"{_body.Value(store.Value)}.Store(ref {_body.Operand(store.Operand)}, {offset(store.Operand)});");
        }
    }

    private string Offset(int operand) => _spec.Operands[operand].Kind == OperandKind.Channels ? "c"
        : _spec.Mode == ElementMode.Lines ? $"at{Index(_spec.Operands[operand].Layout)} + c"
        : "at + c";

    private int Index(Layout layout) => _layouts.ToList().IndexOf(layout);

    /// <summary>Row values (reductions, labels, per-row operands) that the values need, directly or through element statements.</summary>
    private IEnumerable<int> RowValues(IEnumerable<int> values)
    {
        return _body.Formulas(values).SelectMany(f => f.Inputs())
            .Where(v => !_body.IsElement(v) && !(_spec.OperandOf(v) >= 0 && _spec.Operands[_spec.OperandOf(v)].Kind == OperandKind.Scalar))
            .Distinct().OrderBy(v => v);
    }

    private IEnumerable<string> BodyParameters(IEnumerable<int> values, IEnumerable<Store>? stores = null)
    {
        HashSet<int> operands = Operands(values, stores);
        bool random = Uses<Expr.Uniform>(values);
        return
        [
            .. _body.OperandParameters(operands.Contains), .. AtNames(operands).Select(at => $"nint {at}"), .. NeedsColumn(values, operands) ? new[] { "int c" } : [],
            .. random ? new[] { "nint index" } : [], .. RowValues(values).Select(v => $"{(IsLabel(v) ? "int" : _body.Element)} {_body.Value(v)}"),
            .. random ? new[] { "uint step", "uint seed" } : [], .. Uses<Expr.InverseBatch>(values) ? new[] { "double inverseBatch" } : [],
        ];
    }

    private IEnumerable<string> BodyArguments(IEnumerable<int> values, IEnumerable<Store>? stores = null)
    {
        HashSet<int> operands = Operands(values, stores);
        bool random = Uses<Expr.Uniform>(values);
        return
        [
            .. _body.OperandArguments(operands.Contains), .. AtNames(operands), .. NeedsColumn(values, operands) ? new[] { "c" } : [],
            .. random ? new[] { $"row * {Channels} + c" } : [], .. RowValues(values).Select(_body.Value),
            .. random ? new[] { "step", "seed" } : [], .. Uses<Expr.InverseBatch>(values) ? new[] { "inverseBatch" } : [],
        ];
    }

    /// <summary>The operands that computing the values, and storing them, touches inside a body.</summary>
    private HashSet<int> Operands(IEnumerable<int> values, IEnumerable<Store>? stores)
    {
        int[] requested = [.. values];
        IEnumerable<int> read = _body.Needed(requested).Concat(requested).Concat(_body.Formulas(requested).SelectMany(f => f.Inputs()))
            .Select(_spec.OperandOf).Where(operand => operand >= 0 && InBody(_spec.Operands[operand]));
        return [.. read, .. (stores ?? []).Select(s => s.Operand)];
    }

    private bool Uses<T>(IEnumerable<int> values)
        where T : Expr => _body.Formulas(values).Any(ElementBody.Contains<T>);

    private bool NeedsColumn(IEnumerable<int> values, HashSet<int> operands) =>
        operands.Any(o => _spec.Operands[o].Kind is OperandKind.Elements or OperandKind.Channels) || Uses<Expr.OneHot>(values);

    private IEnumerable<string> AtNames(HashSet<int> operands)
    {
        int[] layouts = [.. operands.Where(o => _spec.Operands[o].Kind == OperandKind.Elements).Select(o => Index(_spec.Operands[o].Layout)).Distinct().OrderBy(i => i)];
        return _spec.Mode == ElementMode.Lines ? layouts.Select(i => $"at{i}") : layouts.Length > 0 ? ["at"] : [];
    }

    private bool IsLabel(int value) => _spec.OperandOf(value) is var operand && operand >= 0 && _spec.Operands[operand].Kind == OperandKind.Label;

    private static bool InBody(OperandSpec operand) => operand.Kind is OperandKind.Elements or OperandKind.Channels or OperandKind.Scalar or OperandKind.Partial;

    private IEnumerable<string> IndexParameter() => _body.Uses<Expr.Uniform>() ? ["nint index"] : [];

    private IEnumerable<string> IndexArgument(string index) => _body.Uses<Expr.Uniform>() ? [index] : [];

    private IEnumerable<string> ContextParameters() =>
        [.. _body.Uses<Expr.Uniform>() ? new[] { "uint step", "uint seed" } : [], .. _body.Uses<Expr.InverseBatch>() ? new[] { "double inverseBatch" } : []];

    private IEnumerable<string> ContextArguments() =>
        [.. _body.Uses<Expr.Uniform>() ? new[] { "step", "seed" } : [], .. _body.Uses<Expr.InverseBatch>() ? new[] { "inverseBatch" } : []];

    private void EmitContext()
    {
        if (_body.Uses<Expr.Uniform>())
        {
            _w.Line("uint step = worker.Step, seed = worker.Seed;");
        }

        if (_body.Uses<Expr.InverseBatch>())
        {
            _w.Line("double inverseBatch = worker.InverseBatch;");
        }
    }

    private SourceWriter.Block Method()
    {
        _w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        _w.Line($"internal static void {_name}<V, S>({Join(["Worker worker", .. _body.OperandParameters(_ => true)])})");
        _w.Indented($"where V : struct, ISimd<V, {_body.Element}>");
        SourceWriter.Block block = _w.Open($"    where S : struct, ISimd<S, {_body.Element}>");
        if (_spec.Statements.All(s => s.Kind != StatementKind.ColumnSum))
        {
            EmitContext();
        }

        return block;
    }

    /// <summary>Vectors while they fit, then single elements.</summary>
    private void Loop(string counter, string end, Func<string, string> body)
    {
        using (_w.Open($"for (; {counter} <= {end} - V.Count; {counter} += V.Count)"))
        {
            _w.Line(body("V"));
        }

        _w.Line();
        using (_w.Open($"for (; {counter} < {end}; {counter}++)"))
        {
            _w.Line(body("S"));
        }
    }

    private IEnumerable<Store> ElementStores() => _spec.Stores.Where(s => _spec.Operands[s.Operand].Kind == OperandKind.Elements);

    private IReadOnlyList<int> Statements(StatementKind kind) =>
        [.. Enumerable.Range(0, _spec.Statements.Count).Where(i => _spec.Statements[i].Kind == kind).Select(i => i + _spec.FirstStatementValue)];

    private static string Times(int factor) => factor == 1 ? "" : $" * {factor}";

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
