using static System.FormattableString;

namespace NetGen;

/// <content>Whole runs.</content>
public abstract partial class Trainer<T>
{
    private long _steps;
    private int _epochs;
    private FitRun? _run;
    private RunUnderWay? _resumed;

    /// <summary>
    /// Trains for a number of epochs. A second call goes on where the first one ended, with the next order of the samples; after
    /// <see cref="LoadCheckpoint(string)"/> it goes on with the run that the checkpoint was made in.
    /// </summary>
    /// <param name="train">
    /// The samples to train on: a <see cref="Dataset"/>, or a stream, which is read anew in each epoch, in blocks of
    /// <see cref="TrainerOptions.BlockSize"/>; the samples of a block are shuffled among each other.
    /// </param>
    /// <param name="epochs">
    /// How often to go through them: at least 1. Of a run that goes on from a checkpoint this is the whole, with what was done before.
    /// </param>
    /// <param name="validation">Samples to evaluate on after each epoch, or null.</param>
    /// <param name="callbacks">What takes part in the run, for example <see cref="EarlyStopping"/>.</param>
    /// <param name="progress">Told at most about ten times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">
    /// Ends the run between two steps, or two batches of the validation; the weights stay as the last step left them.
    /// </param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">
    /// The data does not fit the network, or <paramref name="epochs"/> is below 1. Blocks of a stream are looked at when they are read;
    /// errors of its reader reach the caller as they are.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or the network is being loaded, on another thread; or a schedule has come to its end, at a
    /// rate of 0, in the calls before: see <see cref="TrainerOptions.PlannedEpochs"/>; or it goes by the length of the training, which a
    /// stream of unknown length does not tell: see <see cref="DataStream.WithCount"/>.
    /// </exception>
    /// <exception cref="TrainingException">
    /// The loss or a gradient of a step was not finite: the weights stay as the step before left them. Or weights or the validation loss
    /// were not finite after an epoch. <see cref="EarlyStopping"/> puts back the best weights.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public History Fit(
        DataStream train,
        int epochs,
        DataStream? validation = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        using Entry entry = new(this);
        CloseStream();
        using RunSamples<T> samples = SamplesOf(train, nameof(train));
        if (validation is DatasetStream { Data: { } data })
        {
            _ = new BatchLoader<T>(_runner, data, nameof(validation), trains: false);
        }

        if (callbacks?.Contains(null!) == true)
        {
            throw new ArgumentException("A callback is null.", nameof(callbacks));
        }

        if (Parallel is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        bool isFirst = Parallel?.IsFirst ?? true;
        TrainingContext context = new(_network.Parameters, epochs, StepsOf(train.Count) ?? 0, this, _runner.KeepAverage, Parallel);
        string? warning = progress is null ? null : Warning(train, validation);
        _run = new(
            samples,
            validation,
            [.. (callbacks ?? []).Where(callback => isFirst || !callback.OnlyReports).OrderBy(callback => callback is Checkpointing)],
            context,
            new RunMeter<T>(_runner, epochs, context.StepsPerEpoch, isFirst ? progress : null, warning),
            Parallel is not null,
            cancellationToken);
        try
        {
            Run(_run);
        }
        catch (Exception failure)
        {
            AbortAll(failure);
            throw;
        }
        finally
        {
            _run = null;
        }

        return context.History;
    }

    private void Run(FitRun run)
    {
        Array.ForEach(run.Callbacks, callback => callback.OnTrainBegin(run.Context));
        try
        {
            RunEpochs(run);
        }
        catch (TrainingException failure)
        {
            Array.ForEach(run.Callbacks, callback => callback.OnTrainFailed(run.Context, failure));
            throw;
        }
        catch (OperationCanceledException) when (run.IsCancelled || run.CancellationToken.IsCancellationRequested)
        {
            Array.ForEach(run.Callbacks, callback => callback.OnTrainCancelled(run.Context));
            throw;
        }

        Array.ForEach(run.Callbacks, callback => callback.OnTrainEnd(run.Context));
    }

    private void RunEpochs(FitRun run)
    {
        TrainingContext context = run.Context;
        EpochSums? sums = GoOn(run);
        CheckSchedule(run);
        for (int epoch = context.History.Count + 1; epoch <= context.Epochs && !context.IsStopping; epoch++)
        {
            context.Begin(epoch, run.Step);
            run.Meter.BeginEpoch(epoch, run.Step, sums);
            sums = null;
            Array.ForEach(run.Callbacks, callback => callback.OnEpochBegin(context));
            if (!RunEpoch(run))
            {
                return;
            }

            run.Step = 0;
            _epochs++;
            EndEpoch(run);
        }
    }

