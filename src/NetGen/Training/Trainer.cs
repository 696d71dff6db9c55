using System.Numerics;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Trains a network: whole runs with <see cref="Fit"/>, or one step at a time with <c>Step</c>.</summary>
/// <typeparam name="T">The network's number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The generated code derives a trainer for each network. A trainer, and all trainers of one network together, serve one thread at a time:
/// a second is refused, and nothing changed. Predictions, decoders and saving may run beside it on other threads; they wait until a step is
/// done, so that they see its weights whole. A callback may predict and evaluate, but not step.
/// </remarks>
public abstract partial class Trainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly BatchRunner<T> _runner;
    private readonly TrainerOptions _options;
    private BatchRunner<T>? _evaluator;
    private bool _isBusy;
    private long _steps;
    private int _epochs;
    private bool _isDisposed;

    /// <summary>Makes a trainer.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="runner">Runs a whole training step over a batch: forward, backward and the optimizer's update.</param>
    /// <param name="options">How to train.</param>
    protected Trainer(Network<T> network, BatchRunner<T> runner, TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(options);
        _network = network;
        _runner = runner;
        _options = options;
        State = new TrainerState<T>(runner, network.Gate);
        _lossNames = [.. runner.Signature.Losses.Select(loss => loss.Name)];
        _lengths = new int[runner.Signature.Lengths.Count];
    }

    /// <summary>Most samples in a step: the last batch of an epoch may be smaller.</summary>
    public int BatchSize => _runner.Capacity;

    /// <summary>
    /// Threads that run a step: as many as the options say or, where they leave it open, as a batch of this size keeps busy; 1 on a device.
    /// </summary>
    public int Threads => _runner.Threads;

    /// <summary>Changes the weights by the gradients; gives the learning rate and its schedule.</summary>
    public abstract Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers; it can be listed, saved and loaded.</summary>
    public TrainerState<T> State { get; }

    /// <summary>Trains for a number of epochs. A second call goes on where the first one ended.</summary>
    /// <param name="train">The samples to train on.</param>
    /// <param name="epochs">How often to go through them: at least 1.</param>
    /// <param name="validation">Samples to evaluate on after each epoch, or null.</param>
    /// <param name="callbacks">What takes part in the run, for example <see cref="EarlyStopping"/>.</param>
    /// <param name="progress">Told at most about ten times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the weights stay as the last step left them.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network, or <paramref name="epochs"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or the network is being loaded, on another thread.
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
        BatchLoader<T> loader = new(_runner, train, nameof(train));
        _runner.Signature.CheckBatch(Math.Min(train.Count, BatchSize), loader.Lengths, nameof(train));
        if (validation is not null)
        {
            _ = new BatchLoader<T>(_runner, validation, nameof(validation), trains: false);
        }

        Callback[] participants = [.. callbacks ?? []];
        if (participants.Contains(null))
        {
            throw new ArgumentException("A callback is null.", nameof(callbacks));
        }

        cancellationToken.ThrowIfCancellationRequested();
        TrainingContext context = new(_network.Parameters, epochs, _runner.KeepAverage);
        Array.ForEach(participants, callback => callback.OnTrainBegin(context));
        try
        {
            RunEpochs(loader, epochs, validation, participants, context, progress, cancellationToken);
        }
        catch (TrainingException failure)
        {
            Array.ForEach(participants, callback => callback.OnTrainFailed(context, failure));
            throw;
        }

        Array.ForEach(participants, callback => callback.OnTrainEnd(context));
        return context.History;
    }

    private void RunEpochs(
        BatchLoader<T> loader,
        int epochs,
        Dataset? validation,
        Callback[] participants,
        TrainingContext context,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        Dataset train = loader.Data;
        int steps = (int)(((long)train.Count + BatchSize - 1) / BatchSize);
        RunMeter<T> meter = new(_runner, epochs, steps, progress, progress is null ? null : Warning(train, validation));
        int[] order = new int[train.Count];
        using EpochFeed<T> feed = _runner.CreateFeed(loader);
        int epochsBefore = _epochs;
        long totalSteps = _steps + ((long)epochs * steps);
        for (int epoch = 1; epoch <= epochs && !context.IsStopping; epoch++)
        {
            meter.BeginEpoch(epoch);
            Order(order);
            RunEpoch(feed, order, epoch, epochsBefore + epochs, totalSteps, meter, cancellationToken);
            _epochs++;
            if (_network.FirstNotFinite() is { } parameter)
            {
                throw TrainingException.OfWeights(parameter, epoch, steps, meter.EndEpoch(null).Loss);
            }

            EpochMetrics metrics = meter.EndEpoch(validation is null ? null : Evaluate(validation));
            if (metrics.ValidationLoss is { } loss && !double.IsFinite(loss))
            {
                throw TrainingException.OfValidation(epoch, steps, loss);
            }

            context.History.Add(metrics);
            meter.ReportEnd(metrics);
            Array.ForEach(participants, callback => callback.OnEpochEnd(context));
        }
    }

    /// <summary>
    /// Evaluates the network as it is now on a dataset: dropout off, running statistics in use. Where weights were averaged, it is their
    /// average that is evaluated.
    /// </summary>
    /// <remarks>It has memory of its own, so that predictions may go on beside it.</remarks>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or the network is being loaded, on another thread.
    /// </exception>
    public Evaluation Evaluate(Dataset data)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using (_network.Gate.Claim())
        {
            _evaluator ??= _runner.Evaluator ?? _network.CreateEvaluator(BatchSize);
            _runner.AimAtAverage(_evaluator);
            return _network.Evaluate(_evaluator, data);
        }
    }

    /// <summary>Frees what the trainer holds; the network stays usable.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            (_evaluator as IDisposable)?.Dispose();
            (_runner as IDisposable)?.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Sets the learning rate of the step that follows.</summary>
    /// <param name="rate">Base rate times the schedule's factor.</param>
    protected abstract void SetLearningRate(double rate);

    /// <summary>What whoever watches a run should know.</summary>
    private string? Warning(Dataset train, Dataset? validation)
    {
        string?[] warnings = [LabelCoverage.Warning(train, validation), BuildHint.Of(_network.GetType().Assembly)];
        return warnings.Any(warning => warning is not null) ? string.Join(" ", warnings.OfType<string>()) : null;
    }

    private void RunEpoch(
        EpochFeed<T> feed, int[] order, int epoch, int totalEpochs, long totalSteps, RunMeter<T> meter, CancellationToken cancellationToken)
    {
        long first = _steps;
        int steps = (int)(((long)order.Length + BatchSize - 1) / BatchSize), begun = 0, taken = 0;
        feed.BeginEpoch(order, step =>
        {
            double progress = _epochs + ((double)step * BatchSize / order.Length);
            return PrepareStep(new TrainingPosition(first + step, progress, totalSteps, totalEpochs));
        });
        try
        {
            while (taken < steps)
            {
                if (begun < steps)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    feed.BeginStep();
                    begun++;
                }

                while (feed.TryTake(wait: begun == steps, out BatchResult result, out double rate))
                {
                    taken++;
                    if (result.IsSkipped || !double.IsFinite(result.Loss))
                    {
                        feed.Abandon();
                        throw TrainingException.OfStep(epoch, taken, result.Loss);
                    }

                    _steps++;
                    meter.Add(result, rate);
                }
            }

            _runner.FinishUpdate();
        }
        finally
        {
            // Steps that a device has begun are done, also where the run ends before their results are known.
            _steps += feed.Pending;
        }
    }

    private double PrepareStep(in TrainingPosition position)
    {
        double factor = Optimizer.Schedule?.Factor(position) ?? 1;
        if (!(factor >= 0 && double.IsFinite(factor)))
        {
            throw new InvalidOperationException(
                Invariant($"The learning rate schedule gave the factor {factor} for step {position.Step}; ")
                + "it must be finite and not negative.");
        }

        _runner.Epoch = position.Epoch;
        double rate = Optimizer.Rate * factor;
        SetLearningRate(rate);
        return rate;
    }

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

    /// <summary>Makes this trainer busy for the calling thread, before anything of it changes.</summary>
    private readonly ref struct Entry
    {
        private readonly Trainer<T> _trainer;
        private readonly WeightGate.Scope _claim;

        public Entry(Trainer<T> trainer)
        {
            ObjectDisposedException.ThrowIf(trainer._isDisposed, trainer);
            _claim = trainer._network.Gate.Claim();
            if (trainer._isBusy)
            {
                _claim.Dispose();
                throw new InvalidOperationException(
                    "The trainer is at work: what it calls (a callback, a schedule) may predict and evaluate, but not step.");
            }

            trainer._isBusy = true;
            _trainer = trainer;
        }

        public void Dispose()
        {
            _trainer._isBusy = false;
            _claim.Dispose();
        }
    }
}
