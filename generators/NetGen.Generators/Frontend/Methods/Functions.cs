using Microsoft.CodeAnalysis;
using NetGen.Generators.Graph;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>The functions of Math, MathF, float and double that have a rule, as formulas.</summary>
internal static class Functions
{
    private const double Ln2 = 0.69314718055994530942, Ln10 = 2.30258509299404568402;

    private static readonly Dictionary<(string Name, int Arguments), Func<Expr[], Expr>> s_formulas = new()
    {
        [("Abs", 1)] = x => Expr.Abs(x[0]),
        [("Acos", 1)] = x => (Math.PI / 2) - Asin(x[0]),
        [("Acosh", 1)] = x => Expr.Log(x[0] + Expr.Sqrt((x[0] * x[0]) - 1)),
        [("Asin", 1)] = x => Asin(x[0]),
        [("Asinh", 1)] = x => Signed(x[0], a => Expr.Log1P(a + (a * a / (1 + Expr.Sqrt((a * a) + 1))))),
        [("Atan", 1)] = x => Expr.Atan(x[0]),
        [("Atan2", 2)] = x => Atan2(x[0], x[1]),
        [("Atanh", 1)] = x => 0.5 * Expr.Log1P(2 * x[0] / (1 - x[0])),
        [("Cbrt", 1)] = x => Signed(x[0], a => Expr.Greater(a, 0, Expr.Exp(Expr.Log(a) * (1.0 / 3)), 0)),
        [("Ceiling", 1)] = x => -Expr.Floor(-x[0]),
        [("Clamp", 3)] = x => Expr.Min(Expr.Max(x[0], x[1]), x[2]),
        [("Cos", 1)] = x => Expr.Cos(x[0]),
        [("Cosh", 1)] = x => 0.5 * (Expr.Exp(x[0]) + Expr.Exp(-x[0])),
        [("Exp", 1)] = x => Expr.Exp(x[0]),
        [("Exp2", 1)] = x => Expr.Exp(x[0] * Ln2),
        [("Exp10", 1)] = x => Expr.Exp(x[0] * Ln10),
        [("ExpM1", 1)] = x => Expr.Greater(Expr.Abs(x[0]), 1, Expr.Exp(x[0]) - 1, Expr.ExpMinus1(x[0])),
        [("Floor", 1)] = x => Expr.Floor(x[0]),
        [("FusedMultiplyAdd", 3)] = x => (x[0] * x[1]) + x[2],
        [("Hypot", 2)] = x => Root((x[0] * x[0]) + (x[1] * x[1])),
        [("Lerp", 3)] = x => (x[0] * (1 - x[2])) + (x[1] * x[2]),
        [("Log", 1)] = x => Expr.Log(x[0]),
        [("Log", 2)] = x => Expr.Log(x[0]) / Expr.Log(x[1]),
        [("Log10", 1)] = x => Expr.Log(x[0]) * (1 / Ln10),
        [("Log2", 1)] = x => Expr.Log(x[0]) * (1 / Ln2),
        [("LogP1", 1)] = x => Expr.Log1P(x[0]),
        [("Max", 2)] = x => Expr.Max(x[0], x[1]),
        [("MaxMagnitude", 2)] = x => Expr.Greater(Expr.Abs(x[1]), Expr.Abs(x[0]), x[1], x[0]),
        [("Min", 2)] = x => Expr.Min(x[0], x[1]),
        [("MinMagnitude", 2)] = x => Expr.Greater(Expr.Abs(x[0]), Expr.Abs(x[1]), x[1], x[0]),
        [("Pow", 2)] = x => Power(x[0], x[1]),
        [("ReciprocalEstimate", 1)] = x => 1 / x[0],
        [("ReciprocalSqrtEstimate", 1)] = x => 1 / Expr.Sqrt(x[0]),
        [("Round", 1)] = x => Expr.Round(x[0]),
        [("Sign", 1)] = x => Sign(x[0]),
        [("Sin", 1)] = x => Expr.Sin(x[0]),
        [("Sinh", 1)] = x => Signed(x[0], a => 0.5 * (ExpM1(a) + (ExpM1(a) / (1 + ExpM1(a))))),
        [("Sqrt", 1)] = x => Expr.Sqrt(x[0]),
        [("Tan", 1)] = x => Expr.Sin(x[0]) / Expr.Cos(x[0]),
        [("Tanh", 1)] = x => Expr.Tanh(x[0]),
        [("Truncate", 1)] = x => Truncate(x[0]),
    };

