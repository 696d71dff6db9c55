using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>What computes element by element.</summary>
internal static class Arithmetic
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Add", static c => AddOrBias(c));
        all.Add("Sub", static c => c.Algebra.Subtract(c[0], c[1]));
        all.Add("Mul", static c => c.Algebra.Multiply(c[0], c[1]));
        all.Add("Div", static c => c.Algebra.Divide(c[0], c[1]));
        all.Add("Pow", Pow);
        all.Add("Mod", Mod);
        all.Add("Max", static c => c.All.Aggregate((x, y) => c.Algebra.Pair(Pairing.Max, x, y)));
        all.Add("Min", static c => c.All.Aggregate((x, y) => c.Algebra.Pair(Pairing.Min, x, y)));
        all.Add("Sum", static c => c.All.Aggregate(c.Algebra.Add));
        all.Add("Mean", static c => c.Algebra.Multiply(
            c.All.Aggregate(c.Algebra.Add), OperatorContext.Number(1.0 / c.All.Count(), c.X.Type)));
        Unary(all, "Abs", "M.Abs(x)", Math.Abs);
        Unary(all, "Neg", "-x", static x => -x);
        Unary(all, "Exp", "M.Exp(x)", Math.Exp);
        Unary(all, "Log", "M.Log(x)", Math.Log);
        Unary(all, "Sqrt", "M.Sqrt(x)", Math.Sqrt);
        Unary(all, "Reciprocal", "1 / x", static x => 1 / x);
        Unary(all, "Sin", "M.Sin(x)", Math.Sin);
        Unary(all, "Cos", "M.Cos(x)", Math.Cos);
        Unary(all, "Tan", "M.Tan(x)", Math.Tan);
        Unary(all, "Asin", "M.Asin(x)", Math.Asin);
        Unary(all, "Acos", "M.Acos(x)", Math.Acos);
        Unary(all, "Atan", "M.Atan(x)", Math.Atan);
        Unary(all, "Sinh", "M.Sinh(x)", Math.Sinh);
        Unary(all, "Cosh", "M.Cosh(x)", Math.Cosh);
        Unary(all, "Asinh", "M.Asinh(x)", Math.Asinh);
        Unary(all, "Acosh", "M.Acosh(x)", Math.Acosh);
        Unary(all, "Atanh", "M.Atanh(x)", Math.Atanh);
        Unary(all, "Floor", "M.Floor(x)", Math.Floor);
        Unary(all, "Ceil", "M.Ceiling(x)", Math.Ceiling);
        Unary(all, "Round", "M.Round(x)", Math.Round);
        Unary(all, "Sign", "x > 0 ? 1 : x < 0 ? -1 : 0", static x => Math.Sign(x));
        all.Add("Erf", static c => c.Algebra.Formula(c.X, "Erf", ErfBody(c.Algebra.Methods),
            static _ => throw new UnsupportedException("it computes with constants only.")));
        all.Add("Identity", static c => c.X);
        all.Add("Dropout", Dropout);
        all.Add("Cast", static c => Cast(c.Algebra, c.X, (DataType)c.Node.Int("to", 0)));
        all.Add("CastLike", static c => Cast(c.Algebra, c.X, c[1].Type));
    }

    private static void Unary(Dictionary<string, OperatorMapping> all, string name, string formula, Func<double, double> fold) =>
        all.Add(name, c => c.Algebra.Formula(c.X, name, formula, fold));

    /// <summary>A constant behind a product is its bias.</summary>
    private static Value AddOrBias(OperatorContext c)
    {
        (Value x, Value y) = c[0].IsConstant ? (c[1], c[0]) : (c[0], c[1]);
        string name = c.Node.Inputs[ReferenceEquals(x, c[0]) ? 0 : 1];
        if (y.Constant is { } bias && !x.IsConstant && x.Step is { Kind: "Linear", After: "Bias = false", IsFrozen: false } linear
            && c.Readers(name) == 1 && linear.Form[^1] == x.Dims[^1] && bias.Count == bias.Dims.LastOrDefault()
                && bias.Count == linear.Form[^1])
        {
            Step step = c.Algebra.Graph.Add(new()
            {
                Kind = "Linear", Inputs = linear.Inputs, Form = linear.Form, Before = linear.Before, Origin = linear.Origin,
                Weights = [.. linear.Weights, Weight.Of("bias", Algebra.Algebra.Safe(bias), bias.Count)],
            });
            return x.With(step);
        }

        return !x.IsConstant && y.Constant is { } more && more.Count == more.Dims.LastOrDefault() && c.Readers(name) == 1
            && AttentionIdiom.WithBias(c.Algebra.Graph, x.Step, more) is { } attention
            ? x.With(attention)
            : c.Algebra.Add(c[0], c[1]);
    }

    private static Value Pow(OperatorContext c)
    {
        Value x = c[0], y = c[1];
        Value result = y.Constant is { Count: 1 } exponent && !x.IsConstant
            ? exponent[0] switch
            {
                2 => c.Algebra.Formula(x, "Square", "x * x", static x => x * x),
                0.5 => c.Algebra.Formula(x, "Sqrt", "M.Sqrt(x)", Math.Sqrt),
                var power => c.Algebra.Formula(
                    x, "Power", "M.Pow(x, y)",
                        x => Math.Pow(x, power), power == Math.Round(power) && Math.Abs(power) < 64 ? "int y" : "y", power),
            }
            : c.Algebra.Pair(Pairing.Power, x, y);

        // Of whole numbers the power is one, too.
        return Tensor.IsFloat(x.Type) || x.IsConstant
            ? result
            : c.Algebra.Formula(result, "Round", "M.Round(x)", Math.Round).OfType(x.Type);
    }

    private static Value Mod(OperatorContext c)
    {
        bool isRemainder = c.Node.Flag("fmod");
        return c.Algebra.Pair(
            isRemainder
                ? new Pairing("Remainder", "x - y * M.Truncate(x / y)", static (x, y) => x % y)
                {
                    FoldIntegers = static (x, y) => y == 0 ? throw new UnsupportedException("a constant is divided by 0.") : x % y,
                }
                : new Pairing("Modulo", "x - y * M.Floor(x / y)", static (x, y) => x - (y * Math.Floor(x / y)))
                {
                    FoldIntegers = static (x, y) => y == 0
                        ? throw new UnsupportedException("a constant is divided by 0.")
                        : ((x % y) + y) % y,
                },
            c[0], c[1]);
    }

    public static Value Cast(Algebra.Algebra algebra, Value x, DataType to)
    {
        if (x.Constant is { } constant)
        {
            return Tensor.IsFloat(to) || to is DataType.Bool or DataType.Int8 or DataType.Uint8 or DataType.Int16 or DataType.Uint16
                or DataType.Int32 or DataType.Uint32 or DataType.Int64 or DataType.Uint64
                ? Value.Of(constant.As(to))
                : throw new UnsupportedException($"{to} is no type of numbers that a network has.");
        }

        return to switch
        {
            _ when Tensor.IsFloat(to) => x.OfType(to),
            DataType.Bool => x.Type == DataType.Bool
                ? x : algebra.Formula(x, "IsNotZero", "x == 0 ? 0 : 1", static x => x == 0 ? 0 : 1).OfType(to),
            DataType.Int8 or DataType.Uint8 or DataType.Int16 or DataType.Uint16 or DataType.Int32 or DataType.Uint32 or DataType.Int64
                or DataType.Uint64 => Tensor.IsFloat(x.Type)
                    ? algebra.Formula(x, "Truncate", "M.Truncate(x)", Math.Truncate).OfType(to)
                    : x.OfType(to),
            _ => throw new UnsupportedException($"{to} is no type of numbers that a network has."),
        };
    }

    /// <summary>It does nothing where a network predicts; what it does in training is the attribute of the same name.</summary>
    private static Value[] Dropout(OperatorContext c)
    {
        bool isTraining = c.FindConstant(2, "training mode") is { } mode && mode[0] != 0;
        double rate = c.FindConstant(1, "ratio") is { } ratio ? ratio[0] : c.Node.Float("ratio", 0.5);
        if (isTraining && rate > 0)
        {
            throw new UnsupportedException("it drops values in a prediction, too (training_mode).");
        }

        Value x = c.X;
        Value[] mask = c.Node.HasOutput(1) && c.Readers(c.Node.Outputs[1]) > 0
            ? [c.Algebra.Formula(x, "One", "1", static _ => 1).OfType(DataType.Bool)]
            : [];
        return
        [
            x.IsConstant || rate is not (> 0 and < 1) || c.Node.Has("seed")
                ? x
                : x.With(c.Algebra.Graph.Add(new()
                {
                    Kind = "Dropout", Inputs = [x.Step], Form = x.Step.Form, Before = Algebra.Algebra.Double(rate) + "f",
                    IsElementwise = true,
                })),
            .. mask,
        ];
    }

    /// <summary>
    /// The error function: its series near 0, else the approximation of Abramowitz and Stegun 7.1.26, which is off by at most 1.5e-7.
    /// </summary>
    private static string ErfBody(Methods methods)
    {
        string L(double value) => methods.Literal(value);
        double[] series = [2 / Math.Sqrt(Math.PI), 1.0 / 3, 0.1, 1.0 / 42, 1.0 / 216, 1.0 / 1320];
        double[] powers = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
        string[] a = [.. series.Select(L)], b = [.. powers.Select(L)];
        return $$"""
            {
                if (M.Abs(x) < {{L(0.5)}})
                {
                    {{methods.Number}} s = x * x;
                    return {{a[0]}} * x * (1 - s * ({{a[1]}} - s * ({{a[2]}} - s * ({{a[3]}} - s * ({{a[4]}} - s * {{a[5]}})))));
                }

                {{methods.Number}} t = 1 / (1 + {{L(0.3275911)}} * M.Abs(x));
                {{methods.Number}} sum = t * ({{b[0]}} + t * ({{b[1]}} + t * ({{b[2]}} + t * ({{b[3]}} + t * {{b[4]}}))));
                {{methods.Number}} y = 1 - sum * M.Exp(-x * x);
                return x < 0 ? -y : y;
            }
            """;
    }
}
