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
public abstract partial class Trainer<T> : ICheckpointed, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly BatchRunner<T> _runner;
    private readonly TrainerOptions _options;
    private BatchRunner<T>? _evaluator;
    private bool _isBusy;
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
        MetricTargets.Check(runner.Signature, options.Metrics);
        State = new TrainerState<T>(runner, network.Gate);
        _lossNames = [.. runner.Signature.Losses.Select(loss => loss.Name)];
        _lengths = new int[runner.Signature.Lengths.Count];
    }

    /// <summary>
    /// Most samples in a step, over all processes of <see cref="TrainerOptions.Communicator"/>: the last batch of an epoch may be smaller.
    /// </summary>
    public int BatchSize => Parallel?.BatchSize ?? _runner.Capacity;

    /// <summary>The other processes; null where this one is alone.</summary>
    private ParallelRun? Parallel => _runner.Parallel;

    /// <summary>
    /// Threads that run a step: as many as the options say or, where they leave it open, as a batch of this size keeps busy; 1 on a device.
    /// </summary>
    public int Threads => _runner.Threads;

    /// <summary>How it trains.</summary>
    public TrainerOptions Options => _options;

    /// <summary>Changes the weights by the gradients; gives the learning rate and its schedule.</summary>
    public abstract Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers; it can be listed, saved and loaded.</summary>
    public TrainerState<T> State { get; }

    /// <summary>
    /// Evaluates the network as it is now on a dataset or a stream, or the average of its weights where the trainer keeps one: dropout off,
    /// running statistics in use.
    /// </summary>
    /// <remarks>
    /// It has memory of its own, so that predictions may go on beside it. Of several processes each evaluates its part of the samples, and
    /// all get the result of the whole: all of them call it, and none cancels it alone.
    /// </remarks>
    /// <param name="data">The samples: a <see cref="Dataset"/>, or a stream, which is read once.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches; nothing has changed.</param>
    /// <returns>Loss, accuracy and the metrics of <see cref="TrainerOptions.Metrics"/>.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or the network is being loaded, on another thread; or a metric is in use by another
    /// evaluation.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, between two batches.</exception>
    public Evaluation Evaluate(DataStream data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using (_network.Gate.Claim())
        {
            _evaluator ??= _runner.Evaluator ?? _network.CreateEvaluator(_runner.Capacity);
            _runner.AimAtAverage(_evaluator);
            return _network.Evaluate(_evaluator, data, _options.Metrics, cancellationToken, Parallel?.Communicator);
        }
    }

    /// <summary>Frees what the trainer holds; the network stays usable.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            CloseStream();
            (_evaluator as IDisposable)?.Dispose();
            (_runner as IDisposable)?.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Sets the learning rate of the step that follows.</summary>
    /// <param name="rate">Base rate times the schedule's factor.</param>
    protected abstract void SetLearningRate(double rate);

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
