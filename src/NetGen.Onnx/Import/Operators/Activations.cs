using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Activations: attributes where NetGen has the formula, else C#.</summary>
internal static class Activations
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Relu", static c => c.Algebra.Activation(c.X, "Relu", static x => Math.Max(x, 0)));
        all.Add("LeakyRelu", static c => Leaky(c, c.Node.Float("alpha", 0.01)));
        all.Add("PRelu", PRelu);
        all.Add("Elu", static c => Elu(c, c.Node.Float("alpha", 1)));
        all.Add("Celu", static c => Formula(c, "Celu", "x > 0 ? x : alpha * (M.Exp(x / alpha) - 1)", "alpha", c.Node.Float("alpha", 1)));
        all.Add("Selu", Selu);
        all.Add("Gelu", Gelu);
        all.Add("Mish", static c => Mish(c));
        all.Add("Swish", Swish);
        all.Add("Sigmoid", static c => c.Algebra.Activation(c.X, "Sigmoid", static x => 1 / (1 + Math.Exp(-x))));
        all.Add("HardSigmoid", HardSigmoid);
        all.Add("HardSwish", static c => c.Algebra.Activation(c.X, "HardSwish", static x => x * Math.Clamp((x / 6) + 0.5, 0, 1)));
        all.Add("Tanh", static c => c.Algebra.Activation(c.X, "Tanh", Math.Tanh));
        all.Add("Softplus",
            static c => c.Algebra.Activation(c.X, "Softplus", static x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)))));
        all.Add("Softsign", static c => c.Algebra.Activation(c.X, "Softsign", static x => x / (1 + Math.Abs(x))));
        all.Add("ThresholdedRelu", static c => Formula(c, "ThresholdedRelu", "x > alpha ? x : 0", "alpha", c.Node.Float("alpha", 1)));
        all.Add("Shrink", static c => Formula(
            c, "Shrink", "x < -lambd ? x + bias : x > lambd ? x - bias : 0", "bias, lambd", c.Node.Float("bias", 0),
                c.Node.Float("lambd", 0.5)));
        all.Add("Clip", Clip);
        all.Add("SwiGLU", static c => SwiGlu(c));
        all.Add("Softmax", static c => Rows(c, "Softmax"));
        all.Add("LogSoftmax", static c => Rows(c, "LogSoftmax"));
        all.Add("Hardmax", static c => Hardmax(c));
    }

    /// <summary>Softmax along an axis.</summary>
    private static Value Rows(OperatorContext c, string attribute)
    {
        if (c.Opset >= 13)
        {
            return Softmax(c.Algebra, c.X, c.Axis(-1), attribute);
        }

        // Before opset 13 all axes from the one given on were one.
        int axis = c.Axis(1), own = c.X.SampleAxis(axis);
        return c.Algebra.OverChannels(
            c.X, own, c.X.Sample.Length - own, step => c.Algebra.Graph.Apply(attribute, step, step.Form));
    }

    /// <summary>Swish of one value times the other.</summary>
    private static Value SwiGlu(OperatorContext c)
    {
        double alpha = c.Node.Float("alpha", 1);
        Value gate = alpha == 1
            ? c.Algebra.Activation(c[0], "Silu", static x => x / (1 + Math.Exp(-x)))
            : Formula(c, "Swish", "x / (1 + M.Exp(-alpha * x))", "alpha", alpha);
        return c.Algebra.Multiply(gate, c[1]);
    }

    public static Value Softmax(Algebra.Algebra algebra, Value x, int axis, string attribute = "Softmax")
    {
        int own = x.SampleAxis(axis);
        return algebra.OverChannels(x, own, 1, step => algebra.Graph.Apply(attribute, step, step.Form));
    }

    /// <summary>1 at the first maximum along an axis, else 0.</summary>
    private static Value Hardmax(OperatorContext c)
    {
        int axis = c.Axis(-1);
        Value place = Reductions.Place(c, Reduction.Max, axis).OfType(c.X.Type);
        int[] dims = [.. Enumerable.Range(0, c.X.Rank).Select(i => i == axis ? (int)c.X.Dims[axis] : 1)];
        return c.Algebra.Pair(
            new("Matches", "x == y ? 1 : 0", static (x, y) => x == y ? 1 : 0), place, Value.Of(Tensor.Of(c.X.Type, dims, static i => i)));
    }

    private static Value Formula(OperatorContext c, string name, string formula, string parameters = "", params double[] constants) =>
        c.Algebra.Formula(c.X, name, formula,
            static _ => throw new UnsupportedException("it computes with constants only."), parameters, constants);

    private static Value Leaky(OperatorContext c, double slope) => slope is >= 0 and < 1
        ? c.Algebra.Activation(c.X, "LeakyRelu", x => x > 0 ? x : slope * x, slope == 0.01 ? "" : Literal(slope))
        : Formula(c, "Leaky", "x > 0 ? x : slope * x", "slope", slope);

    private static Value Elu(OperatorContext c, double alpha) => alpha is > 0 and <= 1000
        ? c.Algebra.Activation(c.X, "Elu", x => x > 0 ? x : alpha * (Math.Exp(x) - 1), alpha == 1 ? "" : Literal(alpha))
        : Formula(c, "Elu", "x > 0 ? x : alpha * (M.Exp(x) - 1)", "alpha", alpha);

    private static Value Selu(OperatorContext c)
    {
        double alpha = c.Node.Float("alpha", 1.67326319217681884765625), gamma = c.Node.Float("gamma", 1.05070102214813232421875);
        return Math.Abs(alpha - 1.6732632423543772) < 1e-5 && Math.Abs(gamma - 1.0507009873554805) < 1e-5
            ? c.Algebra.Activation(c.X, "Selu", x => gamma * (x > 0 ? x : alpha * (Math.Exp(x) - 1)))
            : Formula(c, "Selu", "gamma * (x > 0 ? x : alpha * (M.Exp(x) - 1))", "alpha, gamma", alpha, gamma);
    }

    private static Value Gelu(OperatorContext c) => c.Node.Text("approximate", "none") switch
    {
        "none" => c.Algebra.Activation(c.X, "Gelu", static _ => throw new UnsupportedException("it computes with constants only.")),
        "tanh" => c.Algebra.Activation(
            c.X, "Gelu",
                static _ => throw new UnsupportedException("it computes with constants only."), "Approximation = GeluApproximation.Tanh"),
        var other => throw new UnsupportedException($"there is no approximation '{other}'."),
    };

    private static Value Mish(OperatorContext c) =>
        c.Algebra.Activation(c.X, "Mish", static x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))));

    private static Value Swish(OperatorContext c)
    {
        double alpha = c.Node.Float("alpha", 1);
        return alpha == 1
            ? c.Algebra.Activation(c.X, "Silu", static x => x / (1 + Math.Exp(-x)))
            : Formula(c, "Swish", "x / (1 + M.Exp(-alpha * x))", "alpha", alpha);
    }

    private static Value HardSigmoid(OperatorContext c)
    {
        double alpha = c.Node.Float("alpha", 0.2), beta = c.Node.Float("beta", 0.5);
        return Math.Abs(alpha - (1.0 / 6)) < 1e-6 && beta == 0.5
            ? c.Algebra.Activation(c.X, "HardSigmoid", static x => Math.Clamp((x / 6) + 0.5, 0, 1))
            : Formula(c, "HardSigmoid", "M.Max(0, M.Min(1, alpha * x + beta))", "alpha, beta", alpha, beta);
    }

    private static Value Clip(OperatorContext c)
    {
        double? min = Bound(c, 1, "min"), max = Bound(c, 2, "max");
        Value x = c.X;
        if (min is { } least && max is { } most && least < most && !x.IsConstant && OperatorContext.IsFloat(x))
        {
            return (least, most) switch
            {
                (0, 6) => c.Algebra.Activation(x, "Relu6", static x => Math.Clamp(x, 0, 6)),
                (-1, 1) => c.Algebra.Activation(x, "HardTanh", static x => Math.Clamp(x, -1, 1)),
                _ => c.Algebra.Activation(x, "HardTanh", x => Math.Clamp(x, least, most), $"{Literal(least)}, {Literal(most)}"),
            };
        }

        if (min is { } low)
        {
            x = low == 0 && OperatorContext.IsFloat(x) && !x.IsConstant
                ? c.Algebra.Activation(x, "Relu", static x => Math.Max(x, 0))
                : c.Algebra.Pair(Pairing.Max, x, OperatorContext.Number(low, x.Type));
        }

        return max is { } high ? c.Algebra.Pair(Pairing.Min, x, OperatorContext.Number(high, x.Type)) : x;
    }

    private static double? Bound(OperatorContext c, int index, string name) =>
        c.FindConstant(index, name) is { } bound ? bound[0] : c.Node.Has(name) ? c.Node.Float(name, 0) : null;

    private static Value PRelu(OperatorContext c)
    {
        if (c[1].Constant is not { } slopes)
        {
            return c.Algebra.Pair(new("Bent", "x > 0 ? x : y * x", static (x, y) => x > 0 ? x : x * y), c.X, c[1]);
        }

        Value x = c.X;
        if (slopes.Count == 1 && !x.IsConstant)
        {
            return x.With(c.Algebra.Graph.Apply(
                "PRelu", x.Step, x.Step.Form, "", Weight.Of("weight", Algebra.Algebra.Safe(slopes), 1)));
        }

        int[] axes = [.. Enumerable.Range(0, slopes.Dims.Length).Where(i => slopes.Dims[i] > 1)];
        if (axes.Length == 1 && !x.IsConstant)
        {
            int own = x.SampleAxis(axes[0] + x.Rank - slopes.Dims.Length);
            return c.Algebra.OverChannels(x, own, 1, step => c.Algebra.Graph.Apply(
                "PRelu", step, step.Form, "PerChannel = true", Weight.Of("weight", Algebra.Algebra.Safe(slopes), slopes.Count)));
        }

        return c.Algebra.Pair(new("Bent", "x > 0 ? x : y * x", static (x, y) => x > 0 ? x : x * y) { Learns = true }, x, c[1]);
    }

    private static string Literal(double value) => Algebra.Algebra.Double(value) + "f";
}
