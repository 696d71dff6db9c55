namespace NetGen;

/// <summary>
/// Covers a square of each image, whose middle is any of its pixels, so that the square may reach over the border. DeVries and Taylor
/// 2017, https://arxiv.org/abs/1708.04552.
/// </summary>
public sealed class Cutout : BatchTransform
{
    /// <param name="size">Pixels of a side: at least 1.</param>
    /// <param name="fill">What covers it: of centred data 0, which is the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1, or the fill not finite.</exception>
    public Cutout(int size, double fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        Fill = Checked.Value(fill, nameof(fill));
    }

    /// <summary>Pixels of a side.</summary>
    public int Size { get; }

    /// <summary>What covers the square.</summary>
    public double Fill { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, Input);
        T fill = T.CreateSaturating(Fill);
        for (int i = 0; i < batch.Count; i++)
        {
            int y = batch.Random.Next(height) - (Size / 2), x = batch.Random.Next(width) - (Size / 2);
            int top = Math.Max(y, 0), bottom = (int)Math.Min((long)y + Size, height);
            int left = Math.Max(x, 0), right = (int)Math.Min((long)x + Size, width);
            Span<T> image = batch.Sample(i, Input);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int line = (channel * height) + top; line < (channel * height) + bottom; line++)
                {
                    image[((line * width) + left)..((line * width) + right)].Fill(fill);
                }
            }
        }
    }
}
