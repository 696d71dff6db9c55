namespace NetGen;

/// <summary>Mirrors each image left to right with a probability: for pictures that mean the same either way, so not for digits.</summary>
public sealed class RandomFlip : BatchTransform
{
    /// <param name="probability">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not.</exception>
    public RandomFlip(double probability = 0.5)
    {
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");
        }

        Probability = probability;
    }

    /// <summary>How often an image is mirrored.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (_, _, int width) = Images.Size(batch, 0);
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch.Random.NextDouble() < Probability)
            {
                Span<T> image = batch.Sample(i);
                for (int line = 0; line < image.Length; line += width)
                {
                    image.Slice(line, width).Reverse();
                }
            }
        }
    }
}
