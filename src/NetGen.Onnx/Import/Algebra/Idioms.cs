using System.Globalization;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Algebra;

/// <summary>Operations that exporters take apart, put together again: LayerNorm and the activations with a name.</summary>
internal static class Idioms
{
    /// <summary>What the quotient of two steps is, if it is something with a name.</summary>
    public static Step? OfQuotient(StepGraph graph, Step x, Step y)
    {
        // (x − mean) / √(mean (x − mean)² + ε)
        if (Bare(x) is not { Kind: "Subtract", Inputs: [var whole, var mean] } centred || !Is(Bare(y), "Sqrt", out Step? variance)
            || !Is(Bare(variance), "Plus", out Step? squares, out double epsilon)
            || Bare(squares) is not { Kind: "MeanOver", Before: "Axis.Features" } average
                || Bare(mean) is not { Kind: "MeanOver", Before: "Axis.Features" } middle
            || !IsSquare(Bare(average.Inputs[0]), centred) || Bare(middle.Inputs[0]) != Bare(whole)
            || average.Inputs[0].Form[^1] != middle.Inputs[0].Form[^1])
        {
            return null;
        }

        Step rows = middle.Inputs[0];
        Tensor ones = Tensor.Of(global::Onnx.TensorProto.Types.DataType.Float, [rows.Form[^1]], static _ => 1);
        return epsilon is > 0 and <= 1
            ? graph.Apply("LayerNorm", rows, rows.Form, Arguments(epsilon, hasBias: false), Weight.Of("weight", ones, ones.Count))
            : null;
    }

    /// <summary>What normalizes groups of channels as if they were channels: GroupNorm without a scale and a shift, which follow.</summary>
    public static Step? OfGroups(StepGraph graph, Step x, int[] sample, Tensor scale, Tensor bias, string epsilon)
    {
        bool isPlain = Enumerable.Range(0, scale.Count).All(i => scale[i] == 1) && Enumerable.Range(0, bias.Count).All(i => bias[i] == 0);
        return isPlain && sample.Length == 2 && x.Form is [var channels, _, _] && channels % sample[0] == 0
            ? graph.Apply("GroupNorm", x, x.Form, string.Join(", ", new[] { $"{sample[0]}", epsilon }.Where(static text => text.Length > 0))
                + ", Affine = false")
            : null;
    }

    /// <summary>A scale and a shift behind a GroupNorm that has none yet.</summary>
    private static Step? OfGroupNorm(StepGraph graph, Step x, Pairing pairing, Tensor numbers) =>
        pairing.Attribute == "Add" && x is { Kind: "Scale", IsFrozen: false, Weights: [var scale] } && numbers.Count == x.Form[0]
        && scale.Values.Count == numbers.Count && x.Inputs[0] is { Kind: "GroupNorm", Weights: [] } norm
            ? graph.Add(new()
            {
                Kind = "GroupNorm", Inputs = norm.Inputs, Form = norm.Form, Origin = x.Origin,
                Before = norm.Before.Replace(", Affine = false", "", StringComparison.Ordinal),
                Weights = [scale, Weight.Of("bias", Algebra.Safe(numbers), numbers.Count)],
            })
            : null;

    /// <summary>A scale or a shift behind a LayerNorm or a GroupNorm that has none yet.</summary>
    public static Step? OfNorm(StepGraph graph, Step x, Pairing pairing, Tensor numbers)
    {
        if (OfGroupNorm(graph, x, pairing, numbers) is { } groups)
        {
            return groups;
        }

        if (x is not { Kind: "LayerNorm", Weights: [var weight] } || numbers.Count != x.Form[^1])
        {
            return null;
        }

        bool isPlain = Enumerable.Range(0, weight.Values.Count).All(i => weight.Values[i] == 1);
        Step With(string arguments, params Weight[] weights) => graph.Add(new()
        {
            Kind = "LayerNorm", Inputs = x.Inputs, Form = x.Form, Before = arguments, Weights = weights, Origin = graph.Origin,
        });
        return pairing.Attribute switch
        {
            "Multiply" when isPlain => With(x.Before, Weight.Of("weight", Algebra.Safe(numbers), numbers.Count)),
            "Add" => With(
                string.Join(", ", x.Before.Split(", ").Where(static argument => argument != "Bias = false")), weight,
                Weight.Of("bias", Algebra.Safe(numbers), numbers.Count)),
            _ => null,
        };
    }

    /// <summary>What the product of two steps is, if it is an activation with a name.</summary>
    public static Step? OfProduct(StepGraph graph, Step x, Step y) => Activation(graph, x, y) ?? Activation(graph, y, x);

