using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>The methods for what happens at an element of a row, and what they are called with.</summary>
internal sealed class ElementFunctions(KernelFrame kernel, RowLoops rows)
{
    private readonly SourceWriter _w = kernel.Writer;
    private readonly SimdBody _body = kernel.Body;
    private readonly ElementwiseSpec _spec = kernel.Spec;

    /// <summary>What is stored.</summary>
    public void EmitAt(IReadOnlyList<Store> stores) => kernel.EmitAt(stores, Parameters(stores.Select(s => s.Value), stores), rows.Offset);

    /// <summary>What a reduction adds up, or takes the maximum of.</summary>
    public void EmitSummand(string helper, int[] inputs, Expr body)
    {
        _w.Line();
        _w.Line(KernelFrame.Inline);
        using (_w.Open($"private static V {helper}<V>({KernelFrame.Join(Parameters(inputs))}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(_w, "V", body.Inputs(), rows.Offset);
            _w.Line($"return {new SimdPrinter("V", _body.Element).Print(body, v => _body.Read(v, "V"))};");
        }
    }

    /// <summary>What computing the values takes, where it is called from a row.</summary>
    public IEnumerable<string> Arguments(IEnumerable<int> values, IEnumerable<Store>? stores = null)
    {
        HashSet<int> operands = Operands(values, stores);
        bool random = Uses<Expr.Uniform>(values);
        return
        [
            .. _body.OperandArguments(operands.Contains), .. AtNames(operands), .. NeedsColumn(values, operands) ? new[] { "c" } : [],
            .. random ? new[] { $"first + row * {kernel.Channels} + c" } : [], .. RowValues(values).Select(_body.Value),
            .. random ? new[] { "step", "seed" } : [], .. SimdBody.Inverses(_body.Formulas(values)).Select(i => i.Name),
        ];
    }

    private IEnumerable<string> Parameters(IEnumerable<int> values, IEnumerable<Store>? stores = null)
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

    /// <summary>Row values (reductions, labels, per-row operands) that the values need, directly or through element statements.</summary>
    private IEnumerable<int> RowValues(IEnumerable<int> values) => _body.Formulas(values).SelectMany(f => f.Inputs())
        .Where(v => !_body.IsElement(v) && !(_spec.OperandOf(v) >= 0 && _spec.Operands[_spec.OperandOf(v)].Kind == OperandKind.Scalar))
        .Distinct().OrderBy(v => v);

    /// <summary>The operands that computing the values, and storing them, touches inside a body.</summary>
    private HashSet<int> Operands(IEnumerable<int> values, IEnumerable<Store>? stores)
    {
        int[] requested = [.. values];
        IEnumerable<int> read = _body.Needed(requested).Concat(requested).Concat(_body.Formulas(requested).SelectMany(f => f.Inputs()))
            .Select(_spec.OperandOf).Where(operand => operand >= 0 && KernelFrame.IsInner(_spec.Operands[operand]));
        return [.. read, .. (stores ?? []).Select(s => s.Operand)];
    }

    private bool Uses<T>(IEnumerable<int> values)
        where T : Expr => _body.Formulas(values).Any(ElementBody.Contains<T>);

    private bool NeedsColumn(IEnumerable<int> values, HashSet<int> operands) =>
        operands.Any(o => _spec.Operands[o].Kind is OperandKind.Channels || KernelFrame.HasStart(_spec.Operands[o]))
        || Uses<Expr.OneHot>(values) || Uses<Expr.IsChannel>(values);

    private IEnumerable<string> AtNames(HashSet<int> operands) => operands
        .Select(o => _spec.Operands[o])
        .Where(KernelFrame.HasStart)
        .Select(rows.Start)
        .Distinct()
        .OrderByDescending(name => name == "position")
        .ThenBy(name => name, StringComparer.Ordinal);

    private bool IsLabel(int value) =>
        _spec.OperandOf(value) is var operand && operand >= 0 && _spec.Operands[operand].Kind == OperandKind.Label;
}
