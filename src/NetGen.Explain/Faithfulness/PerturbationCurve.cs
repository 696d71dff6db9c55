using System.Numerics;

namespace NetGen.Explain;

/// <summary>
/// How an output goes while a sample's inputs are taken away, or put in, from the largest contribution to the least: the mean over
/// samples. Where contributions tell the truth, it falls fast, or rises fast. Petsiuk et al. 2018, https://arxiv.org/abs/1806.07421.
/// </summary>
/// <param name="Shares">Of the inputs changed, 0 to 1.</param>
/// <param name="Values">The mean output there.</param>
public sealed record PerturbationCurve(IReadOnlyList<double> Shares, IReadOnlyList<double> Values)
{
    /// <summary>The area below the curve, by trapezoids.</summary>
    public double Area => Enumerable.Range(1, Shares.Count - 1).Sum(i => (Shares[i] - Shares[i - 1]) * (Values[i] + Values[i - 1]) / 2);

    /// <summary>From the whole sample to the reference: small areas are good.</summary>
    /// <param name="model">What is explained; with softmax where outputs are scores of classes.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="contributions">[count × inputs].</param>
    /// <param name="reference">[inputs]: what takes the place of inputs.</param>
    /// <param name="steps">Points of the curve besides the first.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static PerturbationCurve Deletion<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, ReadOnlySpan<T> contributions,
        ReadOnlySpan<T> reference, int steps = 28)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(model, samples, outputs, contributions, reference, steps, isDeletion: true);

    /// <summary>From the reference to the whole sample: large areas are good.</summary>
    /// <param name="model">What is explained; with softmax where outputs are scores of classes.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="contributions">[count × inputs].</param>
    /// <param name="reference">[inputs]: where inputs begin.</param>
    /// <param name="steps">Points of the curve besides the first.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static PerturbationCurve Insertion<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, ReadOnlySpan<T> contributions,
        ReadOnlySpan<T> reference, int steps = 28)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(model, samples, outputs, contributions, reference, steps, isDeletion: false);

    private static PerturbationCurve Of<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, ReadOnlySpan<T> contributions,
        ReadOnlySpan<T> reference, int steps, bool isDeletion)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        int count = model.Count(samples, outputs, contributions, reference), inputs = model.Inputs;

        double[] values = new double[steps + 1];
        T[] path = new T[(steps + 1) * inputs], answers = new T[(steps + 1) * model.Outputs];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> sample = samples.Slice(i * inputs, inputs), mine = contributions.Slice(i * inputs, inputs);
            int[] order = Descending(mine);
            for (int step = 0; step <= steps; step++)
            {
                Span<T> changed = path.AsSpan(step * inputs, inputs);
                (isDeletion ? sample : reference).CopyTo(changed);
                foreach (int input in order.AsSpan(0, (int)((long)step * inputs / steps)))
                {
                    changed[input] = isDeletion ? reference[input] : sample[input];
                }
            }

            model.Predict(path, answers);
            for (int step = 0; step <= steps; step++)
            {
                values[step] += double.CreateChecked(answers[(step * model.Outputs) + outputs[i]]) / count;
            }
        }

        return new([.. Enumerable.Range(0, steps + 1).Select(step => (double)((long)step * inputs / steps) / inputs)], values);
    }

    /// <summary>Inputs from the largest contribution to the least; equals in their order.</summary>
    private static int[] Descending<T>(ReadOnlySpan<T> contributions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] keys = contributions.ToArray();
        return [.. Enumerable.Range(0, keys.Length).OrderByDescending(i => keys[i])];
    }
}
