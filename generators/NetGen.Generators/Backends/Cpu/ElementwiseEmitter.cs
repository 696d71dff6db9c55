using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// An elementwise pass as a static method: loops over this worker's rows, and methods for what happens at an element, stated once
/// for vectors and for the tail.
/// </summary>
internal sealed partial class ElementwiseEmitter
{
    private const string Inline = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    private readonly SourceWriter _w;
    private readonly SimdBody _body;
    private readonly ElementwiseSpec _spec;
    private readonly string _name;
    private readonly IReadOnlyList<Layout> _layouts;
    private readonly IReadOnlyList<Layout> _sampleLayouts;
    // Whether each layout has an offset of its own; dense rows share one.
    private readonly bool _ownOffsets;

    private ElementwiseEmitter(SourceWriter writer, SimdBody body, string name)
    {
        _w = writer;
        _body = body;
        _spec = body.Spec;
        _name = name;
        _layouts = LayoutsOf(OperandKind.Elements);
        _sampleLayouts = LayoutsOf(OperandKind.Samples);

        _ownOffsets = _spec.Mode == ElementMode.Lines || _layouts.Any(l => !l.IsDense);
    }

    private int Channels => _spec.HasWholeLines ? _spec.Width * _spec.Channels : _spec.Channels;

    public static void Emit(SourceWriter writer, SimdBody body, string name, string title)
    {
        ElementwiseEmitter emitter = new(writer, body, name);
        writer.Line();
        writer.Summary([title, $"over {body.Domain}", .. body.Formulas()]);
        if (body.Spec.Statements.Any(s => s.Kind == StatementKind.ColumnSum))
        {
            emitter.EmitColumns();
        }
        else if (body.Spec.Mode == ElementMode.Flat)
        {
            emitter.EmitFlat();
        }
        else if (emitter.AreNumbers)
        {
            emitter.EmitNumbers();
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

    private void EmitFlat()
    {
        int size = _spec.Height * _spec.Width * _spec.Channels;
        using (Method())
        {
            _w.Line($"(nint i, nint end) = worker.Rows({size}, grain: 16);");
            Loop("i", "end", At);
        }

        EmitAt(_ => "i");

        string At(string vector) =>
            $"{_name}At<{vector}>({Join([.. BodyOperands(), "i", .. IndexArgument("first + i"), .. ContextArguments()])});";
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
            string arguments = Join(["worker", .. BodyOperands(), "c", .. ContextArguments()]);
            Loop("c", $"{Channels}", vector => $"{_name}At<{vector}>({arguments});");
        }

        _w.Line();
        _w.Line(Inline);
        IEnumerable<string> operands = _body.OperandParameters(o => InBody(_spec.Operands[o]));
        string parameters = Join(["Worker worker", .. operands, "int c", .. ContextParameters()]);
        using (_w.Open($"private static void {_name}At<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(_w, "V", _spec.Stores.Select(s => s.Value), _ => "c");
            foreach (Store store in _spec.Stores)
            {
                _w.Line($"{_body.Value(store.Value)}.Store(ref {_body.Operand(store.Operand)}, c);");
            }
        }
    }

    private IReadOnlyList<Layout> LayoutsOf(OperandKind kind) =>
        [.. _spec.Operands.Where(o => o.Kind == kind).Select(o => o.Layout).Distinct()];

    private IEnumerable<string> StreamParameter() => _body.Uses<Expr.Uniform>() ? ["uint stream"] : [];

    private IEnumerable<string> BodyOperands() => _body.OperandArguments(o => InBody(_spec.Operands[o]));

    private IEnumerable<string> IndexParameter() => _body.Uses<Expr.Uniform>() ? ["nint index"] : [];

    private IEnumerable<string> IndexArgument(string index) => _body.Uses<Expr.Uniform>() ? [index] : [];

    private IEnumerable<string> ContextParameters() =>
    [
        .. _body.Uses<Expr.Uniform>() ? new[] { "uint step", "uint seed" } : [],
        .. SimdBody.Inverses(_body.Bodies).Select(i => $"double {i.Name}"),
    ];

    private IEnumerable<string> ContextArguments() =>
        [.. _body.Uses<Expr.Uniform>() ? new[] { "step", "seed" } : [], .. SimdBody.Inverses(_body.Bodies).Select(i => i.Name)];

    private void EmitContext()
    {
        if (_body.Uses<Expr.Uniform>())
        {
            _w.Line("uint step = worker.Step, seed = worker.Seed + stream;");
            _w.Line($"nint first = {_body.First};");
        }

        foreach ((string name, string source) in SimdBody.Inverses(_body.Bodies))
        {
            _w.Line($"double {name} = {source};");
        }
    }

    private SourceWriter.Block Method()
    {
        // Not inlined: a whole step's kernels exceed what the compiler inlines into one method, so that vectors became calls.
        _w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]");
        string parameters = Join(["Worker worker", .. StreamParameter(), .. _body.OperandParameters(_ => true)]);
        _w.Line($"internal static void {_name}<V, S>({parameters})");
        _w.Indented($"where V : struct, ISimd<V, {_body.Element}>");
        SourceWriter.Block block = _w.Open($"    where S : struct, ISimd<S, {_body.Element}>");
        if (_spec.Statements.All(s => s.Kind != StatementKind.ColumnSum))
        {
            EmitContext();
        }

        return block;
    }

    /// <summary>Vectors while they fit, then single elements; only what can run where the end is a constant.</summary>
    private void Loop(string counter, string end, Func<string, string> body)
    {
        int? count = int.TryParse(end, out int known) ? known : null;
        bool hasVectors = FillVectors(count), hasRest = count is not { } all || all % WidestVector != 0;
        if (hasVectors)
        {
            using (_w.Open($"for (; {counter} <= {end} - V.Count; {counter} += V.Count)"))
            {
                _w.Line(body("V"));
            }
        }

        if (hasVectors && hasRest)
        {
            _w.Line();
        }

        if (hasRest)
        {
            using (_w.Open($"for (; {counter} < {end}; {counter}++)"))
            {
                _w.Line(body("S"));
            }
        }
    }

    /// <summary>Whether so many elements may fill the narrowest vectors there are, of 128 bits.</summary>
    private bool FillVectors(int? count, int vectors = 1) => count is not { } all || all >= vectors * WidestVector / 4;

    /// <summary>Elements of the widest vectors there are, of 512 bits.</summary>
    private int WidestVector => _body.Element == "double" ? 8 : 16;

    private IEnumerable<Store> ElementStores() => _spec.Stores.Where(s => _spec.Operands[s.Operand].Kind == OperandKind.Elements);

    private IReadOnlyList<int> Statements(StatementKind kind) =>
    [
        .. Enumerable.Range(0, _spec.Statements.Count)
            .Where(i => _spec.Statements[i].Kind == kind)
            .Select(i => i + _spec.FirstStatementValue),
    ];

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
