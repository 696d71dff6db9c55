using System.Numerics;

namespace NetGen.Explain;

/// <summary>A method with its name.</summary>
/// <typeparam name="T">Number type of the samples.</typeparam>
/// <param name="Name">For people.</param>
/// <param name="Method">What it says.</param>
public sealed record NamedMethod<T>(string Name, AttributionMethod<T> Method);

/// <summary>What a method is worth.</summary>
/// <param name="Name">Of the method.</param>
/// <param name="Deletion">While inputs are taken away: a small area is good.</param>
/// <param name="Insertion">While inputs are put in: a large area is good.</param>
/// <param name="Infidelity">See <see cref="Faithfulness.Infidelity"/>: small is good.</param>
/// <param name="Sensitivity">See <see cref="Faithfulness.Sensitivity"/>: small is good.</param>
/// <param name="Randomized">Correlation once all weights are random: about 0 is good.</param>
/// <param name="Passes">Whether the randomization check is passed.</param>
public sealed record MethodFigures(
    string Name, PerturbationCurve Deletion, PerturbationCurve Insertion, double Infidelity, double Sensitivity, double Randomized,
        bool Passes)
{
    /// <summary>Headings of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Headings { get; } =
        ["method", "deletion", "insertion", "infidelity", "sensitivity", "randomized", "check"];

    /// <summary>The figures as text, for <see cref="ExplanationPage.Table"/>.</summary>
    public IReadOnlyList<string> Cells =>
    [
        Name, ChartAxis.Fixed(Deletion.Area, 4), ChartAxis.Fixed(Insertion.Area, 4),
        ChartAxis.Fixed(Infidelity, ChartAxis.Decimals(Infidelity)), ChartAxis.Fixed(Sensitivity, 3), ChartAxis.Fixed(Randomized, 3),
        Passes ? "passes" : "fails",
    ];

    /// <summary>All figures of several methods, for the same samples.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="fresh">One of the same class with other first weights.</param>
    /// <param name="methods">The methods, of the trained network.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="reference">[inputs]: what takes the place of inputs.</param>
    /// <param name="few">So many samples, the first, for the figures that ask a method often: sensitivity and the check.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static IReadOnlyList<MethodFigures> Of<T>(
        Network<T> network, Network<T> fresh, IReadOnlyList<NamedMethod<T>> methods, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs,
        ReadOnlySpan<T> reference, int few = 20)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(methods);
        ExplainedModel<T> scores = ExplainedModel<T>.Of(network), shares = scores.Outputs > 1 ? scores.WithSoftmax() : scores;
        T[] contributions = new T[samples.Length];
        few = Math.Min(few, outputs.Length);
        ReadOnlySpan<T> first = samples[..(few * scores.Inputs)];
        List<MethodFigures> figures = [];
        foreach (NamedMethod<T> one in methods)
        {
            Attributions.Of(one.Method, samples, outputs, contributions);
            RandomizationCheck check = RandomizationCheck.Of(network, fresh, one.Method, first, outputs[..few]);
            figures.Add(new(
                one.Name,
                PerturbationCurve.Deletion(shares, samples, outputs, contributions, reference),
                PerturbationCurve.Insertion(shares, samples, outputs, contributions, reference),
                Faithfulness.Infidelity(scores, first, outputs[..few], contributions.AsSpan(0, first.Length), reference),
                Faithfulness.Sensitivity(one.Method, first, outputs[..few]),
                check.Stages[^1].Correlation,
                check.Passes));
        }

        return figures;
    }
}
