using NetGen.Runtime;

namespace NetGen;

/// <summary>A training run as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly ICheckpointed _trainer;
    private readonly Func<AverageCopy?> _keepAverage;

    internal TrainingContext(
        IReadOnlyList<Parameter> parameters, int epochs, int stepsPerEpoch, ICheckpointed trainer, Func<AverageCopy?> keepAverage,
        ParallelRun? parallel = null)
    {
        Parallel = parallel;
        _parameters = parameters;
        _trainer = trainer;
        _keepAverage = keepAverage;
        Epochs = epochs;
        StepsPerEpoch = stepsPerEpoch;
    }

    /// <summary>Number of this process among those that train together; 0, who writes files, also where it is alone.</summary>
    public int Rank => Parallel?.Communicator.Rank ?? 0;

    /// <summary>The other processes; null where this one is alone.</summary>
    internal ParallelRun? Parallel { get; }

    /// <summary>Epochs that the run was asked for.</summary>
    public int Epochs { get; }

    /// <summary>Steps of an epoch; of a stream of unknown length those of the last epoch, 0 in the first one.</summary>
    public int StepsPerEpoch { get; internal set; }

    /// <summary>The epoch under way, or the last one; from 1, and 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Steps done in this epoch.</summary>
    public int Step { get; internal set; }

    /// <summary>Steps done in the run.</summary>
    public long TotalSteps => StepsBefore + Step;

    /// <summary>Steps done in the run before this epoch.</summary>
    internal long StepsBefore { get; private set; }

    /// <summary>What the last step gave.</summary>
    public BatchResult StepResult { get; internal set; }

    /// <summary>The last step's learning rate.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>The epochs completed so far.</summary>
    public History History { get; internal set; } = new();

    /// <summary>The last completed epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch is completed yet.</exception>
    public EpochMetrics Metrics => History.Last;

    /// <summary>Whether the run ends because a callback asked for it.</summary>
    public bool IsStopping { get; internal set; }

    /// <summary>Whether it ends within the epoch.</summary>
    internal bool StopsAfterStep { get; private set; }

    /// <summary>Ends the run after this epoch.</summary>
    public void Stop() => IsStopping = true;

    /// <summary>
    /// Ends the run after this step; a device does first what it has begun. An epoch that is not complete has no part in the
    /// <see cref="History"/>, and from a checkpoint the run goes on.
    /// </summary>
    public void StopAfterStep() => IsStopping = StopsAfterStep = true;

    /// <summary>Copies all parameters, running statistics included, and the average of them that the trainer keeps.</summary>
    public WeightSnapshot SaveWeights() => new(_parameters, _keepAverage());

    /// <summary>Sets all parameters, running statistics included, and their average to what they were when the snapshot was made.</summary>
    /// <exception cref="ArgumentException">The snapshot is one of another network.</exception>
    public void RestoreWeights(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.Restore(_parameters);
    }

    /// <summary>Writes all that the run needs to go on from here, as <see cref="Trainer{T}.SaveCheckpoint(string)"/> does.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written. An existing file stays as it was.</exception>
    public void SaveCheckpoint(string path) => _trainer.SaveCheckpoint(path);

    /// <summary>Begins an epoch, or goes on with it.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">Steps of it that are done.</param>
    internal void Begin(int epoch, int step)
    {
        StepsBefore += epoch > Epoch ? Step : 0;
        (Epoch, Step) = (epoch, step);
    }

    /// <summary>Takes over where a run was.</summary>
    internal void GoOn(RunUnderWay run)
    {
        (History, Epoch, IsStopping) = (run.History, run.History.Count, run.IsStopping);
        StepsBefore = run.StepsBefore ?? ((long)StepsPerEpoch * Epoch);
    }

    /// <summary>Goes on from a checkpoint, in <see cref="Callback.OnTrainBegin"/>.</summary>
    internal void LoadCheckpoint(string path) => _trainer.LoadCheckpoint(path);
}
