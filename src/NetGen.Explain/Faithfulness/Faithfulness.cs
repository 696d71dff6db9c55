using System.Numerics;

namespace NetGen.Explain;

/// <summary>How far contributions keep what they promise.</summary>
public static class Faithfulness
{
    /// <summary>
    /// Mean of (Σ over removed inputs of their contributions − what the output loses)² over random sets of inputs that take the
    /// reference's values: the infidelity of Yeh et al. 2019, https://arxiv.org/abs/1901.09392, for contributions of whole inputs. Small
    /// is good; 0 where the contributions tell what every removal does.
    /// </summary>
    /// <param name="model">What is explained.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="contributions">[count × inputs]: of the output less that of the reference.</param>
    /// <param name="reference">[inputs]: what takes the place of inputs.</param>
    /// <param name="draws">Sets for each sample, of 1 to all inputs.</param>
    /// <param name="seed">Of the sets.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double Infidelity<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, ReadOnlySpan<T> contributions,
        ReadOnlySpan<T> reference, int draws = 64, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        int count = model.Count(samples, outputs, contributions, reference), inputs = model.Inputs;

        Random random = new(seed);
        int[] order = [.. Enumerable.Range(0, inputs)];
        T[] changed = new T[(draws + 1) * inputs];
        double[] promised = new double[draws], answers = new double[draws + 1];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> sample = samples.Slice(i * inputs, inputs);
            for (int draw = 0; draw <= draws; draw++)
            {
                sample.CopyTo(changed.AsSpan(draw * inputs));
            }

            Array.Clear(promised);
            for (int draw = 0; draw < draws; draw++)
            {
                random.Shuffle(order);
                foreach (int input in order.AsSpan(0, random.Next(1, inputs + 1)))
                {
                    changed[(draw * inputs) + input] = reference[input];
                    promised[draw] += double.CreateChecked(contributions[(i * inputs) + input]);
                }
            }

            model.Predict(changed, outputs[i], answers);
            for (int draw = 0; draw < draws; draw++)
            {
                sum += Math.Pow(promised[draw] - (answers[draws] - answers[draw]), 2) / ((double)draws * count);
            }
        }

        return sum;
    }

    /// <summary>
    /// The largest |φ(x') − φ(x)| / |φ(x)| over x' near x, a mean over samples: how little a method can be relied on beside the sample.
    /// Yeh et al. 2019, https://arxiv.org/abs/1901.09392.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="radius">Farthest that an input moves.</param>
    /// <param name="draws">Neighbours of each sample.</param>
    /// <param name="seed">Of the neighbours.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double Sensitivity<T>(
        AttributionMethod<T> method, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, double radius = 0.02, int draws = 8, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        T[] at = new T[samples.Length], near = new T[samples.Length], moved = samples.ToArray();
        Attributions.Of(method, samples, outputs, at);
        Random random = new(seed);
        int inputs = samples.Length / outputs.Length;
        double[] largest = new double[outputs.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] = samples[i] + T.CreateChecked(radius * ((2 * random.NextDouble()) - 1));
            }

            Attributions.Of(method, moved, outputs, near);
            for (int i = 0; i < largest.Length; i++)
            {
                double change = 0, size = 0;
                for (int j = i * inputs; j < (i + 1) * inputs; j++)
                {
                    change += Math.Pow(double.CreateChecked(near[j] - at[j]), 2);
                    size += Math.Pow(double.CreateChecked(at[j]), 2);
                }

                largest[i] = Math.Max(largest[i], size > 0 ? Math.Sqrt(change / size) : 0);
            }
        }

        return largest.Average();
    }
}
