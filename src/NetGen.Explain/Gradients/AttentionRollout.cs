using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// How much of each position reaches each other through several layers of attention with a way around each: A₁·A₂·… with
/// Aᵢ = (mean over heads + 1)/2, rows divided by their sums. Abnar and Zuidema 2020, https://arxiv.org/abs/2005.00928.
/// </summary>
public static class AttentionRollout
{
    /// <summary>Multiplies the layers.</summary>
    /// <param name="layers">Weights of each layer, the first first: [heads × positions × positions].</param>
    /// <param name="positions">Rows and columns.</param>
    /// <returns>[positions × positions]: in each row where that position has what it knows from; rows add up to 1.</returns>
    /// <exception cref="ArgumentException">There is no layer, or one does not have whole heads.</exception>
    public static double[] Of<T>(IReadOnlyList<T[]> layers, int positions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1);
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count, nameof(layers));
        int size = positions * positions;
        double[] rollout = new double[size];
        for (int i = 0; i < positions; i++)
        {
            rollout[(i * positions) + i] = 1;
        }

        for (int layer = 0; layer < layers.Count; layer++)
        {
            T[] weights = layers[layer];
            if (weights.Length == 0 || weights.Length % size != 0)
            {
                throw new ArgumentException(
                    Invariant($"Layer {layer} has {weights.Length} weights, which are not whole heads of {positions}×{positions}."),
                        nameof(layers));
            }

            double[] mixed = new double[size], product = new double[size];
            int heads = weights.Length / size;
            for (int i = 0; i < size; i++)
            {
                for (int head = 0; head < heads; head++)
                {
                    mixed[i] += double.CreateChecked(weights[(head * size) + i]) / heads;
                }
            }

            for (int row = 0; row < positions; row++)
            {
                mixed[(row * positions) + row] += 1;
                double sum = mixed.AsSpan(row * positions, positions).ToArray().Sum();
                for (int i = 0; i < positions; i++)
                {
                    for (int column = 0; column < positions; column++)
                    {
                        product[(row * positions) + column] += mixed[(row * positions) + i] / sum * rollout[(i * positions) + column];
                    }
                }
            }

            rollout = product;
        }

        return rollout;
    }
}
