using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// Explanations of a network's outputs by its inputs that are made of gradients: loops over what the build generated. Each has the form
/// of an
/// <see cref="AttributionMethod{T}"/> once its options are given.
/// </summary>
/// <param name="explainer">Of a network with <see cref="ExplainAttribute">Explain</see> that takes values.</param>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class GradientExplanations<T>(Explainer<T> explainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostValues = 1 << 20;

    private readonly int _inputs = explainer.InputShape.Size;

    /// <summary>dy/dx: how an output would move. Simonyan et al. 2014, https://arxiv.org/abs/1312.6034.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Gradient(ReadOnlySpan<T> samples, int output, Span<T> contributions) => explainer.Gradient(samples, output, contributions);

    /// <summary>
    /// x·dy/dx: what an output would lose at the gradient's rate. Shrikumar et al. 2017, https://arxiv.org/abs/1605.01713.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void InputTimesGradient(ReadOnlySpan<T> samples, int output, Span<T> contributions)
    {
        explainer.Gradient(samples, output, contributions);
        for (int i = 0; i < contributions.Length; i++)
        {
            contributions[i] *= samples[i];
        }
    }

    /// <summary>The mean gradient at samples with noise. Smilkov et al. 2017, https://arxiv.org/abs/1706.03825.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <param name="draws">Noisy copies of each sample.</param>
    /// <param name="noise">Deviation of the noise, as a share of the sample's largest value less its least.</param>
    /// <param name="seed">Of the noise.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void SmoothGrad(
        ReadOnlySpan<T> samples, int output, Span<T> contributions, int draws = 50, double noise = 0.15, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        Random random = new(seed);
        double deviation = 0;
        Average(samples, output, contributions, draws, (sample, copy) =>
        {
            if (copy.Draw == 0)
            {
                deviation = noise * Spread(sample);
            }

            for (int i = 0; i < sample.Length; i++)
            {
                copy.Values[i] = sample[i] + T.CreateChecked(deviation * Normal(random));
            }

            return 1.0 / draws;
        });
    }

    /// <summary>
    /// (x − r)·∫₀¹ dy/dx at r + α·(x − r) dα: contributions that add up to the output less that of the reference r. Sundararajan et al.
    /// 2017, https://arxiv.org/abs/1703.01365.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="references">[inputs], for all samples, or [count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <param name="steps">Gradients along the path.</param>
    /// <param name="rule">Where they are taken.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void IntegratedGradients(
        ReadOnlySpan<T> samples, ReadOnlySpan<T> references, int output, Span<T> contributions, int steps = 64,
        PathRule rule = PathRule.GaussLegendre)
    {
        CheckReferences(samples, references);
        (double[] places, double[] weights) = PathSteps.Of(rule, steps);
        T[] from = references.ToArray();
        Average(samples, output, contributions, steps, (sample, copy) =>
        {
            ReadOnlySpan<T> reference = from.AsSpan(from.Length == _inputs ? 0 : copy.Sample * _inputs, _inputs);
            T place = T.CreateChecked(places[copy.Draw]);
            for (int i = 0; i < sample.Length; i++)
            {
                copy.Values[i] = reference[i] + (place * (sample[i] - reference[i]));
            }

            return weights[copy.Draw];
        });
        for (int i = 0; i < contributions.Length; i++)
        {
            contributions[i] *= samples[i] - references[references.Length == _inputs ? i % _inputs : i];
        }
    }

    /// <summary>
    /// The mean of (x − r)·dy/dx at r + α·(x − r) over background samples r and places α drawn at random, each r as often as any other:
    /// integrated gradients without one reference. Erion et al. 2021, https://arxiv.org/abs/1906.10670.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="background">[references × inputs]: typical samples.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <param name="draws">Gradients for each sample.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ExpectedGradients(
        ReadOnlySpan<T> samples, ReadOnlySpan<T> background, int output, Span<T> contributions, int draws = 200, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        Whole(background, nameof(background));
        Random random = new(seed);
        T[] references = background.ToArray();
        int count = references.Length / _inputs;

        // The differences x − r are drawn along with the gradients: they are multiplied in as those come.
        Average(samples, output, contributions, draws, (sample, copy) =>
        {
            // Places are drawn within even parts of the path, which wander over the references.
            T place = T.CreateChecked((random.NextDouble() + (copy.Draw / count)) / (((draws - 1) / count) + 1));
            ReadOnlySpan<T> reference = references.AsSpan(copy.Draw % count * _inputs, _inputs);
            for (int i = 0; i < sample.Length; i++)
            {
                copy.Factors[i] = sample[i] - reference[i];
                copy.Values[i] = reference[i] + (place * copy.Factors[i]);
            }

            return 1.0 / draws;
        });
    }

    /// <summary>
    /// DeepLIFT against one reference: contributions that add up to the output less that of the reference, exactly. Shrikumar et al. 2017,
    /// https://arxiv.org/abs/1704.02685.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="references">[inputs], for all samples, or [count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void DeepLift(ReadOnlySpan<T> samples, ReadOnlySpan<T> references, int output, Span<T> contributions)
    {
        CheckReferences(samples, references);
        explainer.DeepLift(samples, references, output, contributions);
    }

    /// <summary>
    /// Deep SHAP: the mean of DeepLIFT over background samples. Contributions add up to the output less its mean over the background.
    /// Lundberg and Lee 2017, https://arxiv.org/abs/1705.07874.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="background">[references × inputs]: typical samples.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void DeepShap(ReadOnlySpan<T> samples, ReadOnlySpan<T> background, int output, Span<T> contributions)
    {
        int references = Whole(background, nameof(background));
        Whole(samples, nameof(samples));
        T[] one = new T[contributions.Length];
        T share = T.One / T.CreateChecked(references);
        contributions.Clear();
        for (int i = 0; i < references; i++)
        {
            explainer.DeepLift(samples, background.Slice(i * _inputs, _inputs), output, one);
            for (int j = 0; j < one.Length; j++)
            {
                contributions[j] += share * one[j];
            }
        }
    }

    /// <summary>
    /// The weighed sum of gradients at several places made of each sample, many at once; who makes a place says its weight.
    /// </summary>
    private void Average(ReadOnlySpan<T> samples, int output, Span<T> contributions, int draws, MakeCopy make)
    {
        int count = Whole(samples, nameof(samples));
        if (contributions.Length != samples.Length)
        {
            throw new ArgumentException(
                Invariant($"{samples.Length} inputs have as many contributions, not {contributions.Length}."), nameof(contributions));
        }

        int atOnce = Math.Clamp(MostValues / _inputs, 1, draws);
        T[] copies = new T[atOnce * _inputs], factors = new T[copies.Length], gradients = new T[copies.Length];
        double[] weights = new double[atOnce], sums = new double[_inputs];
        for (int sample = 0; sample < count; sample++)
        {
            Array.Clear(sums);
            for (int start = 0; start < draws; start += atOnce)
            {
                int batch = Math.Min(atOnce, draws - start);
                Array.Fill(factors, T.One);
                for (int i = 0; i < batch; i++)
                {
                    weights[i] = make(
                        samples.Slice(sample * _inputs, _inputs),
                        new(sample, start + i, copies.AsSpan(i * _inputs, _inputs), factors.AsSpan(i * _inputs, _inputs)));
                }

                explainer.Gradient(copies.AsSpan(0, batch * _inputs), output, gradients.AsSpan(0, batch * _inputs));
                for (int i = 0; i < batch * _inputs; i++)
                {
                    sums[i % _inputs] += weights[i / _inputs] * double.CreateChecked(factors[i] * gradients[i]);
                }
            }

            for (int i = 0; i < _inputs; i++)
            {
                contributions[(sample * _inputs) + i] = T.CreateChecked(sums[i]);
            }
        }
    }

    private int Whole(ReadOnlySpan<T> samples, string name) => samples.Length > 0 && samples.Length % _inputs == 0
        ? samples.Length / _inputs
        : throw new ArgumentException(
            $"{Words.Are(samples.Length, "value")} not whole samples of {Words.Elements(explainer.InputShape)}.", name);

    private void CheckReferences(ReadOnlySpan<T> samples, ReadOnlySpan<T> references)
    {
        if (references.Length != _inputs && references.Length != samples.Length)
        {
            throw new ArgumentException(
                Invariant($"References are one sample of {_inputs} values or as many as there are samples, not {references.Length} ")
                    + Invariant($"values."),
                nameof(references));
        }
    }

    private static double Spread(ReadOnlySpan<T> values)
    {
        (T least, T most) = (values[0], values[0]);
        foreach (T value in values)
        {
            (least, most) = (T.Min(least, value), T.Max(most, value));
        }

        return double.CreateChecked(most - least);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private delegate double MakeCopy(ReadOnlySpan<T> sample, Copy copy);

    /// <summary>A place made of a sample, and what its gradient is multiplied by.</summary>
    private readonly ref struct Copy(int sample, int draw, Span<T> values, Span<T> factors)
    {
        public readonly int Sample = sample, Draw = draw;
        public readonly Span<T> Values = values, Factors = factors;
    }
}
