namespace NetGen.Generators.Tests.Contracts;

/// <content>Activations.</content>
internal sealed partial class Reference
{
    private const double SeluScale = 1.0507009873554805, SeluAlpha = 1.6732632423543772;

    /// <summary>The activation of that name; null where there is none.</summary>
    private Tensor? Activation(string name, Arguments a, string label, Tensor x) => name switch
    {
        "Softmax" => x.Like((n, c, y, z) => Math.Exp(x[n, c, y, z]) / x.Row(n, y, z).Sum(Math.Exp)),
        "LogSoftmax" => x.Like((n, c, y, z) => x[n, c, y, z] - Math.Log(x.Row(n, y, z).Sum(Math.Exp))),
        "Glu" => Halves(x, (first, second) => first * Sigmoid(second)),
        "SwiGlu" => Halves(x, (first, second) => first * Sigmoid(first) * second),
        "PRelu" => x.Like((n, c, y, z) => x[n, c, y, z] is var v && v > 0
            ? v
            : v * Find($"{label}.weight")[a.Flag("PerChannel") ? c : 0]),
        _ => Formula(name, a) is { } formula ? x.Map(formula) : null,
    };

    private static Func<double, double>? Formula(string name, Arguments a) => name switch
    {
        "Relu" => v => Math.Max(v, 0),
        "Relu6" => v => Math.Clamp(v, 0, 6),
        "LeakyRelu" => v => v > 0 ? v : v * a.Number("Slope"),
        "Elu" => v => v > 0 ? v : a.Number("Alpha") * (Math.Exp(v) - 1),
        "Selu" => v => SeluScale * (v > 0 ? v : SeluAlpha * (Math.Exp(v) - 1)),
        "Sigmoid" => Sigmoid,
        "HardSigmoid" => v => v <= -3 ? 0 : v >= 3 ? 1 : (v / 6) + 0.5,
        "LogSigmoid" => v => Math.Log(Sigmoid(v)),
        "Silu" => v => v * Sigmoid(v),
        "HardSwish" => v => v <= -3 ? 0 : v >= 3 ? v : v * (v + 3) / 6,
        "Mish" => v => v * Math.Tanh(Math.Log(1 + Math.Exp(v))),
        "Softplus" => v => Math.Log(1 + Math.Exp(a.Number("Beta") * v)) / a.Number("Beta"),
        "Softsign" => v => v / (1 + Math.Abs(v)),
        "Tanh" => Math.Tanh,
        "HardTanh" => v => Math.Clamp(v, a.Number("Min"), a.Number("Max")),
        "Gelu" when a.Enum<GeluApproximation>("Approximation") == GeluApproximation.Tanh =>
            v => v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * Math.Pow(v, 3))))) / 2,
        "Gelu" => v => v * (1 + Erf(v / Math.Sqrt(2))) / 2,
        _ => null,
    };

    /// <summary>A formula of the two halves of the features.</summary>
    private static Tensor Halves(Tensor x, Func<double, double, double> formula) => x.Like(
        (n, c, y, z) => formula(x[n, c, y, z], x[n, c + (x.Channels / 2), y, z]), channels: x.Channels / 2);
}
