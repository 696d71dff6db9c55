using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Emit;

/// <summary>A formula as people write it.</summary>
internal static class Formula
{
    public static string Print(Expr e, Func<int, string> names) => Print(e, names, 0);

    private static string Print(Expr e, Func<int, string> names, int outer)
    {
        (string text, int level) = e switch
        {
            Expr.Input i => (names(i.Index), 9),
            Expr.Constant c when Denominator(c.Value) is { } whole => ($"1/{whole}", 2),
            Expr.Constant c => (c.Value.ToString("0.######", CultureInfo.InvariantCulture), c.Value < 0 ? 1 : 9),
            Expr.Uniform => ("random", 9),
            Expr.Binary { Operator: BinaryOperator.Divide, Left: Expr.InverseBatch l, Right: Expr.InverseBatch r } =>
                (l.Length == r.Length ? "share" : "rows", 9),
            Expr.InverseBatch i => (i.Length >= 0 ? "1/rows" : "1/batch", 2),
            Expr.OneHot o => ($"[channel = {names(o.Index)}]", 9),
            Expr.IsChannel i => ($"[channel = {i.Channel}]", 9),
            Expr.IsLabel l => ($"[{names(l.Index)} = {l.Label}]", 9),
            Expr.Unary { Operator: UnaryOperator.Negate } n => ($"-{Print(n.Operand, names, 3)}", 1),
            Expr.Unary u => ($"{u.Operator.ToString().ToLowerInvariant()}({Print(u.Operand, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Max or BinaryOperator.Min } b =>
                ($"{b.Operator.ToString().ToLowerInvariant()}({Print(b.Left, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Add } b => ($"{Print(b.Left, names, 1)} + {Print(b.Right, names, 1)}", 1),
            Expr.Binary { Operator: BinaryOperator.Subtract } b => ($"{Print(b.Left, names, 1)} - {Print(b.Right, names, 2)}", 1),
            Expr.Binary { Operator: BinaryOperator.Multiply } b => ($"{Print(b.Left, names, 2)} · {Print(b.Right, names, 2)}", 2),
            Expr.Binary b => ($"{Print(b.Left, names, 2)} / {Print(b.Right, names, 3)}", 2),
            Expr.Select s =>
                ($"{Print(s.Left, names, 1)} > {Print(s.Right, names, 1)} ? {Print(s.Then, names, 1)} : {Print(s.Otherwise, names, 1)}", 0),
            Expr.WithGradient g =>
                ($"{Print(g.Value, names, 1)} with ∂ {string.Join(", ", g.Derivatives.Select(by => Print(by, names, 0)))}", 0),
            _ => throw new InvalidOperationException($"No formula for {e.GetType().Name}."),
        };
        return level < outer ? $"({text})" : text;
    }

    /// <summary>3 for a third: most small constants are shares of something counted. Null for other numbers.</summary>
    private static string? Denominator(double value)
    {
        double inverse = value > 0 && value < 0.5 ? 1 / value : 0;
        return inverse > 0 && inverse < 1e9 && Math.Abs(inverse - Math.Round(inverse)) < 1e-9 * inverse && Math.Round(inverse) % 10 != 0
            ? Math.Round(inverse).ToString("0", CultureInfo.InvariantCulture)
            : null;
    }
}
