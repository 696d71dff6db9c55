using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>What follows each update on a device: the stages in order, then the average.</summary>
internal sealed class DeviceWeightPhases<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelQueue _queue;
    private readonly StepTable<T> _table;
    private readonly ArrayView<T> _weights;
    private readonly UpdatedParameters<T> _updated;
    private readonly TrainerOptions _options;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _average;
    private readonly T[] _copy;

    /// <summary>Allocates what they need.</summary>
    public DeviceWeightPhases(
        KernelQueue queue, StepTable<T> table, ArrayView<T> weights, UpdatedParameters<T> updated, TrainerOptions options)
    {
        _queue = queue;
        _table = table;
        _weights = weights;
        _updated = updated;
        _options = options;
        _average = queue.Device.Allocate<T>(IsAveraging ? weights.Length : 0);
        OwnStage = options.WeightStages.FirstOrDefault(stage => stage is not MaxNorm);
        _copy = new T[OwnStage is null ? 0 : weights.Length];
    }

    /// <summary>The first stage of the user's own, which runs on the host; a step with one cannot be recorded.</summary>
    public WeightStage? OwnStage { get; }

    /// <summary>Whether an average is kept.</summary>
    public bool IsAveraging => _options.WeightAverage is not null;

    /// <summary>The average, in the order of the parameters.</summary>
    public ArrayView<T> Average => _average.View.BaseView;

    /// <summary>Counts the average of a coming update and gives its share; 0 where none is made.</summary>
    /// <param name="progress">Behind the update.</param>
    /// <param name="epoch">Epochs done before it.</param>
    public T Plan(ref UpdateProgress progress, double epoch)
    {
        double share = progress.IsUpdated && _options.WeightAverage is { } rule
            ? rule.ShareOf(progress.Updates, progress.Averaged, epoch)
            : 0;
        progress = progress with { Averaged = progress.Averaged + (share > 0 ? 1 : 0) };
        return T.CreateChecked(share);
    }

    /// <summary>Enqueues what follows an update.</summary>
    /// <param name="updates">So far; 0 where the step updates nothing.</param>
    /// <param name="hold">One element: nothing is changed where it is not 0.</param>
    public void Enqueue(long updates, ArrayView<uint> hold)
    {
        for (int i = 0; i < _options.WeightStages.Count; i++)
        {
            if (_options.WeightStages[i] is MaxNorm limit)
            {
                EnqueueRows(T.CreateSaturating(limit.Limit), hold);
            }
            else if (updates > 0)
            {
                RunOnHost(_options.WeightStages[i], updates);
            }
        }

        if (IsAveraging)
        {
            _queue.LaunchOver((int)_weights.Length, WeightKernels.Average<T>, Arguments(_weights, (int)_weights.Length, hold));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _average.Dispose();

    private void EnqueueRows(T limit, ArrayView<uint> hold)
    {
        foreach (ParameterRange range in _updated.Ranges)
        {
            if (MaxNorm.Has(range))
            {
                int rows = range.Shape[0];
                WeightArguments<T> arguments = Arguments(
                    _weights.SubView(range.Offset, range.Shape.Size), range.Shape.Size / rows, hold);
                arguments.Limit = limit;
                _queue.Launch(WeightKernels.LimitRows<T>, new Index3D(rows, 1, 1), _queue.Device.GroupSize, arguments);
            }
        }
    }

    /// <summary>The weights go to the host and back, and the host waits for them: the slow way.</summary>
    private void RunOnHost(WeightStage stage, long updates)
    {
        Span<uint> halt = stackalloc uint[1];
        _table.Halt.CopyToCPU(_queue.Stream, halt);
        if (halt[0] == 0)
        {
            _weights.CopyToCPU(_queue.Stream, _copy.AsSpan());
            stage.Run(new UpdatedWeights<T>(_updated, _copy, updates));
            _weights.CopyFromCPU(_queue.Stream, (ReadOnlySpan<T>)_copy);
        }
    }

    private WeightArguments<T> Arguments(ArrayView<T> weights, int count, ArrayView<uint> hold) => new()
    {
        Count = count,
        Hold = hold,
        Scalars = _table.Scalars,
        Weights = weights,
        Average = IsAveraging ? Average : weights,
    };
}
