using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>What happens at an element: methods that are written once and called with vectors and with single elements.</summary>
internal sealed partial class ElementwiseEmitter
{
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

    private string Offset(int operand) => _spec.Operands[operand] switch
    {
        { Kind: OperandKind.Channels } => "c",
        var spec => $"{Start(spec)} + c",
    };

    /// <summary>Where the row's elements start in an operand.</summary>
    private string Start(OperandSpec operand) => operand.Kind switch
    {
        OperandKind.Positions => "position",
        OperandKind.Samples => $"sample{_sampleLayouts.ToList().IndexOf(operand.Layout)}",
        _ => _ownOffsets ? $"at{_layouts.ToList().IndexOf(operand.Layout)}" : "at",
    };

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
            .. _body.OperandParameters(operands.Contains),
            .. AtNames(operands).Select(at => $"nint {at}"),
            .. NeedsColumn(values, operands) ? new[] { "int c" } : [],
            .. random ? new[] { "nint index" } : [],
            .. RowValues(values).Select(v => $"{(IsLabel(v) ? "int" : _body.Element)} {_body.Value(v)}"),
            .. random ? new[] { "uint step", "uint seed" } : [],
            .. SimdBody.Inverses(_body.Formulas(values)).Select(i => $"double {i.Name}"),
        ];
    }

    private IEnumerable<string> BodyArguments(IEnumerable<int> values, IEnumerable<Store>? stores = null)
    {
        HashSet<int> operands = Operands(values, stores);
        bool random = Uses<Expr.Uniform>(values);
        return
        [
            .. _body.OperandArguments(operands.Contains), .. AtNames(operands), .. NeedsColumn(values, operands) ? new[] { "c" } : [],
            .. random ? new[] { $"first + row * {Channels} + c" } : [], .. RowValues(values).Select(_body.Value),
            .. random ? new[] { "step", "seed" } : [], .. SimdBody.Inverses(_body.Formulas(values)).Select(i => i.Name),
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
        operands.Any(o => _spec.Operands[o].Kind is OperandKind.Channels || HasStart(_spec.Operands[o]))
        || Uses<Expr.OneHot>(values) || Uses<Expr.IsChannel>(values);

    private IEnumerable<string> AtNames(HashSet<int> operands) => operands
        .Select(o => _spec.Operands[o])
        .Where(HasStart)
        .Select(Start)
        .Distinct()
        .OrderByDescending(name => name == "position")
        .ThenBy(name => name, StringComparer.Ordinal);

    private static bool HasStart(OperandSpec operand) =>
        operand.Kind is OperandKind.Elements or OperandKind.Positions or OperandKind.Samples;

    private bool IsLabel(int value) =>
        _spec.OperandOf(value) is var operand && operand >= 0 && _spec.Operands[operand].Kind == OperandKind.Label;

    private static bool InBody(OperandSpec operand) =>
        HasStart(operand) || operand.Kind is OperandKind.Channels or OperandKind.Scalar or OperandKind.Partial;
}
