namespace NetGen.Generators.Tests;

/// <summary>Methods that cannot be differentiated, or not as they are: «» stand around what is underlined.</summary>
internal static class UnsupportedMethods
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        .. Statements(), .. Expressions(), .. Calls(), .. Rows(), .. Roles(), .. Parameters(), .. Cells(), .. Sizes(), .. Gradients(),
        .. Flat(),
    ];

    private static IEnumerable<DiagnosticCase> Statements() =>
    [
        Body("double y = x; «while (y > 1) { y /= 2; }» return y;", "A while loop", "for loops with known bounds"),
        Body("double y = x; «do { y /= 2; } while (y > 1);» return y;", "A while loop"),
        Body("double y = x; if (y > 0) { «goto end;» } y = -y; end: return y;", "goto"),
        Body("double y = 0; for (int i = 0; i < 4; i++) { if (i == 2) { «break;» } y += x; } return y;", "break"),
        Body("double y = 0; for (int i = 0; i < 4; i++) { if (i == 2) { «continue;» } y += x; } return y;", "continue"),
        Body("«try { return x; } finally { }»", "try"),
        Body("if (x < 0) { «throw new ArgumentException();» } return x;", "throw"),
        Body("«lock (typeof(int)) { return x; }»", "lock"),
        Body("«using System.IO.StringReader reader = new(\"\");» return x;", "using"),
        Body("«using (System.IO.StringReader reader = new(\"\")) { return x; }»", "using"),
        Body("«double Twice(double y) => 2 * y;» return Twice(x);", "A local function"),
        Body("double y = x; ref double «z = ref y»; z = 2; return y;", "A ref local"),
        Body("double y = 0; for (int i = 0; «i < x»; i++) { y += x; } return y;", "A loop bound", "not known at build time", "constants"),
        Body("double y = 0; «for (int i = 0; i < 5000; i++) { y += x; }» return y;", "A loop this long", "4096"),
        Body("double y = 0; «for (int i = 0, j = 1; i < 5; i++) { y += x; }» return y;", "This for loop", "one variable"),
        Body("double y = x; int i = 0; «for (;; i++) { if (i == 3) { return y; } }»", "This for loop"),
        Body("double y = 0; foreach (double z in «new[] { 1.0, 2 }») { y += z; } return y;", "An array"),
        Members("[Differentiable] static double F(double x) => G(x).GetHashCode(); "
            + "[Differentiable] static System.Collections.Generic.IEnumerable<double> G(double x) { «yield return x;» }", "yield"),
        Members("[Differentiable] static async System.Threading.Tasks.Task<double> F(double x) { "
            + "«await System.Threading.Tasks.Task.Delay(1)»; return x; }", "await"),
        Body("switch (x) { case > 0: if (x > 1) { «break;» } return 1; default: return x; } return 0;", "break"),
        Body("switch (x) { case > 0: «goto default;» default: return x; }", "goto"),
    ];

    private static IEnumerable<DiagnosticCase> Expressions() =>
    [
        Body("return x > 0 ? x : «throw new ArgumentException()»;", "throw"),
        Body("Func<double, double> f = «y => y * 2»; return f(x);", "A function as a value"),
        Body("Func<double, double> f = «Math.Sqrt»; return f(x);", "A function as a value"),
        Body("double[] y = «new double[3]»; return x;", "An array"),
        Body("double[] y = «[x, 2]»; return x;", "An array"),
        Body("ReadOnlySpan<double> y = «[x, 2]»; return y[0];", "An array"),
        Body("string name = «\"x\"»; return x;", "A string"),
        Body("string name = «$\"{x}\"»; return x;", "A string"),
        Body("char c = «'a'»; return x;", "A constant of type char"),
        Body("double? y = «x»; return y ?? 0;", "The conversion to double?", "float, double and int"),
        Body("object? o = «null»; return x;", "null"),
        Body("object o = «x»; return x;", "The conversion to object"),
        Body("decimal y = «(decimal)x»; return (double)y;", "The conversion to decimal"),
        Body("decimal y = «1.5m»; return x * (double)y;", "A constant of type decimal"),
        Body("Half y = «(Half)x»; return (double)y;", "The conversion to System.Half"),
        Body("dynamic y = «x»; return y;", "The conversion to dynamic"),
        Body("int n = 2; return x * «n++»;", "++ inside an expression"),
        Body("int n = 3; return x * («n << 2»);", "The operator LeftShift"),
        Body("int n = 3, m = 2; return x * («n ^ m»);", "The operator ExclusiveOr"),
        Body("int n = 3; return x * «~n»;", "The operator BitwiseNegation"),
        Body("int n = 0; return x + «1 / n»;", "A division by 0"),
        Body("return «x switch { > 0 => 1, < 0 => -x }»;", "A switch that leaves values out", "_ =>"),
        Body("return «x is double» ? 1 : 0;", "A test of a type"),
        Body("return (x, 1) is «{ Item1: > 0 }» ? 1 : x;", "This pattern", "constants, relations"),
        Body("return x > 0 ? x : «default(DateTime)».Day;", "The default of DateTime"),
        Body("Other o = «new Other()»; return x;", "The creation of a Other", "positional records"),
        Body("Row<double> r = «new Row<double>(x, x)»; return r.Sum();", "The creation of this object"),
        Body("return «new Stated { A = x }».A;", "The creation of this object"),
        Body("return «new Odd(x)».A;", "The creation of a Odd"),
        Body("Pair p = new(x, 1); return «p.Sum»;", "'Sum'", "the record's own parameters"),
        Body("Pair p = new(x, 1); «p.A» = 2; return p.A;", "An assignment to this", "make new"),
        Body("(double A, double B) p = (x, 1); «p.A» += 2; return p.A;", "An assignment to this"),
        Body("return x * «s_count»;", "The field s_count", "const"),
        Body("return x * «s_table[0]»;", "An array"),
        Body("return x * «s_now»;", "The field s_now"),
        Body("return x * «Environment.ProcessorCount»;", "The property ProcessorCount"),
        Body("Pair p = new(x, 1), q = p; return «p == q» ? 1 : x;", "This comparison"),
        Body("Index i = «^1»; return x;", "The operator Hat"),
        Body("var a = «new { A = x }»; return a.A;", "An object without a type"),
        Body("object? o = «typeof(int)»; return x;", "typeof"),
        Body("double y = 0; unsafe { double* p = «&y»; } return x;", "A pointer"),
    ];

    private static IEnumerable<DiagnosticCase> Calls() =>
    [
        Body("return «Other.Unmarked(x)»;", "The call of Unmarked", "[Differentiable]"),
        Body("return «Math.IEEERemainder(x, 2)»;", "Math.IEEERemainder with 2 arguments", "those supported are", "Tanh"),
        Body("return «Math.Round(x, 2)»;", "Math.Round with 2 arguments"),
        Body("return «double.IsNaN(x)» ? 0 : x;", "Double.IsNaN"),
        Body("return x * «DateTime.Now».Ticks;", "The property Now"),
        Body("«Console.WriteLine(x)»; return x;", "The call of Console.WriteLine"),
        Body("return x * «x.CompareTo(2)»;", "The call of Double.CompareTo"),
        Body("return Other.Set(x, «out double y») + y;", "A ref or out argument", "tuple"),
        Body("return «Pairs.Of(x).Both()»;", "The call of Pair.Both"),
        Members("[Differentiable] static double F(double x) => x > 0 ? x : «F(x + 1)»;", "F", "The call of F by itself", "loop"),
        Members(
            "[Differentiable] static double F(double x) => G(x); [Differentiable] static double G(double x) => «F(x)»;", "G",
            "The call of F by itself"),
        Members("[Differentiable] static double F(double x) => G(x); [Differentiable] static double G(double x) { «while (true) { }» }",
            "'G'", "A while loop"),
        Members("[Differentiable] static double F(double x) => «G(x)»; [Differentiable] static extern double G(double x);",
            "The call of G, whose source is not in this project"),
        Members("[Differentiable] static double F(double x) => «Other.Unmarked(Other.Marked(x))»;", "The call of Unmarked"),
    ];

    private static IEnumerable<DiagnosticCase> Rows() =>
    [
        Row("double s = 0; for (int i = 0; i < x.Length; i++) { «for (int j = 0; j < x.Length; j++) { s += x[i] * x[j]; }» } return s;",
            "A loop over a row inside another"),
        Row("double s = 0; foreach (double v in x) { s += v * Norm(x); } return s;", "A loop over a row inside another")
            .With("static double Norm(ReadOnlySpan<double> x) { double s = 0; «foreach (double v in x) { s += v; }» return s; }"),
        Row("double p = 1; «foreach (double v in x) { p *= v; }» return p;", "'p'", "a sum (s += …), a maximum or a minimum"),
        Row("double m = x[0], at = 0; «for (int i = 0; i < x.Length; i++) { if (x[i] > m) { m = x[i]; at = t[i]; } }» return m + at;",
            "'at'"),
        Row("double last = 0; «foreach (double v in x) { last = v; }» return last;", "'last'"),
        Row("double s = 0; «foreach (double v in x) { s = s * 0.5 + v; }» return s;", "'s'"),
        Row("double s = 0, t2 = 0; «foreach (double v in x) { s += v; t2 += s; }» return t2;", "'t2'"),
        Row("bool any = false; «foreach (double v in x) { any |= v > 0; }» return any ? 1 : x[0];", "'any'"),
        Row("(double A, double B) p = (0, 0); «foreach (double v in x) { p = (p.A + v, 0); }» return p.A;", "'p'"),
        Row("«foreach (double v in x) { if (v > 0) { return v; } }» return 0;", "A return inside a loop over a row"),
        Row("double s = 0; «for (int i = 1; i < x.Length; i++) { s += x[i]; }» return s;", "A loop over a part of a row"),
        Row("double s = 0; «for (int i = 0; i < x.Length; i += 2) { s += x[i]; }» return s;", "A loop over a part of a row"),
        Row("double s = 0; for (int i = 0; i < x.Length; i++) { s += x[«i + 1»]; } return s;", "Arithmetic with a place in a row"),
        Row("double s = 0; for (int i = 0; i < x.Length; i++) { s += «i < 2» ? x[i] : 0; } return s;",
            "This comparison of a class label or a place in a row"),
        Row("double s = 0; «for (int i = 0; i < x.Length; i++) { s += x[i]; i = 3; }» return s;", "'i'"),
        Row("return x[«(int)t[0]»];", "A place that is computed"),
        Row("return x.Length > 2 ? «x.ToArray()[0]» : 0;", "An array"),
        Row("return «x[1..]»[0];", "An index from the end, or a range"),
        Row("return «x[^1]»;", "An index from the end"),
        Label("return x[«label + 1»];", "Arithmetic with a class label", "scores[label]"),
        Label("return «x[0] * label»;", "Arithmetic with a class label"),
    ];

    private static IEnumerable<DiagnosticCase> Roles() =>
    [
        Apply("«Apply(\"Missing\")»", "", "cannot use 'Missing'", "no method of that name", "DeclaredIn"),
        Apply("«Apply(nameof(F))»", "static double F(double x) => x;", "not marked with [Differentiable]"),
        Apply("«Apply(nameof(F))»", "[Differentiable] double F(double x) => x;", "not static"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x) => x; [Differentiable] static float F(float x) => x;",
            "several"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(ref double x) => x;", "ref or out"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static extern double F(double x);", "no body"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F() => 1;", "takes no value"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(string x) => 1;", "x is string", "float or double"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(int x) => 1;", "x is int"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, double y) => x * y;", "y has no value", "[Learnable]"),
        Apply("«Apply(nameof(F), 1, 2)»", "[Differentiable] static double F(double x, double y) => x * y;", "2 constants", "1 more"),
        Apply("«Apply(nameof(F), 1.5)»", "[Differentiable] static double F(double x, int n) => x * n;", "n is whole", "1.5"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static int F(double x) => 1;", "returns int"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static (double, double) F(double x) => (x, x);", "returns (double, double)"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static async System.Threading.Tasks.Task<double> F(double x) => x;", "returns",
            "Task"),
        Apply("«Apply(\"Exp\", DeclaredIn = typeof(Math))»", "", "not marked"),
        Apply("Linear(3), «Merge(nameof(F), \"input\")»", "[Differentiable] static double F(double x, int y) => x;", "y is int"),
        Loss("[Differentiable] static double F(double x) => x;", "prediction and target"),
        Loss("[Differentiable] static double F(ReadOnlySpan<double> x, double t, double w) => x[0];", "prediction and target"),
        Loss("[Differentiable] static double F(double x, ReadOnlySpan<double> t) => x;", "prediction and target"),
        Loss("[Differentiable] static double F(double x, double t, [Learnable] double w) => x * t * w;", "nothing to learn"),
        Loss("[Differentiable] static bool F(double x, double t) => x > t;", "returns bool"),
    ];

    private static IEnumerable<DiagnosticCase> Parameters() =>
    [
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, [Learnable(3)] double a) => a * x;",
            "a needs [Learnable] with no size"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, [Learnable(Start = 3, Max = 2)] double a) => a * x;",
            "a starts outside of Min and Max"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, [Learnable(Min = 3, Max = 2)] double a) => a * x;",
            "a starts outside of Min and Max"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, [Learnable] int a) => a * x;", "a is int"),
        Apply("«Apply(nameof(F))»", "[Differentiable] static double F(double x, [Learnable] Row<double> a) => x;",
            "a is NetGen.Row<double>"),
    ];

    private static IEnumerable<DiagnosticCase> Cells() =>
    [
        Cell("[Differentiable] static double F((double A, double B) x, double s) => s + x.A;", "a sequence of what F takes")
            with { Id = "NG0011" },
        Cell("[Differentiable] static double F(double x) => x;", "a cell takes its inputs, its state"),
        Cell("[Differentiable] static double F(Row<double> x, Row<double> s) => x[0];", "s needs [Width(n)]"),
        Cell("[Differentiable] static double F(Two x, double s) => s; record Two(string Name, double B);", "Name is string"),
        Cell("[Differentiable] static float F(Row<double> x, double s) => 1;", "returns float", "the state (double)"),
        Cell("[Differentiable] static double F(Row<double> x, double s, double w) => s * w;", "w needs [Learnable]"),
        Cell("[Differentiable] static double F(Row<double> x, double s, W w) => s; record W([Learnable] Matrix<double> A);",
            "A needs [Learnable] with its rows and columns"),
        Cell("[Differentiable] static double F(Row<double> x, double s, W w) => s; record W([Learnable(2, 3)] Row<double> A);",
            "A needs [Learnable] with its length"),
        Cell("[Differentiable] static double F([Width(4)] Row<double> x, double s, W w) => s + («w.A * x»)[0]; "
            + "record W([Learnable(2, 3)] Matrix<double> A);", "A matrix of 2 × 3 times a row of 4") with { Id = "NG0091" },
        Cell("[Differentiable] static S F([Width(4)] Row<double> x, S s) => new S(«x + s.A»); record struct S([Width(3)] Row<double> A);",
            "A row of 4 numbers with one of 3") with { Id = "NG0091" },
        Cell("[Differentiable] static double F([Width(4)] Row<double> x, double s) => s + «x.Slice(2, 3)».Sum();", "A slice of 3 from 2",
            "the 4 numbers") with { Id = "NG0091" },
        Cell("[Differentiable] static double F([Width(4)] Row<double> x, double s) => s + «x[4]»;", "outside of the row", "4 numbers")
            with { Id = "NG0091" },
        Cell("[Differentiable] static double F(Row<double> x, double s) => s + x.Map(«y => y * 2»).Sum();", "A function as a value",
            "Map(MathF.Tanh)") with { Id = "NG0091" },
        Cell("[Differentiable] static double F(Row<double> x, double s) => s + «x.ToString()».Length;", "The call of Row.ToString")
            with { Id = "NG0091" },
        Cell("[Differentiable] static double F(Row<double> x, double s, W w) => s + (x[0] > 0 ? w.A : w.B).Equals(x);".Replace(
                "(x[0] > 0 ? w.A : w.B).Equals(x)", "((«x[0] > 0 ? w.A : w.B») * x)[0]", StringComparison.Ordinal)
            + " record W([Learnable(2, 4)] Matrix<double> A, [Learnable(2, 4)] Matrix<double> B);", "A choice between matrices")
            with { Id = "NG0091" },
        Cell("[Differentiable] static double F(Row<double> x, double s) { foreach (double v in x.Span) { s += «x * v».Sum(); } return s; }"
            .Replace("«x * v»", "(«x * v»)", StringComparison.Ordinal), "A whole row with one of its elements") with { Id = "NG0091" },
    ];

    /// <summary>What does not go with the sizes of the network.</summary>
    private static IEnumerable<DiagnosticCase> Sizes() => new[]
    {
        Cell("[Differentiable] static double F(Row<double> x, double s) => s + x[4];", "method is F", "rows of 4 numbers"),
        Cell("[Differentiable] static double F(Row<double> x, double s) => s + x.Slice(2, 3).Sum();", "rows of 4 numbers"),
        Cell("[Differentiable] static double F(Row<double> x, double s, W w) => s + (w.A * x)[0]; "
            + "record W([Learnable(2, 3)] Matrix<double> A);", "rows of 4 numbers"),
        Cell("[Differentiable] static S F(Row<double> x, S s) => new(x); record struct S([Width(3)] Row<double> A);", "A of 4 numbers"),
        Loss("[Differentiable] static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> t) => x[3] - t[0];", "rows of 3 numbers"),
        Loss("[Differentiable] static double F(double x, double t, double w) => w * (x - t);", "takes a weight"),
        Apply("Linear(3), «Merge(nameof(F), \"input\")»", "[Differentiable] static double F(double x) => x;", "2 values",
            "as many as F takes: 1"),
    }.Select(wrong => wrong with { Id = "NG0010" });

    private static IEnumerable<DiagnosticCase> Gradients() =>
    [
        Members("[Differentiable, «Gradient(\"Missing\")»] static double F(double x) => x;", "The gradient 'Missing'", "same numbers as F"),
        Members("[Differentiable, «Gradient(nameof(G))»] static double F(double x) => x; static double G(double x) => 1;",
            "The gradient 'G'"),
        Members("[Differentiable, «Gradient(nameof(G))»] static double F(double x) => x; "
            + "[Differentiable] static double G(double x, double y) => 1;", "The gradient 'G'"),
        Members("[Differentiable, «Gradient(nameof(G))»] static double F(double x) => x; "
            + "[Differentiable] static (double, double) G(double x) => (1, 2);", "of 2 derivatives", "each of the 1 parameters"),
        Members("[Differentiable, Gradient(nameof(G))] static double F(double x) => x; "
            + "[Differentiable] static double G(double x) => «G(x)»;", "The call of G by itself"),
    ];

    private static IEnumerable<DiagnosticCase> Flat() =>
    [
        Flat("return x + «Math.Floor(x)»;", "Floor is flat"),
        Flat("return x + «Math.Ceiling(x)»;", "Ceiling is flat"),
        Flat("return x + «Math.Round(x)»;", "Round is flat"),
        Flat("return x + «Math.Truncate(x)»;", "Truncate is flat"),
        Flat("return x * «Math.Sign(x)»;", "Sign is flat"),
        Flat("return x * «(int)x»;", "whole numbers"),
        Flat("return x * «(long)x»;", "whole numbers"),
        Flat("return «x / 0»;", "a division by 0"),
    ];

    private static DiagnosticCase Flat(string body, params string[] says) => Body(body, says) with { Id = "NG0092" };

    private static DiagnosticCase Body(string body, params string[] says) =>
        Members($"[Differentiable] static double F(double x) {{ {body} }}", says);

    private static DiagnosticCase Members(string members, params string[] says) =>
        new("NG0091", Source("Input(4), MseLoss", "Linear(3), Apply(nameof(F))", members), says);

    private static DiagnosticCase Apply(string operations, string members, params string[] says) =>
        new("NG0090", Source("Input(3), MseLoss", operations, members), says);

    private static DiagnosticCase Loss(string members, params string[] says) =>
        new("NG0090", Source("Input(3), «Loss(nameof(F))»", "Linear(3)", members), says);

    private static DiagnosticCase Cell(string members, params string[] says) => new(
        "NG0090",
        Source(
            "Input(5, 4), MseLoss", members.Contains('«', StringComparison.Ordinal) ? "Recurrent(nameof(F))" : "«Recurrent(nameof(F))»",
            members),
        says);

    private static DiagnosticCase Row(string body, params string[] says) => new(
        "NG0091",
        Source(
            "Input(3), Loss(nameof(F))", "Linear(3)",
            $"[Differentiable] static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> t) {{ {body} }}"),
        says);

    private static DiagnosticCase Label(string body, params string[] says) => new(
        "NG0091",
        Source(
            "Input(3), Loss(nameof(F))", "Linear(3)", $"[Differentiable] static double F(ReadOnlySpan<double> x, int label) {{ {body} }}"),
        says);

    private static DiagnosticCase With(this DiagnosticCase wrong, string method) =>
        wrong with { Source = wrong.Source.Replace("// more", $"[Differentiable] {method}", StringComparison.Ordinal) };

    /// <summary>A network with further members, and types beside it.</summary>
    public static string Source(string network, string operations, string members) => $$"""
        using System;
        [Network, {{network}}]
        partial class Net
        {
            [{{operations}}] public partial Layer Head { get; }

            {{members}}
            // more
            private static int s_count = 3;
            private static readonly double[] s_table = [1, 2];
            private static readonly double s_now = DateTime.Now.Second;
        }

        sealed class Other
        {
            public double Value;
            public static double Unmarked(double x) => x;
            [Differentiable] public static double Marked(double x) => x;
            [Differentiable] public static double Set(double x, out double y) { y = x; return x; }
        }

        record struct Pair(double A, double B)
        {
            public double Sum => A + B;
            public double Both() => A + B;
        }

        static class Pairs
        {
            [Differentiable] public static Pair Of(double x) => new(x, x);
        }

        record struct Stated { public double A { get; set; } }

        record struct Odd(double A) { public double A { get; init; } = A * 2; }
        """;
}
