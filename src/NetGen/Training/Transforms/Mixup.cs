using System.Numerics;

namespace NetGen;

/// <summary>
/// Trains on mixtures of two samples each, inputs and targets alike: x ← λ·x + (1 − λ)·x′, t ← λ·t + (1 − λ)·t′, with λ from
/// Beta(α, α) for each batch and x′ the sample that stands as far from the end as x from the beginning. Zhang, Cisse, Dauphin and
/// Lopez-Paz 2018, https://arxiv.org/abs/1710.09412. For classes the network needs <see cref="SoftCrossEntropyLossAttribute"/>, whose
/// labels become shares of 0 and 1.
/// </summary>
public sealed class Mixup : BatchTransform
{
    /// <param name="alpha">α: above 0; 0.1 to 0.4 for large data, 1 mixes evenly.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0 or not finite.</exception>
    public Mixup(double alpha = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(alpha), false, nameof(alpha));
        Alpha = alpha;
    }

    /// <summary>α of the shares' distribution.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        T share = T.CreateChecked(batch.Random.NextBeta(Alpha));
        for (int target = 0; target < batch.TargetCount; target++)
        {
            Mix(batch, batch.Targets(target), share);
        }

        for (int input = 0; input < batch.InputCount; input++)
        {
            Mix(batch, batch.Inputs(input), share);
        }
    }

    /// <summary>Mixes each pair of samples.</summary>
    internal static void Mix<T>(in TrainingBatch<T> batch, Span<T> values, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, j = batch.Count - 1; i < j; i++, j--)
        {
            Vectorized.Mix(batch.Part(values, i), batch.Part(values, j), share);
        }
    }
}
