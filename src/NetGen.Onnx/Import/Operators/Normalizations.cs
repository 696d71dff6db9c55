using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Normalizations.</summary>
internal static class Normalizations
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("BatchNormalization", static c => BatchNorm(c));
        all.Add("LayerNormalization", LayerNorm);
        all.Add("RMSNormalization", RmsNorm);
        all.Add("InstanceNormalization", InstanceNorm);
        all.Add("GroupNormalization", GroupNorm);
        all.Add("LpNormalization", LpNorm);
        all.Add("MeanVarianceNormalization", static c => MeanVariance(c));
        all.Add("LRN", LocalResponse);
    }

    private static Value[] BatchNorm(OperatorContext c)
    {
        if (c.Node.Flag("training_mode"))
        {
            throw new UnsupportedException("it takes the statistics of the batch in a prediction, too (training_mode).");
        }

        Value x = c.X;
        int n = Channels(x);
        Weight[] weights = [Of(c, 1, "weight", n), Of(c, 2, "bias", n), Of(c, 3, "running_mean", n), Of(c, 4, "running_var", n)];
        double momentum = 1 - c.Node.Float("momentum", 0.9);
        string arguments = Epsilon(c, 1e-5, momentum is >= 0 and <= 1 && Math.Abs(momentum - 0.1) > 1e-6
            ? [$"Momentum = {Literal(Math.Round(momentum, 7))}"] : []);
        StepGraph graph = c.Algebra.Graph;
        return [c.Algebra.OverChannels(x, x.SampleAxis(1), 1, step => graph.Apply("BatchNorm", step, step.Form, arguments, weights))];
    }

    private static Value[] LayerNorm(OperatorContext c)
    {
        Value x = c.X;
        int axis = c.Axis(-1);
        int own = x.SampleAxis(axis);
        (_, int n, _) = Algebra.Algebra.Around(x.Sample, own, x.Sample.Length - own);
        Tensor scale = Fold.Expand(c.Constant(1, "scale"), x.Dims[axis..]);
        Tensor? bias = c.FindConstant(2, "bias") is { } given ? Fold.Expand(given, x.Dims[axis..]) : null;
        Weight[] weights = bias is null
            ? [Weight.Of("weight", Algebra.Algebra.Safe(scale), n)]
            : [Weight.Of("weight", Algebra.Algebra.Safe(scale), n), Weight.Of("bias", Algebra.Algebra.Safe(bias), n)];
        string arguments = Epsilon(c, 1e-5, bias is null ? ["Bias = false"] : []);
        StepGraph graph = c.Algebra.Graph;
        Value y = c.Algebra.OverChannels(
            x, own, x.Sample.Length - own, step => graph.Apply("LayerNorm", step, step.Form, arguments, weights));
        return c.Node.HasOutput(1) || c.Node.HasOutput(2) ? [y, .. Statistics(c, x, axis)] : [y];
    }

    /// <summary>Mean and 1 / √(variance + ε), as LayerNormalization gives them besides.</summary>
    private static Value[] Statistics(OperatorContext c, Value x, int axis)
    {
        Algebra.Algebra a = c.Algebra;
        int[] axes = [.. Enumerable.Range(axis, x.Rank - axis)];
        Value mean = a.Reduce(Reduction.Mean, x, axes);
        Value variance = a.Reduce(Reduction.Mean, Reductions.Square(a, a.Subtract(x, mean)), axes);
        double epsilon = c.Node.Float("epsilon", 1e-5);
        return [mean, a.Formula(variance, "InverseRoot", "1 / M.Sqrt(x + epsilon)", v => 1 / Math.Sqrt(v + epsilon), "epsilon", epsilon)];
    }

    private static Value RmsNorm(OperatorContext c)
    {
        Value x = c.X;
        int axis = c.Axis(-1), own = x.SampleAxis(axis);
        (_, int n, _) = Algebra.Algebra.Around(x.Sample, own, x.Sample.Length - own);
        Weight weight = Weight.Of("weight", Algebra.Algebra.Safe(Fold.Expand(c.Constant(1, "scale"), x.Dims[axis..])), n);
        StepGraph graph = c.Algebra.Graph;
        return c.Algebra.OverChannels(
            x, own, x.Sample.Length - own, step => graph.Apply("RmsNorm", step, step.Form, Epsilon(c, 1e-5, []), weight));
    }

    private static Value InstanceNorm(OperatorContext c)
    {
        Value x = c.X;
        int n = Channels(x);
        StepGraph graph = c.Algebra.Graph;
        if (!x.IsConstant && Idioms.OfGroups(graph, x.Step, x.Sample, c.Constant(1, "scale"), c.Constant(2, "bias"), Epsilon(c, 1e-5, []))
            is { } groups)
        {
            return x.With(groups);
        }

        return c.Algebra.OverChannels(x, x.SampleAxis(1), 1, step => graph.Apply(
            "InstanceNorm", step, step.Form, Epsilon(c, 1e-5, ["Affine = true"]), Of(c, 1, "weight", n), Of(c, 2, "bias", n)));
    }

    private static Value GroupNorm(OperatorContext c)
    {
        Value x = c.X;
        int n = Channels(x);
        long groups = c.Node.Int("num_groups", 0);
        if (groups < 1 || n % groups != 0)
        {
            throw new UnsupportedException($"{groups} groups do not divide {n} channels.");
        }

        // Before opset 21 there was one number for each group.
        Weight Each(int index, string role)
        {
            Tensor given = c.Constant(index, role);
            return given.Count == n ? Of(c, index, role, n)
                : given.Count == groups
                    ? new Weight(role, [n], Algebra.Algebra.Safe(Tensor.Of(given.Type, [n], i => given[(int)(i * groups / n)])))
                    : throw new UnsupportedException($"{given.Count} numbers are not those of {n} channels.");
        }

        StepGraph graph = c.Algebra.Graph;
        return c.Algebra.OverChannels(x, x.SampleAxis(1), 1, step => graph.Apply(
            "GroupNorm", step, step.Form, $"{groups}" + (Epsilon(c, 1e-5, []) is { Length: > 0 } text ? ", " + text : ""),
            Each(1, "weight"), Each(2, "bias")));
    }

    private static Value LpNorm(OperatorContext c)
    {
        int axis = c.Axis(-1);
        Algebra.Algebra a = c.Algebra;
        Value norm = c.Node.Int("p", 2) switch
        {
            1 => a.Reduce(Reduction.Sum, a.Formula(c.X, "Abs", "M.Abs(x)", Math.Abs), axis),
            2 => Reductions.Root(a, a.Reduce(Reduction.Sum, Reductions.Square(a, c.X), axis)),
            var p => throw new UnsupportedException($"there is no norm of power {p}."),
        };
        return a.Pair(new("OverNorm", "y == 0 ? 0 : x / y", static (x, y) => y == 0 ? 0 : x / y), c.X, norm);
    }

    private static Value MeanVariance(OperatorContext c)
    {
        Algebra.Algebra a = c.Algebra;
        int[] axes = [.. (c.Node.Ints("axes") ?? [0, 2, 3]).Select(c.X.Axis)];
        Value centred = a.Subtract(c.X, a.Reduce(Reduction.Mean, c.X, axes));
        Value deviation = Reductions.Root(a, a.Reduce(Reduction.Mean, Reductions.Square(a, centred), axes));
        return a.Divide(centred, a.Formula(deviation, "NotZero", $"x + {a.Methods.Literal(1e-9)}", static x => x + 1e-9));
    }

    /// <summary>x / (bias + alpha/size · Σ x² over neighbouring channels)^beta.</summary>
    private static Value LocalResponse(OperatorContext c)
    {
        Algebra.Algebra a = c.Algebra;
        int size = (int)Math.Clamp(c.Node.Int("size", 0), 0, int.MaxValue), n = Channels(c.X);
        double alpha = c.Node.Float("alpha", 1e-4), beta = c.Node.Float("beta", 0.75), bias = c.Node.Float("bias", 1);
        Value sums = a.AlongAxis(Reductions.Square(a, c.X), 1, n,
            (to, from) => from >= to - ((size - 1) / 2) && from <= to + (size / 2) ? 1 : 0);
        Value scale = a.Formula(
            sums, "LocalScale", "M.Pow(bias + share * x, -beta)", x => Math.Pow(bias + (alpha / size * x), -beta),
            "bias, share, beta", bias, alpha / size, beta);
        return a.Multiply(c.X, scale);
    }

    private static int Channels(Value x) => x.Rank >= 2 && !Batch.Is(x.Dims[1])
        ? (int)x.Dims[1]
        : throw new UnsupportedException($"it needs batch and channels, not {x}.");

    private static Weight Of(OperatorContext c, int index, string role, int n)
    {
        Tensor values = c.Constant(index, role);
        return values.Count == n
            ? Weight.Of(role, Algebra.Algebra.Safe(values), n)
            : throw new UnsupportedException($"{values.Count} numbers are not those of {n} channels.");
    }

    private static string Epsilon(OperatorContext c, double otherwise, string[] more)
    {
        double epsilon = c.Node.Float("epsilon", otherwise);
        return string.Join(", ", epsilon == otherwise ? more : [$"Epsilon = {Literal(epsilon)}", .. more]);
    }

    private static string Literal(double value) => Algebra.Algebra.Double(value) + "f";
}
