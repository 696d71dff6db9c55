using System.Diagnostics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Sums up the steps of a training run, keeps its clock and reports its progress; adding a step allocates nothing.</summary>
internal sealed class RunMeter<T>(
    BatchRunner<T> runner, int epochs, int steps, IProgress<TrainingProgress>? progress, string? warning = null)
    where T : unmanaged
{
    private static readonly long ReportInterval = Stopwatch.Frequency / 10;

    private readonly LossSums<T> _losses = new(runner);
    private readonly long _runStart = Stopwatch.GetTimestamp();
    private long _epochStart;
    private TimeSpan _epochTime;
    private TimeSpan _timeBefore;
    private long _lastReport;
    private int _epoch;
    private int _step;
    private long _doneHere;
    private long _correct;
    private long _predictions;
    private double _learningRate;

    /// <summary>Steps of an epoch; 0 where they are not known.</summary>
    public int Steps { get; set; } = steps;

    /// <summary>What the epoch under way has added up.</summary>
    public EpochSums Sums => new(
        _losses.Sum, _losses.Sums.ToArray(), _losses.Samples, _correct, _predictions, _epochTime.TotalSeconds);

    /// <summary>Starts an epoch, counted from 1, or goes on with one.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="step">Steps of it that are done.</param>
    /// <param name="sums">What they added up; null for nothing.</param>
    public void BeginEpoch(int epoch, int step = 0, EpochSums? sums = null)
    {
        _epoch = epoch;
        _step = step;
        _losses.Begin(sums);
        _correct = sums?.Correct ?? 0;
        _predictions = sums?.Predictions ?? 0;
        _timeBefore = _epochTime = TimeSpan.FromSeconds(sums?.Seconds ?? 0);
        _epochStart = Stopwatch.GetTimestamp();
    }

    /// <summary>Adds the step whose result the runner gave last, and reports it where the last report is long enough ago.</summary>
    public void Add(in BatchResult result, double learningRate)
    {
        _step++;
        _doneHere++;
        _losses.Add(result);
        _correct += result.Correct;
        _predictions += result.Predictions;
        _learningRate = learningRate;
        TimeSpan timeBefore = _epochTime;
        _epochTime = _timeBefore + Stopwatch.GetElapsedTime(_epochStart);
        TrainingInstruments.Record(result, learningRate, _epochTime - timeBefore);
        long now = Stopwatch.GetTimestamp();
        if (progress is not null && now - _lastReport >= ReportInterval)
        {
            _lastReport = now;
            progress.Report(Progress(null));
        }
    }

    /// <summary>The epoch's metrics; its clock stood still since the last step.</summary>
    public EpochMetrics EndEpoch(Evaluation? validation) => new()
    {
        Epoch = _epoch,
        Loss = _losses.Mean,
        Losses = _losses.Means,
        Accuracy = Accuracy,
        ValidationLoss = validation?.Loss,
        ValidationLosses = validation?.Losses,
        ValidationAccuracy = validation?.Accuracy,
        ValidationMetrics = validation?.Metrics ?? new MetricValues([], []),
        Seconds = _epochTime.TotalSeconds,
        SamplesPerSecond = SamplesPerSecond,
        LearningRate = _learningRate,
    };

    /// <summary>Reports the end of the epoch.</summary>
    public void ReportEnd(EpochMetrics completed) => progress?.Report(Progress(completed));

    private double? Accuracy => runner.HasAccuracy && _predictions > 0 ? (double)_correct / _predictions : null;

    /// <summary>Steps of the run that are left.</summary>
    private double Left => Math.Max(0, ((epochs - _epoch + 1.0) * Steps) - _step);

    private double SamplesPerSecond => _losses.Samples / Math.Max(_epochTime.TotalSeconds, 1e-9);

    private TrainingProgress Progress(EpochMetrics? completed)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_runStart);
        return new TrainingProgress
        {
            Epoch = _epoch,
            Epochs = epochs,
            Step = _step,
            Steps = Steps,
            Loss = _losses.Mean,
            Losses = _losses.Means,
            Accuracy = Accuracy,
            SamplesPerSecond = SamplesPerSecond,
            LearningRate = _learningRate,
            Elapsed = elapsed,
            Remaining = elapsed * (Left / Math.Max(_doneHere, 1)),
            Warning = warning,
            Completed = completed,
        };
    }
}
