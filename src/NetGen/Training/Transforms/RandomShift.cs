namespace NetGen;

/// <summary>Moves each image by its own random number of pixels, down or up and right or left; what enters is 0.</summary>
public sealed class RandomShift : BatchTransform
{
    /// <param name="most">Most pixels in a direction: at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is negative.</exception>
    public RandomShift(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        Most = most;
    }

    /// <summary>Most pixels in a direction.</summary>
    public int Most { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, 0);
        for (int i = 0; i < batch.Count; i++)
        {
            int down = batch.Random.Next((2 * Most) + 1) - Most, right = batch.Random.Next((2 * Most) + 1) - Most;
            Span<T> image = batch.Sample(i), before = batch.Scratch(image.Length);
            image.CopyTo(before);
            image.Clear();
            int first = Math.Max(right, 0), length = width - Math.Abs(right);
            for (int line = 0; line < channels * height && length > 0; line++)
            {
                int from = (line % height) - down;
                if (from >= 0 && from < height)
                {
                    before.Slice(((line - down) * width) + first - right, length).CopyTo(image[((line * width) + first)..]);
                }
            }
        }
    }
}
