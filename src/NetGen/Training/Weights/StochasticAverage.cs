namespace NetGen;

/// <summary>
/// The mean of the weights after every kth update from a given epoch or update on (SWA), at a rate that stays high. Izmailov et al. 2018,
/// https://arxiv.org/abs/1803.05407, whose pass over the data for the running statistics of BatchNorm it leaves out: they are averaged as
/// the weights are.
/// </summary>
public sealed class StochasticAverage : WeightAverage
{
    private readonly double _epoch;
    private readonly long _update;

    private StochasticAverage(double epoch, long update, long every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _epoch = epoch;
        _update = update;
        Every = every;
    }

    /// <summary>Updates from one mean to the next: those whose number, from 1, it divides.</summary>
    public long Every { get; }

    /// <summary>Averages from an epoch on.</summary>
    /// <param name="epochs">Epochs done before, with their fraction, as <see cref="Trainer{T}.Fit"/> counts them: at least 0.</param>
    /// <param name="every">Updates from one mean to the next: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not in its range.</exception>
    public static StochasticAverage FromEpoch(double epochs, long every = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(epochs), false, nameof(epochs));
        return new StochasticAverage(epochs, 0, every);
    }

    /// <summary>Averages from an update on.</summary>
    /// <param name="updates">Updates done before: at least 0.</param>
    /// <param name="every">Updates from one mean to the next: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not in its range.</exception>
    public static StochasticAverage FromUpdate(long updates, long every = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        return new StochasticAverage(0, updates, every);
    }

    internal override double ShareOf(long update, long averaged, double epoch) =>
        update > _update && epoch >= _epoch - ScheduleArgument.Tolerance && update % Every == 0 ? 1 / (1.0 + averaged) : 0;
}
