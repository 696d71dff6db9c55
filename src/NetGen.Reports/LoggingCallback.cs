using Microsoft.Extensions.Logging;

namespace NetGen.Reports;

/// <summary>Tells a logger of a run: its beginning, each epoch and its end; figures are values of their own, for structured logs.</summary>
/// <param name="logger">Who is told.</param>
public sealed partial class LoggingCallback(ILogger logger) : Callback
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <inheritdoc/>
    public override bool OnlyReports => true;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Begins(context.Epochs, context.StepsPerEpoch);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochMetrics epoch = context.Metrics;
        if (epoch.ValidationLoss is double loss)
        {
            Validated(
                epoch.Epoch, context.Epochs, epoch.Loss, epoch.Accuracy, loss, epoch.ValidationAccuracy,
                epoch.ValidationMetrics.Count > 0 ? epoch.ValidationMetrics : null, epoch.LearningRate, epoch.Seconds);
        }
        else
        {
            Trained(epoch.Epoch, context.Epochs, epoch.Loss, epoch.Accuracy, epoch.LearningRate, epoch.Seconds);
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Ends(context.History.Count, context.Epochs, context.History.Seconds);
    }

    /// <inheritdoc/>
    public override void OnTrainCancelled(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Cancelled(context.Epoch, context.Step);
    }

    /// <inheritdoc/>
    public override void OnTrainFailed(TrainingContext context, TrainingException failure) => Failed(failure);

    [LoggerMessage(1, LogLevel.Information, "Training begins: {Epochs} epochs of {Steps} steps")]
    private partial void Begins(int epochs, int steps);

    [LoggerMessage(2, LogLevel.Information,
        "Epoch {Epoch}/{Epochs}: loss {Loss}, accuracy {Accuracy}, learning rate {LearningRate}, {Seconds} s")]
    private partial void Trained(int epoch, int epochs, double loss, double? accuracy, double learningRate, double seconds);

    [LoggerMessage(3, LogLevel.Information,
        "Epoch {Epoch}/{Epochs}: loss {Loss}, accuracy {Accuracy}, validation loss {ValidationLoss}, "
        + "validation accuracy {ValidationAccuracy}, validation metrics {ValidationMetrics}, learning rate {LearningRate}, {Seconds} s")]
    private partial void Validated(
        int epoch, int epochs, double loss, double? accuracy, double validationLoss, double? validationAccuracy,
        MetricValues? validationMetrics, double learningRate, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Training ends after {Done} of {Epochs} epochs, {Seconds} s of steps")]
    private partial void Ends(int done, int epochs, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "Training was cancelled in epoch {Epoch} after step {Step}")]
    private partial void Cancelled(int epoch, int step);

    [LoggerMessage(6, LogLevel.Error, "Training failed")]
    private partial void Failed(Exception failure);
}
