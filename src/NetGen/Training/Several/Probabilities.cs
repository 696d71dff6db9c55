using System.Numerics;

namespace NetGen;

/// <summary>What scores say of classes.</summary>
internal static class Probabilities
{
    /// <summary>p = exp(x / τ) / Σ exp(x / τ), in place of the scores.</summary>
    /// <param name="scores">The first score of a row and what lies behind it.</param>
    /// <param name="count">Classes.</param>
    /// <param name="pitch">Elements from one score to the next.</param>
    /// <param name="temperature">τ.</param>
    public static void Softmax<T>(Span<T> scores, int count, int pitch = 1, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity, sum = T.Zero, inverse = T.CreateChecked(1 / temperature);
        for (int i = 0; i < count; i++)
        {
            largest = T.Max(largest, scores[i * pitch]);
        }

        for (int i = 0; i < count; i++)
        {
            scores[i * pitch] = T.Exp((scores[i * pitch] - largest) * inverse);
            sum += scores[i * pitch];
        }

        for (int i = 0; i < count; i++)
        {
            scores[i * pitch] /= sum;
        }
    }
}
