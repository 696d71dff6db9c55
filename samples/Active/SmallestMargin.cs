using NetGen;

namespace Active;

/// <summary>
/// The pictures whose two likeliest digits are nearest to each other in probability (margin sampling: Scheffer, Decomain and Wrobel 2001,
/// https://doi.org/10.1007/3-540-44816-0_31).
/// </summary>
internal sealed class SmallestMargin : Strategy
{
    // So many pictures at a time: of 60,000 not all need lie in memory as floats.
    private const int Part = 1_024;

    /// <inheritdoc/>
    public override string Name => "uncertain";

    /// <inheritdoc/>
    public override int[] Choose(Learner learner, Dataset pool, int[] unlabelled, int count, Random random)
    {
        float[] margins = new float[unlabelled.Length];
        int pixels = pool.InputShape.Size, classes = learner.OutputShape.Size;
        float[] pictures = new float[Part * pixels], scores = new float[Part * classes];
        for (int start = 0; start < unlabelled.Length; start += Part)
        {
            ReadOnlySpan<int> part = unlabelled.AsSpan(start, Math.Min(Part, unlabelled.Length - start));
            pool.ReadInputs(part, pictures);
            learner.Predict(pictures.AsSpan(0, part.Length * pixels), scores.AsSpan(0, part.Length * classes));
            for (int i = 0; i < part.Length; i++)
            {
                margins[start + i] = Margin(scores.AsSpan(i * classes, classes));
            }
        }

        int[] sorted = [.. unlabelled];
        Array.Sort(margins, sorted);
        return sorted[..count];
    }

    /// <summary>Probability of the likeliest class less that of the next, by softmax.</summary>
    internal static float Margin(ReadOnlySpan<float> scores)
    {
        float first = float.NegativeInfinity, second = float.NegativeInfinity, sum = 0;
        foreach (float score in scores)
        {
            (first, second) = score > first ? (score, first) : (first, Math.Max(second, score));
        }

        foreach (float score in scores)
        {
            sum += MathF.Exp(score - first);
        }

        return (1 - MathF.Exp(second - first)) / sum;
    }
}
