using NetGen.Runtime;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Finds a learning rate by one short training at a rate that rises exponentially: the loss falls where the rate is right, and flies off
/// where it is too high. Smith 2017, "Cyclical learning rates for training neural networks", https://arxiv.org/abs/1506.01186; fastai's
/// lr_find.
/// <code>
/// LearningRateCurve curve = LearningRateFinder.Run(
///     schedule => network.CreateTrainer(new AdamW { Schedule = schedule }, batchSize: 64), train);
/// File.WriteAllText("rates.svg", curve.ToSvg());
/// </code>
/// </summary>
public static class LearningRateFinder
{
    /// <summary>Tries rates on a network, whose weights and running statistics are put back.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="create">
    /// Makes a trainer, on the CPU or a device, whose optimizer has the schedule that it is given. The trainer is disposed of.
    /// </param>
    /// <param name="data">Samples to train on: more than a batch are best.</param>
    /// <param name="options">Which rates, and how many.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the weights are put back.</param>
    /// <returns>The loss at each rate, and what it suggests.</returns>
    /// <exception cref="ArgumentException">
    /// The data does not fit the network; the trainer's optimizer does not have the schedule, or has a rate of 0; or the last rate is not
    /// above the first.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LearningRateCurve Run<T>(
        Func<LearningRateSchedule, Trainer<T>> create,
        Dataset data,
        LearningRateFinderOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LearningRateFinderOptions();
        if (options.EndRate <= options.StartRate)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The last rate, {options.EndRate}, is not above the first, {options.StartRate}."),
                nameof(options));
        }

        Rise rise = new(options);
        using Trainer<T> trainer = create(rise) ?? throw new ArgumentException("It made no trainer.", nameof(create));
        if (trainer.Optimizer.Schedule is null || !(trainer.Optimizer.Rate > 0))
        {
            throw new ArgumentException(
                "The trainer's optimizer must have a rate above 0 and the schedule that it is given: "
                + "schedule => network.CreateTrainer(new AdamW { Schedule = schedule }, batchSize: 64).",
                nameof(create));
        }

        rise.BaseRate = trainer.Optimizer.Rate;
        WeightSnapshot weights = new(trainer.Parameters);
        try
        {
            return Run(trainer, data, rise, options, cancellationToken);
        }
        finally
        {
            weights.Restore(trainer.Parameters);
        }
    }

    private static LearningRateCurve Run<T>(
        Trainer<T> trainer, Dataset data, Rise rise, LearningRateFinderOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchLoader<T> loader = trainer.CreateLoader(data, nameof(data));
        int[] order = new int[data.Count];
        int size = Math.Min(trainer.BatchSize, data.Count), place = data.Count, pass = 0;
        List<LearningRatePoint> points = [];
        double average = 0, kept = 1, lowest = double.PositiveInfinity;
        bool hasDiverged = false;
        for (rise.Step = 0; rise.Step < options.Steps && !hasDiverged; rise.Step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (place + size > data.Count)
            {
                SplitMix64.Shuffle(order, options.Seed, pass++);
                place = 0;
            }

            BatchResult result = trainer.StepOn(loader, order.AsSpan(place, size));
            place += size;
            if (!rise.WasAsked)
            {
                throw new ArgumentException("The schedule that was given never reached the trainer's optimizer.", "create");
            }

            if (result.IsSkipped || !double.IsFinite(result.Loss))
            {
                hasDiverged = true;
                break;
            }

            average = (options.Smoothing * average) + ((1 - options.Smoothing) * result.Loss);
            kept *= options.Smoothing;
            double smoothed = average / (1 - kept);
            points.Add(new LearningRatePoint(rise.Rate, result.Loss, smoothed));
            lowest = Math.Min(lowest, smoothed);
            hasDiverged = lowest > 0 && smoothed > options.Divergence * lowest;
        }

        return new LearningRateCurve(points, hasDiverged);
    }

    /// <summary>rate = start · (end / start)^(step / (steps − 1)).</summary>
    private sealed class Rise(LearningRateFinderOptions options) : LearningRateSchedule
    {
        public int Step { get; set; }

        public double BaseRate { get; set; } = 1;

        public bool WasAsked { get; private set; }

        public double Rate =>
            options.StartRate * Math.Pow(options.EndRate / options.StartRate, Step / (options.Steps - 1.0));

        public override double Factor(in TrainingPosition position)
        {
            WasAsked = true;
            return Rate / BaseRate;
        }
    }
}
