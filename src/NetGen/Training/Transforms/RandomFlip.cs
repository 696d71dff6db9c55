namespace NetGen;

/// <summary>
/// Mirrors each image left to right, upside down or both, each with a probability: for pictures that mean the same either way, so not for
/// digits.
/// </summary>
public sealed class RandomFlip : BatchTransform
{
    /// <param name="probability">Of left to right: 0 to 1.</param>
    /// <param name="vertical">Of upside down: 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not 0 to 1.</exception>
    public RandomFlip(double probability = 0.5, double vertical = 0)
    {
        Probability = Checked.Probability(probability, nameof(probability));
        Vertical = Checked.Probability(vertical, nameof(vertical));
    }

    /// <summary>How often an image is mirrored left to right.</summary>
    public double Probability { get; }

    /// <summary>How often an image is turned upside down.</summary>
    public double Vertical { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (_, int height, int width) = Images.Size(batch, Input);
        for (int i = 0; i < batch.Count; i++)
        {
            Span<T> image = batch.Sample(i, Input);
            if (batch.Random.NextDouble() < Probability)
            {
                Mirror(image, width);
            }

            if (Vertical > 0 && batch.Random.NextDouble() < Vertical)
            {
                TurnOver(image, height, width, batch.Scratch(width));
            }
        }
    }

    private static void Mirror<T>(Span<T> image, int width)
    {
        for (int line = 0; line < image.Length; line += width)
        {
            image.Slice(line, width).Reverse();
        }
    }

    /// <summary>Exchanges the lines of each channel.</summary>
    private static void TurnOver<T>(Span<T> image, int height, int width, Span<T> line)
    {
        for (int channel = 0; channel < image.Length; channel += height * width)
        {
            for (int upper = 0, lower = height - 1; upper < lower; upper++, lower--)
            {
                Span<T> a = image.Slice(channel + (upper * width), width), b = image.Slice(channel + (lower * width), width);
                a.CopyTo(line);
                b.CopyTo(a);
                line.CopyTo(b);
            }
        }
    }
}
