using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// Rows of one number each, which lie apart: the numbers of a cell at one position. Vectors hold those of several samples, gathered. The
/// JIT inlines no more once a method has 512 variables: much work is several methods, which hand what they share on in memory; what is the
/// same for all samples is computed once before.
/// </summary>
internal sealed class NumberEmitter(KernelFrame kernel)
{
    private readonly SourceWriter _w = kernel.Writer;
    private readonly SimdBody _body = kernel.Body;
    private readonly ElementwiseSpec _spec = kernel.Spec;
    private readonly NumberParts _parts = new(kernel);

    private bool IsCut => _parts.Parts.Count > 1;

    public static bool Fits(SimdBody body) => body.Spec is { Mode: ElementMode.Rows, Channels: 1, Length: < 0 }
        && body.Spec.Operands.All(operand => operand.Kind is OperandKind.Elements or OperandKind.Scalar)
        && body.Spec.Statements.All(statement => statement.Kind == StatementKind.Element)
        && !body.Uses<Expr.Uniform>() && !body.Uses<Expr.IsChannel>();

    public void Emit()
    {
        using (kernel.Open())
        {
            _w.Line($"(nint row, nint end) = worker.Rows({_spec.Rows.Code()});");
            EmitLoop("V", "for (; row <= end - V.Count; row += V.Count)");
            _w.Line();
            EmitLoop("S", "for (; row < end; row++)");
        }

        for (int part = 0; part < _parts.Parts.Count; part++)
        {
            EmitPart(part);
        }
    }

    private void EmitLoop(string vector, string loop)
    {
        string handed = vector == "V" ? "handed" : "rest";
        if (IsCut)
        {
            _w.Line($"Unsafe.SkipInit(out Handed<{vector}> {handed});");
        }

        if (_parts.HasOnce)
        {
            _w.Line(Call(0));
        }

        using (_w.Open(loop))
        {
            for (int part = _parts.HasOnce ? 1 : 0; part < _parts.Parts.Count; part++)
            {
                _w.Line(Call(part));
            }
        }

        string Call(int part) => $"{NameOf(part)}<{vector}>("
            + KernelFrame.Join([
                .. _body.OperandArguments(OperandsOf(_parts.Parts[part]).Contains), "row",
                .. IsCut ? new[] { $"ref {handed}.First" } : [], .. kernel.ContextArguments(),
            ]) + ");";
    }

    private void EmitPart(int part)
    {
        IReadOnlyList<int> values = _parts.Parts[part];
        HashSet<int> operands = OperandsOf(values);
        _w.Line();
        _w.Line(IsCut ? KernelFrame.NotInlined : KernelFrame.Inline);
        string parameters = KernelFrame.Join([
            .. _body.OperandParameters(operands.Contains), "nint row", .. IsCut ? new[] { "ref V handed" } : [],
            .. kernel.ContextParameters(),
        ]);
        using (_w.Open($"private static void {NameOf(part)}<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            foreach (int value in _parts.ReadBy(values))
            {
                _w.Line($"V {_body.Value(value)} = Unsafe.Add(ref handed, {_parts.Places[value]});");
            }

            _body.Compute(
                _w, "V", values, Place, except: [.. _body.Needed(values).Except(values)],
                load: (operand, memory) => Stride(operand) == 1
                    ? $"V.Load({memory}, {Place(operand)})"
                    : $"Strided.Load<V, {_body.Element}>({memory}, {Place(operand)}, {Stride(operand)})");
            foreach (int value in values.Where(_parts.Places.ContainsKey))
            {
                _w.Line($"Unsafe.Add(ref handed, {_parts.Places[value]}) = {_body.Value(value)};");
            }

            foreach (Store store in kernel.ElementStores().Where(store => values.Contains(store.Value)))
            {
                string value = _body.Value(store.Value), memory = $"ref {_body.Operand(store.Operand)}, {Place(store.Operand)}";
                _w.Line(Stride(store.Operand) == 1
                    ? $"{value}.Store({memory});"
                    : $"Strided.Store<V, {_body.Element}>({value}, {memory}, {Stride(store.Operand)});");
            }
        }
    }

    private string NameOf(int part) => kernel.Name + (IsCut ? $"Part{part + 1}" : "At");

    private HashSet<int> OperandsOf(IReadOnlyList<int> values) =>
    [
        .. values.Concat(values.SelectMany(value => _spec.StatementOf(value)?.Body.Inputs() ?? []))
            .Where(value => values.Contains(value) || !_body.IsElement(value))
            .Select(_spec.OperandOf).Where(operand => operand >= 0),
        .. kernel.ElementStores().Where(store => values.Contains(store.Value)).Select(store => store.Operand),
    ];

    private int Stride(int operand) => _spec.Operands[operand].Layout.Pixel;

    private string Place(int operand) =>
        (Stride(operand) == 1 ? "row" : $"row * {Stride(operand)}") + RowLoops.From(_spec.Operands[operand].Layout);
}
