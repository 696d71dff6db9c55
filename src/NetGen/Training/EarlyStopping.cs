namespace NetGen;

/// <summary>
/// Stops a run when the loss no longer falls, and puts back the best weights. It watches the validation loss,
/// or the training loss where the run has no validation data.
/// </summary>
public sealed class EarlyStopping : Callback
{
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly bool _restoreBest;
    private int _waited;

    /// <summary>Makes the callback; it may serve one run after another.</summary>
    /// <param name="patience">Epochs without a better loss after which the run stops: at least 1.</param>
    /// <param name="minDelta">How much lower than the best a loss must be to count as better: at least 0.</param>
    /// <param name="restoreBest">
    /// Whether the run's end puts back the weights of the best epoch, also where a <see cref="TrainingException"/> ends it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is too small or not a number.</exception>
    public EarlyStopping(int patience = 3, double minDelta = 0, bool restoreBest = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        if (!(minDelta >= 0 && double.IsFinite(minDelta)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(minDelta), FormattableString.Invariant($"{minDelta} must be at least 0 and finite."));
        }

        _patience = patience;
        _minDelta = minDelta;
        _restoreBest = restoreBest;
    }

    /// <summary>The epoch with the lowest loss, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The lowest loss; infinite before the first.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>
    /// Copies of the weights of the best epoch, also after a run that was cancelled or failed, for
    /// <see cref="Network{T}.RestoreWeights"/>; null before the first epoch, and where they are not to be restored.
    /// </summary>
    public WeightSnapshot? BestWeights { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        BestWeights = null;
        _waited = 0;
        BestEpoch = 0;
        BestLoss = double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double loss = context.Metrics.ValidationLoss ?? context.Metrics.Loss;
        if (loss < BestLoss - _minDelta)
        {
            BestEpoch = context.Metrics.Epoch;
            BestLoss = loss;
            _waited = 0;
            BestWeights = _restoreBest ? context.SaveWeights() : null;
        }
        else if (++_waited >= _patience)
        {
            context.Stop();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (BestWeights is not null && context.Epoch != BestEpoch)
        {
            context.RestoreWeights(BestWeights);
        }
    }

    /// <inheritdoc/>
    public override void OnTrainFailed(TrainingContext context, TrainingException failure)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (BestWeights is not null)
        {
            context.RestoreWeights(BestWeights);
        }
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("waited", _waited);
        state.Set("epoch", BestEpoch);
        state.Set("loss", BestLoss);
        state.Set("best", BestWeights);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _waited = (int)state.Number("waited", 0);
        BestEpoch = (int)state.Number("epoch", 0);
        BestLoss = state.Number("loss", double.PositiveInfinity);
        BestWeights = state.Weights("best");
    }
}
