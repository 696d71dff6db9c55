using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// Rows of one number each, which lie apart: the numbers of a cell at one position. Vectors hold those of several samples, gathered.
/// </summary>
internal sealed partial class ElementwiseEmitter
{
    private bool AreNumbers => _spec is { Mode: ElementMode.Rows, Channels: 1, Length: < 0 }
        && _spec.Operands.All(operand => operand.Kind is OperandKind.Elements or OperandKind.Scalar)
        && _spec.Statements.All(statement => statement.Kind == StatementKind.Element)
        && !_body.Uses<Expr.Uniform>() && !_body.Uses<Expr.IsChannel>();

    private void EmitNumbers()
    {
        string arguments = Join([.. BodyOperands(), "row", .. ContextArguments()]);
        using (Method())
        {
            _w.Line($"(nint row, nint end) = worker.Rows({_spec.Rows.Code()}, grain: 16);");
            Loop("row", "end", vector => $"{_name}At<{vector}>({arguments});");
        }

        Store[] stores = [.. ElementStores()];
        _w.Line();
        _w.Line(Inline);
        string parameters = Join([.. _body.OperandParameters(o => InBody(_spec.Operands[o])), "nint row", .. ContextParameters()]);
        using (_w.Open($"private static void {_name}At<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _body.Compute(
                _w, "V", stores.Select(store => store.Value), Place,
                load: (operand, memory) => Stride(operand) == 1
                    ? $"V.Load({memory}, {Place(operand)})"
                    : $"Strided.Load<V, {_body.Element}>({memory}, {Place(operand)}, {Stride(operand)})");
            foreach (Store store in stores)
            {
                string value = _body.Value(store.Value), memory = $"ref {_body.Operand(store.Operand)}, {Place(store.Operand)}";
                _w.Line(Stride(store.Operand) == 1
                    ? $"{value}.Store({memory});"
                    : $"Strided.Store<V, {_body.Element}>({value}, {memory}, {Stride(store.Operand)});");
            }
        }
    }

    private int Stride(int operand) => _spec.Operands[operand].Layout.Pixel;

    private string Place(int operand) => (Stride(operand) == 1 ? "row" : $"row * {Stride(operand)}") + From(_spec.Operands[operand].Layout);
}
