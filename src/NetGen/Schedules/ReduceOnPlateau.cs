using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// Multiplies the learning rate by a factor when a metric no longer gets better. It is a callback, and its <see cref="Schedule"/> is the
/// optimizer's:
/// <code>
/// ReduceOnPlateau plateau = new(patience: 3);
/// using var trainer = network.CreateTrainer(new Sgd(0.1f) { Schedule = plateau.Schedule }, batchSize: 64);
/// trainer.Fit(train, 50, validation, [plateau]);
/// </code>
/// PyTorch's ReduceLROnPlateau with a relative threshold.
/// </summary>
/// <remarks>
/// It watches the validation loss, or the training loss where the run has no validation data. A second call of <see cref="Trainer{T}.Fit"/>
/// goes on where the first ended. One serves one trainer.
/// </remarks>
public sealed class ReduceOnPlateau : Callback
{
    private readonly Func<EpochMetrics, double>? _metric;
    private readonly bool _higherIsBetter;
    private readonly Course _course;

    /// <summary>Makes the callback and its schedule.</summary>
    /// <param name="factor">What the learning rate is multiplied with: above 0 and below 1.</param>
    /// <param name="patience">Epochs without a better metric that are let pass before the next one reduces the rate: at least 0.</param>
    /// <param name="threshold">What share of the best a metric must be better by to count as better: 0 to 1.</param>
    /// <param name="cooldown">Epochs after a reduction that are not counted: at least 0.</param>
    /// <param name="leastFactor">The factor is not reduced below this: 0 to 1.</param>
    /// <param name="metric">What is watched; null for the validation loss, or the training loss without one.</param>
    /// <param name="higherIsBetter">Whether the metric should rise, as an accuracy does.</param>
    /// <param name="schedule">Multiplied with; null for a rate that is constant otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public ReduceOnPlateau(
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        int cooldown = 0,
        double leastFactor = 0,
        Func<EpochMetrics, double>? metric = null,
        bool higherIsBetter = false,
        LearningRateSchedule? schedule = null)
    {
        Reduction = factor is > 0 and < 1
            ? factor
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        Patience = patience;
        Threshold = Share(threshold);
        Cooldown = cooldown;
        LeastFactor = Share(leastFactor);
        _metric = metric;
        _higherIsBetter = higherIsBetter;
        _course = new Course(schedule);
        Best = Worst;
    }

    /// <summary>What a reduction multiplies the learning rate with.</summary>
    public double Reduction { get; }

    /// <summary>Epochs without a better metric that are let pass.</summary>
    public int Patience { get; }

    /// <summary>What share of the best a metric must be better by.</summary>
    public double Threshold { get; }

    /// <summary>Epochs after a reduction that are not counted.</summary>
    public int Cooldown { get; }

    /// <summary>The factor is not reduced below this.</summary>
    public double LeastFactor { get; }

    /// <summary>For <see cref="Optimizer.Schedule"/>, by itself or within another schedule.</summary>
    public LearningRateSchedule Schedule => _course;

    /// <summary>What the learning rate is multiplied with now: 1 before the first reduction.</summary>
    public double CurrentFactor
    {
        get => _course.Current;
        internal set => _course.Current = value;
    }

    /// <summary>The best metric so far; infinite, on the bad side, before the first epoch.</summary>
    public double Best { get; internal set; }

    /// <summary>Epochs since then, or since the last reduction.</summary>
    public int BadEpochs { get; internal set; }

    /// <summary>Epochs that are not counted yet.</summary>
    public int CooldownLeft { get; internal set; }

    private double Worst => _higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The rate should be reduced, but no optimizer has the schedule.</exception>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochMetrics metrics = context.Metrics;
        double value = _metric?.Invoke(metrics) ?? metrics.ValidationLoss ?? metrics.Loss;
        bool isBetter = IsBetter(value);
        Best = isBetter ? value : Best;
        BadEpochs = isBetter || CooldownLeft > 0 ? 0 : BadEpochs + 1;
        CooldownLeft = Math.Max(0, CooldownLeft - 1);
        if (BadEpochs > Patience)
        {
            Reduce();
        }
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("factor", CurrentFactor);
        state.Set("best", Best);
        state.Set("bad", BadEpochs);
        state.Set("cooldown", CooldownLeft);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CurrentFactor = state.Number("factor", 1);
        Best = state.Number("best", Worst);
        BadEpochs = (int)state.Number("bad", 0);
        CooldownLeft = (int)state.Number("cooldown", 0);
    }

    private bool IsBetter(double value)
    {
        if (double.IsInfinity(Best))
        {
            return !double.IsNaN(value) && value != Best;
        }

        double margin = Threshold * Math.Abs(Best);
        return _higherIsBetter ? value > Best + margin : value < Best - margin;
    }

    private void Reduce()
    {
        if (!_course.WasAsked)
        {
            throw new InvalidOperationException(
                "ReduceOnPlateau is a callback of this run, but its Schedule is no optimizer's: write "
                + "new Sgd(0.1f) { Schedule = plateau.Schedule }.");
        }

        CurrentFactor = Math.Max(CurrentFactor * Reduction, LeastFactor);
        CooldownLeft = Cooldown;
        BadEpochs = 0;
    }

    private sealed class Course(LearningRateSchedule? schedule) : LearningRateSchedule
    {
        public double Current { get; set; } = 1;

        public bool WasAsked { get; private set; }

        public override double Factor(in TrainingPosition position)
        {
            WasAsked = true;
            return Current * (schedule?.Factor(position) ?? 1);
        }
    }
}