    /// <summary>What half of a step is, if it is an activation with a name.</summary>
    public static Step? OfHalf(StepGraph graph, Step x) =>
        Bare(x) is { Kind: "Multiply", Inputs: [var a, var b] } ? Gelu(graph, a, b) ?? Gelu(graph, b, a) : null;

    private static Step? Activation(StepGraph graph, Step x, Step gate) => Bare(gate) switch
    {
        { Kind: "Sigmoid" } sigmoid when Bare(sigmoid.Inputs[0]) == Bare(x) => graph.Activation("Silu", x),
        { Kind: "HardSigmoid" } sigmoid when Bare(sigmoid.Inputs[0]) == Bare(x) => graph.Activation("HardSwish", x),
        { Kind: "Tanh" } tanh when Bare(tanh.Inputs[0]) is { Kind: "Softplus", Before: "" } plus && Bare(plus.Inputs[0]) == Bare(x) =>
            graph.Activation("Mish", x),

        // Half of x, or of the other factor, has been taken before.
        _ when Is(Bare(x), "Times", out Step? whole, out double half) && half == 0.5 => Gelu(graph, whole, gate),
        _ when Is(Bare(gate), "Times", out Step? part, out double share) && share == 0.5 => Gelu(graph, x, part),
        _ => null,
    };

    /// <summary>x · (1 + erf(x / √2)), or x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))): twice Gelu.</summary>
    private static Step? Gelu(StepGraph graph, Step x, Step gate)
    {
        if (!Is(Bare(gate), "Plus", out Step? bent, out double one) || one != 1)
        {
            return null;
        }

        if (Is(Bare(bent), "Erf", out Step? scaled))
        {
            bool isScaled = (Is(Bare(scaled), "Over", out Step? from, out double root) && IsNear(root, Math.Sqrt(2)))
                || (Is(Bare(scaled), "Times", out from, out root) && IsNear(root, Math.Sqrt(0.5)));
            return isScaled && Bare(from!) == Bare(x) ? graph.Activation("Gelu", x) : null;
        }

        return Bare(bent) is { Kind: "Tanh", Inputs: [var inner] } && Is(Bare(inner), "Times", out Step? sum, out double factor)
            && IsNear(factor, Math.Sqrt(2 / Math.PI)) && Bare(sum) is { Kind: "Add", Inputs: [var a, var b] }
            && (IsCube(a, b, x) || IsCube(b, a, x))
            ? graph.Activation("Gelu", x, "Approximation = GeluApproximation.Tanh")
            : null;
    }

    private static bool IsCube(Step a, Step b, Step x) => Bare(a) == Bare(x) && Is(Bare(b), "Times", out Step? cube, out double share)
        && IsNear(share, 0.044715) && Is(Bare(cube), "Power", out Step? from, out double power) && power == 3 && Bare(from) == Bare(x);

    private static bool IsSquare(Step step, Step of) =>
        (Is(step, "Square", out Step? from) && Bare(from) == of)
            || (step is { Kind: "Multiply", Inputs: [var a, var b] } && Bare(a) == of && Bare(b) == of);

    private static bool IsNear(double a, double b) => Math.Abs(a - b) <= 1e-4 * Math.Abs(b);

    private static string Arguments(double epsilon, bool hasBias) => string.Join(", ", new[]
    {
        epsilon == 1e-5 ? "" : $"Epsilon = {Algebra.Double(epsilon)}f", hasBias ? "" : "Bias = false",
    }.Where(static argument => argument.Length > 0));

    /// <summary>What is behind changes of form.</summary>
    public static Step Bare(Step step) => step.Kind is "Reshape" or "Flatten" ? Bare(step.Inputs[0]) : step;

    /// <summary>The number that a step multiplies by; null where it does something else.</summary>
    public static double? Factor(Step step) => Is(step, "Times", out _, out double factor) ? factor
        : Is(step, "Over", out _, out double divisor) ? 1 / divisor
        : null;

    private static bool Is(Step step, string method, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Step? input) =>
        Is(step, method, out input, out _);

    /// <summary>Whether a step applies a method of that name, and with which constant.</summary>
    private static bool Is(
        Step step, string method, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Step? input, out double constant)
    {
        (input, constant) = (step.Inputs.Count == 1 ? step.Inputs[0] : null, double.NaN);
        string[] arguments = step.Before.Split(", ");
        if (step.Kind != "Apply" || input is null || arguments[0] != $"nameof({method})")
        {
            return false;
        }

        return arguments.Length == 1
            || (arguments.Length == 2 && double.TryParse(arguments[1], NumberStyles.Float, CultureInfo.InvariantCulture, out constant));
    }
}
