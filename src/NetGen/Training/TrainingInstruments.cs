using System.Diagnostics.Metrics;

namespace NetGen;

/// <summary>
/// What <see cref="Trainer{T}.Fit"/> and <see cref="Trainer{T}.TrainFor"/> tell of their steps to whoever listens to the meter "NetGen",
/// such as OpenTelemetry or <c>dotnet-counters monitor --counters NetGen</c>; names of instruments with their units stand here. A step
/// allocates nothing for it.
/// </summary>
public static class TrainingInstruments
{
    /// <summary>The meter: "NetGen".</summary>
    public const string MeterName = "NetGen";

    /// <summary>A counter of steps: "netgen.training.steps", {step}.</summary>
    public const string Steps = "netgen.training.steps";

    /// <summary>A counter of training samples: "netgen.training.samples", {sample}.</summary>
    public const string Samples = "netgen.training.samples";

    /// <summary>A gauge of the last step's mean loss: "netgen.training.loss", 1.</summary>
    public const string Loss = "netgen.training.loss";

    /// <summary>A gauge of the last step's learning rate: "netgen.training.learning_rate", 1.</summary>
    public const string LearningRate = "netgen.training.learning_rate";

    /// <summary>
    /// A histogram of the time from the end of a step to that of the next, or since the epoch began: "netgen.training.step.duration", s.
    /// </summary>
    public const string StepDuration = "netgen.training.step.duration";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_steps = s_meter.CreateCounter<long>(Steps, "{step}", "Training steps.");
    private static readonly Counter<long> s_samples = s_meter.CreateCounter<long>(Samples, "{sample}", "Samples of training steps.");
    private static readonly Gauge<double> s_loss = s_meter.CreateGauge<double>(Loss, "1", "Mean loss of the last step.");
    private static readonly Gauge<double> s_rate = s_meter.CreateGauge<double>(LearningRate, "1", "Learning rate of the last step.");
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        StepDuration, "s", "Time that a step took.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
        });

    /// <summary>Tells of a step.</summary>
    internal static void Record(in BatchResult result, double learningRate, TimeSpan time)
    {
        s_steps.Add(1);
        s_samples.Add(result.Count);
        s_loss.Record(result.Loss);
        s_rate.Record(learningRate);
        s_duration.Record(time.TotalSeconds);
    }
}
