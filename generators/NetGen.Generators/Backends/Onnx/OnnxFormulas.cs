using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>A formula as ONNX operators: one for each operation, equal parts once.</summary>
/// <param name="graph">Where they are added.</param>
/// <param name="name">Of the value, for names.</param>
/// <param name="channels">Of the value: how many, and which axes follow them.</param>
/// <param name="input">The name of an input, so formed that it broadcasts.</param>
/// <param name="label">1 where the whole number of an input is this one, else 0.</param>
/// <param name="inverse">One over a number of samples or rows.</param>
internal sealed class OnnxFormulas(
    OnnxGraph graph, string name, (int Count, int Behind) channels, Func<int, string> input, Func<int, int, string> label,
    Func<Expr.InverseBatch, string> inverse)
{
    public string Of(Expr formula) => formula switch
    {
        Expr.Input i => input(i.Index),
        Expr.Constant c => graph.Number(c.Value),
        Expr.WithGradient g => Of(g.Value),
        Expr.InverseBatch b => inverse(b),
        Expr.IsLabel l => label(l.Index, l.Label),
        Expr.IsChannel c => graph.Numbers(
            [channels.Count, .. Enumerable.Repeat(1, channels.Behind)],
            [.. Enumerable.Range(0, channels.Count).Select(i => i == c.Channel ? 1.0 : 0.0)]),
        Expr.Select s => Add("Where", Add("Greater", Of(s.Left), Of(s.Right)), Of(s.Then), Of(s.Otherwise)),

        // max(x, 0) and min(max(x, a), b) have names of their own.
        Expr.Binary { Operator: BinaryOperator.Max, Right: Expr.Constant { Value: 0 } } b => Add("Relu", Of(b.Left)),
        Expr.Binary
        {
            Operator: BinaryOperator.Min, Right: Expr.Constant most,
            Left: Expr.Binary { Operator: BinaryOperator.Max, Right: Expr.Constant least } inner,
        } => Add("Clip", Of(inner.Left), graph.Number(least.Value), graph.Number(most.Value)),
        Expr.Binary b => Add(NameOf(b.Operator), Of(b.Left), Of(b.Right)),
        Expr.Unary { Operator: UnaryOperator.Log1P } u => LogOfOneAnd(Of(u.Operand)),
        Expr.Unary u => Add(NameOf(u.Operator), Of(u.Operand)),
        _ => throw new InvalidOperationException($"{formula.GetType().Name} has no ONNX operator in inference."),
    };

    /// <summary>ln(1 + x) = x · ln u / (u − 1) with u = 1 + x as it is rounded, x where that is 1. Kahan.</summary>
    private string LogOfOneAnd(string x)
    {
        string one = graph.Number(1), u = Add("Add", one, x);
        return Add("Where", Add("Equal", u, one), x, Add("Div", Add("Mul", x, Add("Log", u)), Add("Sub", u, one)));
    }

    private string Add(string op, params string[] inputs) => graph.Add($"{name}/{op}", op, inputs);

    private static string NameOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "Add",
        BinaryOperator.Subtract => "Sub",
        BinaryOperator.Multiply => "Mul",
        BinaryOperator.Divide => "Div",
        _ => op.ToString(),
    };

    private static string NameOf(UnaryOperator op) => op switch
    {
        UnaryOperator.Negate => "Neg",
        _ => op.ToString(),
    };
}
