using static System.FormattableString;

namespace NetGen.Reports;

/// <summary>
/// Writes figures of a run as TensorBoard's event files: <c>tensorboard --logdir FOLDER</c> shows them. Those of training lie in the folder
/// "train", those of validation in "validation", so that both are in one chart, as Keras has them; a later run into the same folders goes
/// on beside.
/// </summary>
/// <remarks>
/// By epoch "epoch/loss", "epoch/accuracy", each metric as "epoch/F1", each of several losses as "epoch/loss Head", "epoch/learning_rate"
/// and "epoch/samples_per_second"; by step "step/loss" and "step/learning_rate".
/// </remarks>
public sealed class TensorBoardWriter : Callback, IDisposable
{
    private readonly string _folder;
    private readonly int _stepsBetween;
    private readonly TimeProvider _time;
    private EventFile? _train;
    private EventFile? _validation;

    /// <summary>Makes the callback; it may serve one run after another.</summary>
    /// <param name="folder">Where to write; it is made where it does not exist.</param>
    /// <param name="stepsBetween">Each so manyth step is written: at least 1; 0: no steps, epochs only.</param>
    /// <param name="time">The clock of the events; the system's where null.</param>
    /// <exception cref="ArgumentException">There is no folder, or the number is negative.</exception>
    public TensorBoardWriter(string folder, int stepsBetween = 10, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(stepsBetween);
        _folder = folder;
        _stepsBetween = stepsBetween;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public override bool OnlyReports => true;

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be created.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        Dispose();
        _train = Create("train");
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_stepsBetween > 0 && context.TotalSteps % _stepsBetween == 0)
        {
            _train?.Add("step/loss", context.TotalSteps, context.StepResult.Loss);
            _train?.Add("step/learning_rate", context.TotalSteps, context.LearningRate);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochMetrics epoch = context.Metrics;
        Add(_train, epoch.Epoch, epoch.Loss, epoch.Losses, epoch.Accuracy);
        _train?.Add("epoch/learning_rate", epoch.Epoch, epoch.LearningRate);
        _train?.Add("epoch/samples_per_second", epoch.Epoch, epoch.SamplesPerSecond);
        _train?.Flush();
        if (epoch.ValidationLoss is double loss)
        {
            _validation ??= Create("validation");
            Add(_validation, epoch.Epoch, loss, epoch.ValidationLosses, epoch.ValidationAccuracy);
            foreach ((string name, double value) in epoch.ValidationMetrics)
            {
                _validation.Add($"epoch/{name}", epoch.Epoch, value);
            }

            _validation.Flush();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Dispose();

    /// <inheritdoc/>
    public override void OnTrainCancelled(TrainingContext context) => Dispose();

    /// <inheritdoc/>
    public override void OnTrainFailed(TrainingContext context, TrainingException failure) => Dispose();

    /// <summary>Closes the files that a run left open.</summary>
    public void Dispose()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }

    private static void Add(EventFile? file, int epoch, double loss, LossValues? losses, double? accuracy)
    {
        file?.Add("epoch/loss", epoch, loss);
        if (losses?.Count > 1)
        {
            foreach ((string name, double value) in losses)
            {
                file?.Add($"epoch/loss {name}", epoch, value);
            }
        }

        if (accuracy is double share)
        {
            file?.Add("epoch/accuracy", epoch, share);
        }
    }

    /// <summary>TensorBoard takes files whose names have "tfevents", in the order of their names.</summary>
    private EventFile Create(string part)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, part)).FullName;
        DateTimeOffset now = _time.GetUtcNow();
        return new EventFile(
            Path.Combine(folder, Invariant($"events.out.tfevents.{now.ToUnixTimeSeconds():0000000000}.{Guid.NewGuid():N}.netgen")), _time);
    }
}
