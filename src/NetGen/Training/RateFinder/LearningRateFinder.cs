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
        int stepsOfEpoch = Math.Max(1, data.Count / trainer.BatchSize);
        Recorder recorder = new(options);
        try
        {
            trainer.Fit(data, (options.Steps / stepsOfEpoch) + 1, callbacks: [recorder], cancellationToken: cancellationToken);
        }
        catch (TrainingException)
        {
            recorder.HasDiverged = true;
        }
        finally
        {
            recorder.PutBack();
        }

        return rise.WasAsked
            ? new LearningRateCurve(recorder.Points, recorder.HasDiverged)
            : throw new ArgumentException("The schedule that was given never reached the trainer's optimizer.", nameof(create));
    }

    /// <summary>rate = start · (end / start)^(step / (steps − 1)).</summary>
    private sealed class Rise(LearningRateFinderOptions options) : LearningRateSchedule
    {
        private long? _first;

        public double BaseRate { get; set; } = 1;

        public bool WasAsked => _first is not null;

        public override double Factor(in TrainingPosition position)
        {
            _first ??= position.Step;
            double share = Math.Min(1, (position.Step - _first.Value) / (options.Steps - 1.0));
            return options.StartRate * Math.Pow(options.EndRate / options.StartRate, share) / BaseRate;
        }
    }

    /// <summary>Notes rate and loss of each step, and ends the run where the loss flies off or all rates were tried.</summary>
    private sealed class Recorder(LearningRateFinderOptions options) : Callback
    {
        private readonly List<LearningRatePoint> _points = [];
        private TrainingContext? _context;
        private WeightSnapshot? _weights;
        private double _average, _kept = 1, _lowest = double.PositiveInfinity;

        public IReadOnlyList<LearningRatePoint> Points => _points;

        public bool HasDiverged { get; set; }

        public override void OnTrainBegin(TrainingContext context) => (_context, _weights) = (context, context.SaveWeights());

        public override void OnStepEnd(TrainingContext context)
        {
            // A device may be some steps ahead of the one that was too many.
            if (context.IsStopping)
            {
                return;
            }

            double loss = context.StepResult.Loss;
            _average = (options.Smoothing * _average) + ((1 - options.Smoothing) * loss);
            _kept *= options.Smoothing;
            double smoothed = _average / (1 - _kept);
            _points.Add(new LearningRatePoint(context.LearningRate, loss, smoothed));
            _lowest = Math.Min(_lowest, smoothed);
            HasDiverged = _lowest > 0 && smoothed > options.Divergence * _lowest;
            if (HasDiverged || _points.Count == options.Steps)
            {
                context.StopAfterStep();
            }
        }

        public void PutBack()
        {
            if (_weights is not null)
            {
                _context!.RestoreWeights(_weights);
            }
        }
    }
}
