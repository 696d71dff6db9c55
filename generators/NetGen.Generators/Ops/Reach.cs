using System.Globalization;

namespace NetGen.Generators.Ops;

/// <summary>Bounds of what comes out of an activation, whatever goes in.</summary>
/// <param name="Least">No value is below it; −∞ for none.</param>
/// <param name="Most">No value is above it; ∞ for none.</param>
internal sealed record Reach(double Least, double Most)
{
    /// <summary>What is as near to 0 or 1 as this is as good as there.</summary>
    private const double Near = 0.1;

    public static Reach Positive { get; } = new(0, double.PositiveInfinity);

    public static Reach Negative { get; } = new(double.NegativeInfinity, 0);

    public static Reach Share { get; } = new(0, 1);

    /// <summary>Why such scores do not reach all probabilities by σ(x) = 1/(1 + e^−x); null where they do.</summary>
    public string? MissingOfSigmoid() => Sigmoid(Least) is > Near and var least
            ? $"no probability is below σ({Text(Least)}) = {Text(least)}"
        : Sigmoid(Most) is < 1 - Near and var most ? $"no probability is above σ({Text(Most)}) = {Text(most)}"
        : null;

    /// <summary>Why such scores do not reach a probability of 1 by the softmax over so many classes; null where they do.</summary>
    public string? MissingOfSoftmax(int classes) => 1 / (1 + (classes - 1) * Math.Exp(Least - Most)) is < 1 - Near and var most
        ? $"no probability of {classes} classes is above 1/(1 + {classes - 1}·e^({Text(Least)} − {Text(Most)})) = {Text(most)}"
        : null;

    /// <summary>Why such scores do not reach −1 and 1; null where they do.</summary>
    public string? MissingOfSigns() => Least > -1 ? $"no score is below {Text(Least)}, where a no wants −1"
        : Most < 1 ? $"no score is above {Text(Most)}, where a yes wants 1"
        : null;

    /// <summary>Why e to the power of such values does not come near 0, or not above 10; null where it does.</summary>
    /// <param name="what">"rate".</param>
    public string? MissingOfExponential(string what) =>
        Math.Exp(Least) is > Near and var least ? $"no {what} is below e^{Text(Least)} = {Text(least)}"
        : Math.Exp(Most) is < 1 / Near and var most ? $"no {what} is above e^{Text(Most)} = {Text(most)}"
        : null;

    /// <summary>Why such values are no logarithms of probabilities; null where they may be.</summary>
    public string? MissingOfLogarithms() => Least >= 0 ? "a logarithm of a probability is 0 or less" : null;

    /// <summary>"0 to 1", "−0.17 or more".</summary>
    public override string ToString() => double.IsInfinity(Most) ? $"{Text(Least)} or more"
        : double.IsInfinity(Least) ? $"{Text(Most)} or less"
        : $"{Text(Least)} to {Text(Most)}";

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
}
