namespace NetGen;

/// <summary>
/// Puts the value that another sample of the batch has there in the place of some, feature by feature: noise for tables that keeps to what
/// a feature can be, whatever its scale. It is what denoising autoencoders for tables are trained with.
/// </summary>
public sealed class SwapNoise : BatchTransform
{
    /// <param name="probability">Of each value: 0 to 1; 0.1 to 0.2 as a rule.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not 0 to 1.</exception>
    public SwapNoise(double probability) => Probability = Checked.Probability(probability, nameof(probability));

    /// <summary>How often a value is replaced.</summary>
    public double Probability { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is tokens.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        Span<T> values = batch.Inputs(Input);
        int size = values.Length / batch.Count;
        for (int i = 0; i < values.Length; i++)
        {
            if (batch.Random.NextDouble() < Probability)
            {
                int other = (batch.Random.Next(batch.Count) * size) + (i % size);
                values[i] = values[other];
            }
        }
    }
}
