using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// A formula as C# for one thread of a GPU. Functions come from NetGen.Ilgpu.DeviceMath, the one table of what may be called in a kernel;
/// both sides of a choice are numbers of the element's type, since a choice between integers is compiled wrongly where it becomes a float.
/// </summary>
/// <param name="element">"float" or "double".</param>
internal sealed class DevicePrinter(string element)
{
    public string Print(Expr e, Func<int, string> names) => Print(e, names, 0);

    /// <summary>A number of an element's type, the same under every culture.</summary>
    public static string Literal(double value, string element)
    {
        if (Cpu.SimdPrinter.Unusual(element == "float" ? (float)value : value) is { } name)
        {
            return $"{element}.{name}";
        }

        string text = element == "float"
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        return element == "float" ? text + "f" : text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    private string Number(double value) => Literal(value, element);

    private string Print(Expr e, Func<int, string> names, int outer)
    {
        (string text, int level) = e switch
        {
            Expr.Input i => (names(i.Index), 9),
            Expr.Constant c => (Number(c.Value), c.Value < 0 ? 3 : 9),
            Expr.Uniform u => ($"DeviceMath.Uniform(index, step, seed{(u.Stream == 0 ? "" : $" + {u.Stream}u")})", 9),
            Expr.InverseBatch i => (ElementBody.Inverse(i), 9),
            Expr.OneHot o => ($"c == {names(o.Index)} ? {Number(1)} : {Number(0)}", 0),
            Expr.IsChannel i => ($"c == {i.Channel} ? {Number(1)} : {Number(0)}", 0),
            Expr.IsLabel l => ($"{names(l.Index)} == {l.Label} ? {Number(1)} : {Number(0)}", 0),
            Expr.Unary { Operator: UnaryOperator.Negate } n => ($"-{Print(n.Operand, names, 4)}", 3),
            Expr.Unary u => ($"DeviceMath.{u.Operator}({Print(u.Operand, names, 0)})", 9),
            Expr.Binary { Operator: BinaryOperator.Add } b => ($"{Print(b.Left, names, 1)} + {Print(b.Right, names, 1)}", 1),
            Expr.Binary { Operator: BinaryOperator.Subtract } b => ($"{Print(b.Left, names, 1)} - {Print(b.Right, names, 2)}", 1),
            Expr.Binary { Operator: BinaryOperator.Multiply } b => ($"{Print(b.Left, names, 2)} * {Print(b.Right, names, 3)}", 2),
            Expr.Binary { Operator: BinaryOperator.Divide } b => ($"{Print(b.Left, names, 2)} / {Print(b.Right, names, 3)}", 2),
            Expr.Binary b => ($"DeviceMath.{b.Operator}({Print(b.Left, names, 0)}, {Print(b.Right, names, 0)})", 9),
            Expr.Select s => (
                $"{Print(s.Left, names, 1)} > {Print(s.Right, names, 1)} ? {Print(s.Then, names, 1)} : {Print(s.Otherwise, names, 1)}", 0),
            _ => throw new InvalidOperationException($"No code for {e.GetType().Name}."),
        };
        return level < outer ? $"({text})" : text;
    }
}