    private void EndEpoch(FitRun run)
    {
        (TrainingContext context, RunMeter<T> meter) = (run.Context, run.Meter);
        if (_network.FirstNotFinite() is { } parameter)
        {
            throw TrainingException.OfWeights(parameter, context.Epoch, context.Step, meter.EndEpoch(null).Loss);
        }

        EpochMetrics metrics = meter.EndEpoch(run.Validation is null ? null : Evaluate(run.Validation, run.OwnToken));
        if (metrics.ValidationLoss is { } loss && !double.IsFinite(loss))
        {
            throw TrainingException.OfValidation(context.Epoch, context.Step, loss);
        }

        context.History.Add(metrics);
        meter.ReportEnd(metrics);
        Array.ForEach(run.Callbacks, callback => callback.OnEpochEnd(context));
        EndTogether(run);
    }

    /// <summary>Takes over where a checkpoint was made; gives what its epoch had added up.</summary>
    private EpochSums? GoOn(FitRun run)
    {
        Plan(_epochs + run.Context.Epochs);
        if (_resumed is not { } resumed)
        {
            return null;
        }

        _resumed = null;
        CheckSame(resumed, run.Samples);
        run.Step = resumed.Step;
        run.Context.GoOn(resumed);
        foreach (Callback callback in run.Callbacks)
        {
            if (resumed.Callbacks.TryGetValue(RunUnderWay.KeyOf(callback, run.Callbacks), out CallbackState? state))
            {
                callback.Load(state);
            }
        }

        return resumed.Sums;
    }

    /// <exception cref="ArgumentException">The checkpoint was made over other data, or other blocks of it.</exception>
    private static void CheckSame(RunUnderWay resumed, RunSamples<T> samples)
    {
        if (resumed.Samples != (samples.Count ?? 0) || resumed.BlockSize != samples.BlockSize)
        {
            throw new ArgumentException(
                $"The checkpoint was made in a run over {Described(resumed.Samples, resumed.BlockSize)}; "
                + $"the data has {Described(samples.Count ?? 0, samples.BlockSize)}.",
                "train");
        }

        static string Described(long count, int blockSize) => (count > 0 ? Words.Counted(count, "sample") : "an unknown number of samples")
            + (blockSize > 0 ? Invariant($", read in blocks of {blockSize}") : "");
    }

    /// <summary>What whoever watches a run should know.</summary>
    private string? Warning(DataStream train, DataStream? validation)
    {
        string? labels = train is DatasetStream data ? LabelCoverage.Warning(data.Data, (validation as DatasetStream)?.Data) : null;
        string?[] warnings = [labels, BuildHint.Of(_network.GetType().Assembly)];
        return warnings.Any(warning => warning is not null) ? string.Join(" ", warnings.OfType<string>()) : null;
    }

    /// <summary>What belongs to one run.</summary>
    private sealed class FitRun(
        RunSamples<T> samples,
        DataStream? validation,
        Callback[] callbacks,
        TrainingContext context,
        RunMeter<T> meter,
        bool isParallel,
        CancellationToken cancellationToken)
    {
        private int[] _order = [];

        public RunSamples<T> Samples => samples;

        public DataStream? Validation => validation;

        public Callback[] Callbacks => callbacks;

        public TrainingContext Context => context;

        public RunMeter<T> Meter => meter;

        public CancellationToken CancellationToken => cancellationToken;

        /// <summary>What ends the run at once; of several processes none ends alone.</summary>
        public CancellationToken OwnToken => isParallel ? CancellationToken.None : cancellationToken;

        /// <summary>Whether a process was cancelled, which ended the run in all of them.</summary>
        public bool IsCancelled { get; set; }

        /// <summary>Steps done of the epoch under way; 0 between two epochs.</summary>
        public int Step { get; set; }

        /// <summary>An array for the order of so many samples: the same one while their number is the same.</summary>
        public int[] OrderFor(int count) => _order.Length == count ? _order : _order = new int[count];

        public bool ReadsWeightsAt(int step)
        {
            bool reads = false;
            foreach (Callback callback in callbacks)
            {
                reads |= callback.ReadsWeightsAt(context, step);
            }

            return reads;
        }
    }
}
