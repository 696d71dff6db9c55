using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using static System.FormattableString;

namespace NetGen.Runtime;

/// <summary>
/// What the processes of a training step share. Each computes the gradients of its part of the batch, where every sample counts
/// 1 / (samples of the whole batch): so their sum is the gradient of the whole. Losses and right answers are summed likewise, and running
/// statistics become their mean, weighed by samples: all processes have the same weights to the bit before and after each step.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ParallelStep<T> : ParallelRun
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Places among the sums: then each loss, then the running statistics.
    private const int Samples = 0, Skipped = 1, Stops = 2, Cancels = 3, Loss = 4, Correct = 5, Predictions = 6, Losses = 7;

    private readonly ParameterStore<T> _store;
    private readonly AlignedBuffer<T> _gradients;
    private readonly ProgramPlan _plan;
    private readonly Func<int, double> _partLoss;
    private readonly int _checkEvery;
    private readonly double[] _sums;
    private readonly double[] _losses;
    private readonly double[] _counts;
    private T[] _joined = [];
    private long _steps;

    private ParallelStep(
        ParameterStore<T> store, AlignedBuffer<T> gradients, Func<int, double> partLoss, ProgramPlan plan, int batchSize,
        ICommunicator communicator, int checkEvery)
        : base(communicator, batchSize)
    {
        _partLoss = partLoss;
        _store = store;
        _gradients = gradients;
        _plan = plan;
        _checkEvery = checkEvery;
        _losses = new double[plan.Losses.Count];
        _sums = new double[Losses + _losses.Length + Statistics.Length];
        _counts = new double[communicator.Size];
        Sums = new GradientSums<T>(store, gradients, plan, communicator);
        Communicator.CheckSame(
            WeightHash.Of<int>([store.Block.Length, store.TrainedSize, batchSize]),
            "The network or the batch size of {0} is not that of process 0: all train the same network with the same options.");
        Share();
    }

    /// <summary>Null where the process is alone.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="gradients">Where the host has its gradients, and finds their sums.</param>
    /// <param name="partLoss">Gives each loss of its part of the last batch.</param>
    /// <param name="plan">The program's.</param>
    /// <param name="batchSize">Samples of all processes.</param>
    /// <param name="options">Names the processes.</param>
    /// <exception cref="ArgumentException">The batch is too small to be divided.</exception>
    public static ParallelStep<T>? Of(
        ParameterStore<T> store, AlignedBuffer<T> gradients, Func<int, double> partLoss, ProgramPlan plan, int batchSize,
        TrainerOptions options) =>
        options.Parallel is { } communicator
            ? new(store, gradients, partLoss, plan, batchSize, communicator, options.WeightCheckSteps)
            : null;

    /// <summary>Samples that this process has of a batch at most.</summary>
    /// <exception cref="ArgumentException">The batch is too small to be divided.</exception>
    public static int CapacityOf(int batchSize, ProgramPlan plan, TrainerOptions options)
    {
        if (options.Parallel is not { } communicator)
        {
            return batchSize;
        }

        if (batchSize < communicator.Size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize,
                Invariant($"A batch is divided among {communicator.Size} processes: it has at least as many samples."));
        }

        plan.CheckBatch(batchSize / communicator.Size, [.. plan.Lengths], nameof(batchSize), isPart: true);
        return BatchPart.Largest(batchSize, communicator.Size);
    }

    /// <summary>The sums of the gradients.</summary>
    public GradientSums<T> Sums { get; }

    /// <summary>What the last step gave over all processes.</summary>
    public BatchResult Result { get; private set; }

    /// <summary>One of the losses in it.</summary>
    public double LossAt(int loss) => _losses[loss];

    /// <inheritdoc/>
    public override void Gather(int count, ReadOnlySpan<int> lengths)
    {
        if (_plan.SumsOverProcesses && lengths.Length > 0)
        {
            Communicator.CheckSame(
                WeightHash.Of(lengths),
                "The sequences of {0} are not as long as those of process 0, with which BatchNorm(Synchronized = true) makes one batch.");
        }

        Array.Clear(_counts);
        _counts[Communicator.Rank] = count;
        Communicator.AllReduce(_counts);
        int first = 0, whole = 0;
        for (int rank = 0; rank < _counts.Length; rank++)
        {
            first += rank < Communicator.Rank ? (int)_counts[rank] : 0;
            whole += (int)_counts[rank];
        }

        Part = new(first, count, whole);
    }

    /// <summary>Replaces numbers by their sums over the processes, within a step.</summary>
    public void Sum(Span<T> values)
    {
        // What one sample has alone is not to be counted by processes that have none.
        if (Part.Count == 0)
        {
            values.Clear();
        }

        // All processes have begun the sums of the same gradients: of all kernels before this call, which are done, and of none behind it.
        Communicator.AllReduce(values);
    }

    /// <summary>Likewise two of equal length, in one message.</summary>
    public void Sum(Span<T> first, Span<T> second)
    {
        int count = first.Length;
        if (_joined.Length < 2 * count)
        {
            _joined = new T[2 * count];
        }

        Span<T> joined = _joined.AsSpan(0, 2 * count);
        first.CopyTo(joined);
        second.CopyTo(joined[count..]);
        Sum(joined);
        joined[..count].CopyTo(first);
        joined[count..].CopyTo(second);
    }

    /// <summary>Sums up a step that this process has done its part of.</summary>
    /// <param name="own">What the part gave; nothing where it is empty.</param>
    /// <returns>Whether the weights stay as they are, since a loss or a gradient is not finite.</returns>
    public bool Complete(in BatchResult own)
    {
        Sums.Complete();
        Fill(own);
        Communicator.AllReduce(_sums);
        if (_sums[Samples] != Part.Whole)
        {
            throw new CommunicationException(Invariant(
                $"The processes had {_sums[Samples]} samples of a batch of {Part.Whole}: their data or options are not the same."));
        }

        Agreed = (_sums[Stops] > 0 ? StepSignals.Stop : 0) | (_sums[Cancels] > 0 ? StepSignals.Cancel : 0);
        for (int i = 0; i < _losses.Length; i++)
        {
            _losses[i] = _sums[Losses + i] / Part.Whole;
        }

        // Finite gradients may have a sum that is not.
        bool isSkipped = _sums[Skipped] > 0 || !Finite.All<T>(_gradients.Span);
        Result = new(_sums[Loss] / Part.Whole, (int)_sums[Correct], Part.Whole, (int)_sums[Predictions]) { IsSkipped = isSkipped };
        return isSkipped;
    }

    /// <summary>Puts the mean of the running statistics in their place.</summary>
    public void TakeStatistics()
    {
        Span<T> statistics = Statistics;
        for (int i = 0; i < statistics.Length; i++)
        {
            statistics[i] = T.CreateChecked(_sums[Losses + _losses.Length + i] / Part.Whole);
        }
    }

    /// <summary>Ends a step whose update is done: now and then the weights are compared.</summary>
    public void EndStep()
    {
        if (_checkEvery > 0 && ++_steps % _checkEvery == 0)
        {
            _store.Fetch();
            CompareWeights();
        }
    }

    /// <inheritdoc/>
    public override void CheckWeights()
    {
        _store.FetchForReading();
        CompareWeights();
    }

    private void CompareWeights() => Communicator.CheckSame(
        WeightHash.Of<T>(_store.Block.Span), "The weights of {0} are not those of process 0: something changed them there alone.");

    private Span<T> Statistics => _store.Block.Span[_store.StatisticsStart..];

    private void Fill(in BatchResult own)
    {
        _sums[Samples] = own.Count;
        _sums[Skipped] = own.IsSkipped ? 1 : 0;

        // HasFlag would box until the method is compiled well.
        _sums[Stops] = (Wishes & StepSignals.Stop) != 0 ? 1 : 0;
        _sums[Cancels] = (Wishes & StepSignals.Cancel) != 0 ? 1 : 0;
        _sums[Loss] = own.Count * own.Loss;
        (_sums[Correct], _sums[Predictions]) = (own.Correct, own.Predictions);
        for (int i = 0; i < _losses.Length; i++)
        {
            _sums[Losses + i] = own.Count == 0 ? 0 : own.Count * _partLoss(i);
        }

        Span<T> statistics = Statistics;
        for (int i = 0; i < statistics.Length; i++)
        {
            _sums[Losses + _losses.Length + i] = own.Count == 0 ? 0 : own.Count * double.CreateTruncating(statistics[i]);
        }
    }

    /// <summary>All processes begin with the weights of the first.</summary>
    private void Share()
    {
        const int AtOnce = 1 << 26;
        using (_store.Gate.Change())
        {
            _store.Fetch();
            for (int start = 0; start < _store.Block.Length; start += AtOnce)
            {
                Communicator.Broadcast(MemoryMarshal.AsBytes(_store.Block.Span[start..Math.Min(start + AtOnce, _store.Block.Length)]));
            }

            _store.Changed();
        }
    }
}
