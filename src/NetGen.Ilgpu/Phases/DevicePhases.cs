using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>What stands between the gradients of a batch and the update, on a device; nothing where the options ask for nothing.</summary>
internal sealed class DevicePhases<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelQueue _queue;
    private readonly ParameterStore<T> _store;
    private readonly StepTable<T> _table;
    private readonly ArrayView<T> _gradients;
    private readonly UpdateLayout _layout;
    private readonly TrainerOptions _options;
    private readonly ArrayView<T> _weights;
    private readonly UpdatedParameters<T> _updated;
    private readonly ParameterValues<T> _values;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _hold;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _mean;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _parts;
    private readonly T[] _copy;
    private T[] _weightCopy = [];
    private bool _hasWeights;

    /// <summary>Allocates what they need.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="store">The parameters.</param>
    /// <param name="table">Of the steps.</param>
    /// <param name="gradients">Those of all parameters.</param>
    /// <param name="weights">The parameters on the device.</param>
    /// <param name="updated">Which of them updates change.</param>
    /// <param name="layout">By which optimizer.</param>
    /// <param name="options">What is asked for.</param>
    public DevicePhases(
        KernelQueue queue,
        ParameterStore<T> store,
        StepTable<T> table,
        ArrayView<T> gradients,
        ArrayView<T> weights,
        UpdatedParameters<T> updated,
        UpdateLayout layout,
        TrainerOptions options)
    {
        _queue = queue;
        _store = store;
        _table = table;
        _gradients = gradients;
        _layout = layout;
        _options = options;
        _weights = weights;
        _updated = updated;
        _values = FetchWeights;
        _hold = queue.Device.Allocate<uint>(1);
        _mean = queue.Device.Allocate<T>(IsAccumulating ? store.TrainedSize : 0);
        _parts = queue.Device.Allocate<T>(NormKernels.Parts);
        OwnStage = options.GradientStages.FirstOrDefault(stage => stage is not ClipNorm and not ClipValue and not WeightPenalty);
        _copy = new T[OwnStage is null ? 0 : store.TrainedSize];
    }

    /// <summary>The first stage of the user's own, which runs on the host; a step with one cannot be recorded.</summary>
    public GradientStage? OwnStage { get; }

    /// <summary>One element: the update does nothing where it is not 0.</summary>
    public ArrayView<uint> Hold => IsAccumulating ? _hold.View.BaseView : _table.Halt;

    /// <summary>The mean of the gradients so far.</summary>
    public ArrayView<T> Mean => _mean.View.BaseView;

    /// <summary>Whether an update takes several batches.</summary>
    public bool IsAccumulating => _options.GradientAccumulation > 1;

    /// <summary>Enqueues what follows a batch's gradients.</summary>
    /// <param name="update">Updates before it where the batch is the last of an update, which the table's row says, too; else −1.</param>
    public void Enqueue(long update)
    {
        if (IsAccumulating)
        {
            _queue.Launch(PhaseKernels.Hold<T>, new Index3D(1, 1, 1), 1, Arguments(0, 1));
            _queue.LaunchOver(_store.TrainedSize, PhaseKernels.Accumulate<T>, Arguments(0, _store.TrainedSize));
        }

        EnqueueStages(update);
    }

    /// <summary>Enqueues the same for what is accumulated, though it is of fewer batches than wanted.</summary>
    /// <param name="update">Updates before it.</param>
    public void EnqueueRest(long update)
    {
        _queue.Launch(PhaseKernels.Hold<T>, new Index3D(1, 1, 1), 1, Arguments(0, 1));
        _queue.LaunchOver(_store.TrainedSize, PhaseKernels.TakeMean<T>, Arguments(0, _store.TrainedSize));
        EnqueueStages(update);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hold.Dispose();
        _mean.Dispose();
        _parts.Dispose();
    }

    private void EnqueueStages(long update)
    {
        if (!_options.StandsBetween)
        {
            return;
        }

        foreach (UpdateRange range in _layout.Ranges)
        {
            if (range.Set < 0)
            {
                _queue.LaunchOver(range.Size, PhaseKernels.Clear<T>, Arguments(range.Offset, range.Size));
            }
        }

        for (int i = 0; i < _options.GradientStages.Count; i++)
        {
            switch (_options.GradientStages[i])
            {
                case ClipNorm clip:
                    EnqueueNorm(T.CreateSaturating(clip.Limit));
                    break;
                case ClipValue clip:
                    PhaseArguments<T> arguments = Arguments(0, _store.TrainedSize);
                    arguments.Limit = T.CreateSaturating(clip.Limit);
                    _queue.LaunchOver(_store.TrainedSize, PhaseKernels.ClipValue<T>, arguments);
                    break;
                case WeightPenalty penalty:
                    EnqueuePenalty(penalty);
                    break;
                case { } own when update >= 0:
                    RunOnHost(own, update);
                    break;
            }
        }
    }

    private void EnqueuePenalty(WeightPenalty penalty)
    {
        foreach (ParameterRange range in _updated.Ranges)
        {
            if (penalty.Has(range.Shape))
            {
                PhaseArguments<T> arguments = Arguments(range.Offset, range.Shape.Size);
                arguments.Sign = T.CreateSaturating(penalty.Sign);
                arguments.Proportion = T.CreateSaturating(penalty.Proportion);
                _queue.LaunchOver(arguments.Count, PhaseKernels.Penalize<T>, arguments);
            }
        }
    }

    private void EnqueueNorm(T limit)
    {
        NormArguments<T> arguments = new()
        {
            Count = _store.TrainedSize, Limit = limit, Hold = Hold, Gradients = _gradients, Parts = _parts.View.BaseView,
        };
        Index3D groups = new(NormKernels.Groups, 1, 1);
        _queue.Launch(NormKernels.Largest<T>, groups, _queue.Device.GroupSize, arguments);
        _queue.Launch(NormKernels.Squares<T>, groups, _queue.Device.GroupSize, arguments);
        _queue.Launch(NormKernels.Factor<T>, new Index3D(1, 1, 1), 1, arguments);
        _queue.LaunchOver(_store.TrainedSize, NormKernels.Scale<T>, arguments);
    }

    /// <summary>The gradients go to the host and back, and the host waits for them: the slow way.</summary>
    private void RunOnHost(GradientStage stage, long update)
    {
        Span<uint> halt = stackalloc uint[1];
        _table.Halt.CopyToCPU(_queue.Stream, halt);
        if (halt[0] == 0)
        {
            _gradients.SubView(0, _copy.Length).CopyToCPU(_queue.Stream, _copy.AsSpan());
            _hasWeights = false;
            stage.Run(new Gradients<T>(_updated, _copy, _values, update));
            _gradients.SubView(0, _copy.Length).CopyFromCPU(_queue.Stream, (ReadOnlySpan<T>)_copy);
        }
    }

    /// <summary>The values of the parameters, for a stage on the host.</summary>
    private Span<T> FetchWeights()
    {
        if (!_hasWeights)
        {
            _weightCopy = _weightCopy.Length > 0 ? _weightCopy : new T[_weights.Length];
            _weights.CopyToCPU(_queue.Stream, _weightCopy.AsSpan());
            _hasWeights = true;
        }

        return _weightCopy;
    }

    private PhaseArguments<T> Arguments(int start, int count) => new()
    {
        Count = count,
        Clock = _table.Clock,
        Halt = _table.Halt,
        Hold = Hold,
        Scalars = _table.Scalars,
        Gradients = _gradients.SubView(start, count),
        Mean = IsAccumulating ? Mean.SubView(start, count) : _gradients.SubView(start, count),
        Weights = _weights.SubView(start, count),
    };
}