    /// <summary>Those whose derivative is 0 wherever there is one: nothing is learnt through them.</summary>
    private static readonly HashSet<string> s_flat = ["Ceiling", "Floor", "Round", "Sign", "Truncate"];

    /// <summary>All their names, for people.</summary>
    public static IEnumerable<string> Names => s_formulas.Keys.Select(key => key.Name).Distinct();

    /// <summary>The formula of a function; null where it has none.</summary>
    public static Func<Expr[], Expr>? Formula(string name, int arguments) =>
        s_formulas.TryGetValue((name, arguments), out Func<Expr[], Expr> formula) ? formula : null;

    /// <summary>Whether a type is one of those that have them.</summary>
    public static bool IsMath(INamedTypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || (type is { Name: "Math" or "MathF" }
            && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true });

    /// <summary>What a function gives for constants: as the C# library does.</summary>
    public static Known? Folded(string name, Symbolic[] arguments) =>
        typeof(Math).GetMethod(name, [.. arguments.Select(static _ => typeof(double))]) is { } method
        && method.ReturnType == typeof(double)
            ? new Known((double)method.Invoke(null, [.. arguments.Select(static a => (object)((Known)a).Value)])!)
            : null;

    public static bool IsFlat(string name) => s_flat.Contains(name);

    public static Expr Truncate(Expr x) => Expr.Greater(0, x, -Expr.Floor(-x), Expr.Floor(x));

    /// <summary>The remainder of a division that is cut: x − y · truncate(x / y).</summary>
    public static Expr Remainder(Expr x, Expr y) => x - (y * Truncate(x / y));

    /// <summary>Of small whole exponents a product; else e^(y · ln x), with the signs that a whole y gives to a negative x.</summary>
    private static Expr Power(Expr x, Expr y) => y switch
    {
        Expr.Constant { Value: 0 } => 1,
        Expr.Constant { Value: 0.5 } => Expr.Sqrt(x),
        Expr.Constant { Value: var n } when n == Math.Floor(n) && Math.Abs(n) <= 16 => n > 0
            ? Enumerable.Repeat(x, (int)n).Aggregate((a, b) => a * b)
            : 1 / Power(x, -n),
        Expr.Constant { Value: var n } when n == Math.Floor(n) => Expr.Greater(
            x, 0, Positive(x, y), Expr.Greater(0, x, n % 2 == 0 ? Positive(-x, y) : -Positive(-x, y), n > 0 ? 0 : double.PositiveInfinity)),
        _ when x is Expr.Constant { Value: > 0 } => Positive(x, y),
        _ => Expr.Greater(x, 0, Positive(x, y), Expr.Greater(0, x, double.NaN, OfZero(y))),
    };

    private static Expr Positive(Expr x, Expr y) => Expr.Exp(Expr.Log(x) * y);

    private static Expr OfZero(Expr y) => y is Expr.Constant { Value: > 0 }
        ? 0
        : Expr.Greater(y, 0, 0, Expr.Greater(0, y, double.PositiveInfinity, 1));

    /// <summary>The root of a sum of squares: where that is 0, its derivative is taken for 0, as in PyTorch.</summary>
    public static Expr Root(Expr squares) => Expr.Greater(squares, 0, Expr.Sqrt(squares), squares);

    private static Expr Sign(Expr x) => Expr.Greater(x, 0, 1, Expr.Greater(0, x, -1, 0));

    private static Expr ExpM1(Expr x) => Expr.Greater(x, 1, Expr.Exp(x) - 1, Expr.ExpMinus1(Expr.Min(x, 1)));

    /// <summary>f(|x|) with the sign of x, for odd functions.</summary>
    private static Expr Signed(Expr x, Func<Expr, Expr> f) => Expr.Greater(0, x, -f(-x), f(x));

    private static Expr Asin(Expr x) => Expr.Atan(x / Expr.Sqrt((1 - x) * (1 + x)));

    /// <summary>The angle of the point: the half plane x &lt; 0 is half a turn away.</summary>
    private static Expr Atan2(Expr y, Expr x) => Expr.Greater(
        Expr.Abs(x), Expr.Abs(y),
        Expr.Atan(y / x) + Expr.Greater(0, x, Expr.Greater(0, y, -Math.PI, Math.PI), 0),
        Expr.Greater(0, y, -Math.PI / 2, Math.PI / 2) - Expr.Atan(x / y));
}
