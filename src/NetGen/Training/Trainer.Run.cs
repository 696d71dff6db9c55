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
    /// <param name="train">The samples to train on.</param>
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
    /// <exception cref="ArgumentException">The data does not fit the network, or <paramref name="epochs"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or the network is being loaded, on another thread; or a schedule has come to its end, at a
    /// rate of 0, in the calls before: see <see cref="TrainerOptions.PlannedEpochs"/>.
    /// </exception>
    /// <exception cref="TrainingException">
    /// The loss or a gradient of a step was not finite: the weights stay as the step before left them. Or weights or the validation loss
    /// were not finite after an epoch. <see cref="EarlyStopping"/> puts back the best weights.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public History Fit(
        Dataset train,
        int epochs,
        Dataset? validation = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        using Entry entry = new(this);
        CloseStream();
        BatchLoader<T> loader = LoaderOf(train, nameof(train));
        if (validation is not null)
        {
            _ = new BatchLoader<T>(_runner, validation, nameof(validation), trains: false);
        }

        if (callbacks?.Contains(null!) == true)
        {
            throw new ArgumentException("A callback is null.", nameof(callbacks));
        }

        cancellationToken.ThrowIfCancellationRequested();
        TrainingContext context = new(_network.Parameters, epochs, StepsOf(train), this, _runner.KeepAverage);
        string? warning = progress is null ? null : Warning(train, validation);
        _run = new(
            loader,
            validation,
            [.. (callbacks ?? []).OrderBy(callback => callback is Checkpointing)],
            context,
            new RunMeter<T>(_runner, epochs, context.StepsPerEpoch, progress, warning),
            cancellationToken);
        try
        {
            Run(_run);
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
        catch (OperationCanceledException) when (run.CancellationToken.IsCancellationRequested)
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
        CheckSchedule(context);
        int[] order = new int[run.Loader.Data.Count];
        using EpochFeed<T> feed = CreateFeed(run.Loader);
        for (int epoch = context.History.Count + 1; epoch <= context.Epochs && !context.IsStopping; epoch++)
        {
            context.Epoch = epoch;
            run.Meter.BeginEpoch(epoch, run.Step, sums);
            sums = null;
            Array.ForEach(run.Callbacks, callback => callback.OnEpochBegin(context));
            Order(order);
            RunEpoch(run, feed, order);
            if (run.Step < context.StepsPerEpoch)
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
            throw TrainingException.OfWeights(parameter, context.Epoch, context.StepsPerEpoch, meter.EndEpoch(null).Loss);
        }

        EpochMetrics metrics = meter.EndEpoch(run.Validation is null ? null : Evaluate(run.Validation, run.CancellationToken));
        if (metrics.ValidationLoss is { } loss && !double.IsFinite(loss))
        {
            throw TrainingException.OfValidation(context.Epoch, context.StepsPerEpoch, loss);
        }

        context.History.Add(metrics);
        meter.ReportEnd(metrics);
        Array.ForEach(run.Callbacks, callback => callback.OnEpochEnd(context));
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
        if (resumed.Samples != run.Loader.Data.Count)
        {
            throw new ArgumentException(
                Invariant($"The checkpoint was made in a run over {Words.Counted(resumed.Samples, "sample")}; ")
                + Invariant($"the data has {run.Loader.Data.Count}."),
                "train");
        }

        (run.Context.History, run.Context.Epoch, run.Step) = (resumed.History, resumed.History.Count, resumed.Step);
        run.Context.IsStopping = resumed.IsStopping;
        foreach (Callback callback in run.Callbacks)
        {
            if (resumed.Callbacks.TryGetValue(RunUnderWay.KeyOf(callback, run.Callbacks), out CallbackState? state))
            {
                callback.Load(state);
            }
        }

        return resumed.Sums;
    }

    private void RunEpoch(FitRun run, EpochFeed<T> feed, int[] order)
    {
        TrainingContext context = run.Context;
        int before = run.Step, steps = context.StepsPerEpoch, begun = before;
        BeginEpoch(feed, order, before, steps);
        try
        {
            while (run.Step < steps)
            {
                bool waits = begun == steps || context.StopsAfterStep;
                if (!waits)
                {
                    run.CancellationToken.ThrowIfCancellationRequested();
                    feed.BeginStep();
                    begun++;
                    waits = begun == steps || run.ReadsWeightsAt(begun);
                }

                while (feed.TryTake(waits, out BatchResult result, out double rate))
                {
                    Take(run, feed, result, rate);
                }

                if (context.StopsAfterStep && feed.Pending == 0)
                {
                    break;
                }
            }

            if (run.Step == steps)
            {
                _runner.FinishUpdate();
            }
        }
        finally
        {
            // Steps that a device has begun are done, also where the run ends before their results are known.
            _steps += feed.Pending;
        }
    }

    private void Take(FitRun run, EpochFeed<T> feed, in BatchResult result, double rate)
    {
        TrainingContext context = run.Context;
        CountStep(feed, result, context.Epoch, run.Step + 1);
        run.Step++;
        run.Meter.Add(result, rate);
        (context.Step, context.StepResult, context.LearningRate) = (run.Step, result, rate);
        foreach (Callback callback in run.Callbacks)
        {
            callback.OnStepEnd(context);
        }
    }

    /// <exception cref="TrainingException">The step changed nothing, since its loss or a gradient was not finite.</exception>
    private void CountStep(EpochFeed<T> feed, in BatchResult result, int epoch, int step)
    {
        if (result.IsSkipped || !double.IsFinite(result.Loss))
        {
            feed.Abandon();
            throw TrainingException.OfStep(epoch, step, result.Loss, _runner.FindNotFinite());
        }

        _steps++;
    }

    /// <summary>Begins an epoch at one of its steps.</summary>
    private void BeginEpoch(EpochFeed<T> feed, int[] order, int step, int steps)
    {
        long first = _steps - step;
        long? total = _plannedEpochs > 0 ? TotalSteps(first, steps) : null;
        int? planned = _plannedEpochs > 0 ? _plannedEpochs : null;
        int end = (int)Math.Min(order.Length, (long)steps * BatchSize);
        int[] rest = step == 0 && end == order.Length ? order : order[(step * BatchSize)..end];
        feed.BeginEpoch(rest, next =>
        {
            double progress = _epochs + ((double)(step + next) * BatchSize / end);
            return PrepareStep(new TrainingPosition(first + step + next, progress, total, planned));
        });
    }

    /// <summary>Steps of an epoch.</summary>
    /// <exception cref="ArgumentException">There are none: the only batch is left out since it is too small.</exception>
    private int StepsOf(Dataset data)
    {
        long steps = _options.DropLast ? data.Count / BatchSize : ((long)data.Count + BatchSize - 1) / BatchSize;
        return steps > 0 ? (int)steps : throw new ArgumentException(
            Invariant($"{Words.Counted(data.Count, "sample")} make no batch of {BatchSize}, and smaller ones are left out (DropLast)."),
            "train");
    }

    private BatchLoader<T> LoaderOf(Dataset data, string name)
    {
        BatchLoader<T> loader = new(_runner, data, name);
        _runner.Signature.CheckBatch(_options.DropLast ? BatchSize : Math.Min(data.Count, BatchSize), loader.Lengths, name);
        return loader;
    }

    /// <summary>With transforms the batches are staged on the host, whatever the device.</summary>
    private EpochFeed<T> CreateFeed(BatchLoader<T> loader) => _options.Transforms.Count == 0
        ? _runner.CreateFeed(loader)
        : new HostFeed<T>(_runner, loader, new BatchTransforms<T>(_runner.Signature, _options, () => _steps));

    /// <summary>The order depends on seed and epoch alone, so that two runs of one epoch equal one run of two.</summary>
    private void Order(int[] order)
    {
        if (_options.Shuffle)
        {
            SplitMix64.Shuffle(order, _options.Seed, _epochs);
        }
        else
        {
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }
        }
    }

    /// <summary>What whoever watches a run should know.</summary>
    private string? Warning(Dataset train, Dataset? validation)
    {
        string?[] warnings = [LabelCoverage.Warning(train, validation), BuildHint.Of(_network.GetType().Assembly)];
        return warnings.Any(warning => warning is not null) ? string.Join(" ", warnings.OfType<string>()) : null;
    }

    /// <summary>What belongs to one run.</summary>
    private sealed class FitRun(
        BatchLoader<T> loader,
        Dataset? validation,
        Callback[] callbacks,
        TrainingContext context,
        RunMeter<T> meter,
        CancellationToken cancellationToken)
    {
        public BatchLoader<T> Loader => loader;

        public Dataset? Validation => validation;

        public Callback[] Callbacks => callbacks;

        public TrainingContext Context => context;

        public RunMeter<T> Meter => meter;

        public CancellationToken CancellationToken => cancellationToken;

        /// <summary>Steps done of the epoch under way; 0 between two epochs.</summary>
        public int Step { get; set; }

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
