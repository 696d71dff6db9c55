namespace NetGen;

/// <summary>
/// Puts a rectangle of one image into another, and mixes their targets by area: a share 1 − λ of height times width with λ from
/// Beta(α, α), at a place drawn for each batch, from the sample that stands as far from the end as this one from the beginning. Yun et al.
/// 2019, https://arxiv.org/abs/1905.04899. For classes the network needs <see cref="SoftCrossEntropyLossAttribute"/>.
/// </summary>
public sealed class CutMix : BatchTransform
{
    /// <param name="alpha">α: above 0; 1 makes all areas equally likely.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0 or not finite.</exception>
    public CutMix(double alpha = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(alpha), false, nameof(alpha));
        Alpha = alpha;
    }

    /// <summary>α of the areas' distribution.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">An input is no image, or a target is labels.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, 0);
        double cut = Math.Sqrt(1 - batch.Random.NextBeta(Alpha));
        int middleY = batch.Random.Next(height), middleX = batch.Random.Next(width);
        int halfY = (int)(height * cut) / 2, halfX = (int)(width * cut) / 2;
        int top = Math.Max(middleY - halfY, 0), bottom = Math.Min(middleY + halfY, height);
        int left = Math.Max(middleX - halfX, 0), right = Math.Min(middleX + halfX, width);
        T share = T.CreateChecked(1 - ((double)(bottom - top) * (right - left) / (height * width)));
        for (int target = 0; target < batch.TargetCount; target++)
        {
            Mixup.Mix(batch, batch.Targets(target), share);
        }

        for (int i = 0, j = batch.Count - 1; i < j; i++, j--)
        {
            Span<T> a = batch.Sample(i), b = batch.Sample(j);
            for (int line = 0; line < channels * height; line++)
            {
                int y = line % height;
                for (int x = left; y >= top && y < bottom && x < right; x++)
                {
                    int at = (line * width) + x;
                    (a[at], b[at]) = (b[at], a[at]);
                }
            }
        }
    }
}
