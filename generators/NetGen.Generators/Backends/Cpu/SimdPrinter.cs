using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>A formula as C# over the vector type <c>V</c> (or any other type that implements ISimd).</summary>
/// <param name="vector">"V", or "S" for single elements.</param>
/// <param name="element">"float" or "double".</param>
internal sealed class SimdPrinter(string vector, string element)
{
    public string Print(Expr e, Func<int, string> names) => Print(e, names, 0);

    private string Print(Expr e, Func<int, string> names, int outer)
    {
        (string text, int level) = e switch
        {
            Expr.Input i => (names(i.Index), 9),
            Expr.Constant { Value: 0 } => ($"{vector}.Zero", 9),
            Expr.Constant c => ($"{vector}.Const({Number(c.Value)})", 9),
            Expr.Uniform u => ($"{vector}.Uniform((uint)index, step, seed{(u.Stream == 0 ? "" : $" + {u.Stream}u")})", 9),
            Expr.InverseBatch i => ($"{vector}.Const({ElementBody.Inverse(i)})", 9),
            Expr.OneHot o => ($"{vector}.OneHot({names(o.Index)} - c)", 9),
            Expr.IsChannel i => ($"{vector}.OneHot({i.Channel} - c)", 9),
            Expr.IsLabel l => ($"{vector}.Const({names(l.Index)} == {l.Label} ? 1 : 0)", 9),
            Expr.Unary { Operator: UnaryOperator.Negate } n => ($"-{Print(n.Operand, names, 3)}", 1),
            Expr.Unary { Operator: UnaryOperator.Exp or UnaryOperator.Log or UnaryOperator.Sqrt or UnaryOperator.Abs } u =>
                ($"{vector}.{u.Operator}({Print(u.Operand, names, 0)})", 9),
            Expr.Unary u => ($"VectorMath.{u.Operator}<{vector}, {element}>({Print(u.Operand, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Add, Left: Expr.Binary { Operator: BinaryOperator.Multiply } m } b =>
                ($"{vector}.Fma({Print(m.Left, names, 0)}, {Print(m.Right, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Add } b => ($"{Print(b.Left, names, 1)} + {Print(b.Right, names, 1)}", 1),
            Expr.Binary { Operator: BinaryOperator.Subtract } b => ($"{Print(b.Left, names, 1)} - {Print(b.Right, names, 2)}", 1),
            Expr.Binary { Operator: BinaryOperator.Multiply } b => ($"{Print(b.Left, names, 2)} * {Print(b.Right, names, 3)}", 2),
            Expr.Binary { Operator: BinaryOperator.Divide } b => ($"{Print(b.Left, names, 2)} / {Print(b.Right, names, 3)}", 2),
            Expr.Binary { Operator: BinaryOperator.Max, Right: Expr.Constant } b =>
                ($"{vector}.AtLeast({Print(b.Left, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Min, Right: Expr.Constant } b =>
                ($"{vector}.AtMost({Print(b.Left, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Binary b => ($"{vector}.{b.Operator}({Print(b.Left, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Select s =>
                ($"{vector}.Select({vector}.GreaterThan({Print(s.Left, names, 0)}, {Print(s.Right, names, 0)}), "
                    + $"{Print(s.Then, names, 0)}, {Print(s.Otherwise, names, 0)})", 9),
            _ => throw new InvalidOperationException($"No code for {e.GetType().Name}."),
        };
        return level < outer ? $"({text})" : text;
    }

    /// <summary>A double literal, the same under every culture.</summary>
    public static string Number(double value)
    {
        if (Unusual(value) is { } name)
        {
            return $"double.{name}";
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>The constant of double and float that a value is, for which there is no literal; null for others.</summary>
    public static string? Unusual(double value) =>
        double.IsNaN(value) ? nameof(double.NaN)
        : double.IsPositiveInfinity(value) ? nameof(double.PositiveInfinity)
        : double.IsNegativeInfinity(value) ? nameof(double.NegativeInfinity)
        : null;
}
