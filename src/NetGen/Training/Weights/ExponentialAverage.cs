namespace NetGen;

/// <summary>
/// The exponential moving average of the weights (EMA): average ← d · average + (1 − d) · weights after each update, from the weights of
/// the first update on. With the warm-up the nth update after that has min(d, (1 + n) / (10 + n)) in place of d, so that the first weights
/// are soon forgotten. Polyak and Juditsky 1992; TensorFlow's ExponentialMovingAverage with num_updates.
/// </summary>
public sealed class ExponentialAverage : WeightAverage
{
    /// <param name="decay">d: at least 0, less than 1.</param>
    /// <param name="warmsUp">Whether the first updates have a smaller d.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is not in its range.</exception>
    public ExponentialAverage(double decay = 0.999, bool warmsUp = true)
    {
        Decay = decay is >= 0 and < 1
            ? decay
            : throw new ArgumentOutOfRangeException(nameof(decay), decay, "The value must be at least 0 and less than 1.");
        WarmsUp = warmsUp;
    }

    /// <summary>The share of the average that stays in an update.</summary>
    public double Decay { get; }

    /// <summary>Whether the first updates have a smaller decay.</summary>
    public bool WarmsUp { get; }

    internal override double ShareOf(long update, long averaged, double epoch) =>
        averaged == 0 ? 1 : 1 - (WarmsUp ? Math.Min(Decay, (1.0 + averaged) / (10 + averaged)) : Decay);
}
