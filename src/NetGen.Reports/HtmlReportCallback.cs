using System.Numerics;

namespace NetGen.Reports;

/// <summary>
/// Writes an <see cref="HtmlReport{T}"/> at the end of a run, with the loss and the learning rate of its steps; also where it is cancelled
/// or fails, of the epochs before.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class HtmlReportCallback<T> : Callback
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string _path;
    private readonly HtmlReport<T> _report;
    private readonly StepCurve _curve = new();

    /// <summary>Makes the callback.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="report">What is to be in it; the history is that of the run.</param>
    public HtmlReportCallback(string path, HtmlReport<T> report)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(report);
        _path = path;
        _report = report;
    }

    /// <inheritdoc/>
    public override bool OnlyReports => true;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _curve.Clear();
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _curve.Add(context.StepResult.Loss, context.LearningRate);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainEnd(TrainingContext context) => Save(context, null);

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainCancelled(TrainingContext context) => Save(context, "The run was cancelled.");

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainFailed(TrainingContext context, TrainingException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Save(context, failure.Message);
    }

    private void Save(TrainingContext context, string? end)
    {
        ArgumentNullException.ThrowIfNull(context);

        // The steps of a stream of unknown length are known when an epoch has ended.
        int steps = Math.Max(context.StepsPerEpoch > 0 ? context.StepsPerEpoch : context.Step, 1);
        (_report with { History = context.History, Curve = _curve, StepsPerEpoch = steps, End = end }).Save(_path);
    }
}
