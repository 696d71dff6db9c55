using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen.Ilgpu;

/// <summary>
/// Memory and stream of one generated program on a device. The generated part enqueues the kernels of a run. Samples lie one behind
/// the other; offsets are elements, of one sample for activations, as on the CPU.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class IlgpuProgram<T> : BatchRunner<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Stack<IDisposable> _owned = [];
    private readonly int[] _lengths;
    private readonly StagedBlock<T>[] _values;
    private readonly StagedBlock<int>[] _tokens;
    private readonly StagedBlock<T>[] _targets;
    private readonly StagedBlock<int>[] _labels;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _activations;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _cache;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _vectors;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _lossOffsets;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _partials;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _panels;

    private protected IlgpuProgram(ParameterStore<T> store, int capacity, IlgpuDevice device, ProgramPlan plan)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Store = store;
        Device = device;
        Signature = plan;
        Capacity = capacity;
        _lengths = [.. plan.Lengths];

        // Kernels count the elements of a block in 32 bits.
        long largest =
            (long)plan.Inputs.Select(input => input.Shape.Size).Append(plan.ActivationSize).Append(plan.CacheSize).Max() * capacity;
        if (largest > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                "batchSize", capacity,
                Invariant($"So many samples at once need {largest} values in one block, which holds {Array.MaxLength}."));
        }

        Queue = new KernelQueue(device);
        Parameters = DeviceParameters<T>.Of(store, device);
        try
        {
            int[] losses = [plan.LossOffset, .. plan.Losses.Select(loss => loss.Offset)];
            Table = Own(new StepTable<T>(Queue, losses: losses.Length));
            _lossOffsets = Own(device.Allocate<int>(losses.Length));
            _lossOffsets.View.BaseView.CopyFromCPU(Queue.Stream, losses);
            _values = [.. plan.Inputs.Select(input => Own(new StagedBlock<T>(device, input.IsTokens ? 0 : input.Shape.Size * capacity)))];
            _tokens = [.. plan.Inputs.Select(input => Own(new StagedBlock<int>(device, input.IsTokens ? input.Shape.Size * capacity : 0)))];
            _targets =
            [
                .. plan.Targets.Select(target => Own(new StagedBlock<T>(
                    device, target.TakesLabels ? 0 : plan.SizeOf(target, _lengths) * capacity))),
            ];
            _labels =
            [
                .. plan.Targets.Select(target => Own(new StagedBlock<int>(
                    device, target.TakesLabels ? plan.SizeOf(target, _lengths) * capacity : 0))),
            ];
            _activations = Own(device.Allocate<T>((long)plan.ActivationSize * capacity));
            _cache = Own(device.Allocate<T>((long)plan.CacheSize * capacity));
            _vectors = Own(device.Allocate<T>(plan.VectorSize));
            _partials = Own(device.Allocate<T>((long)plan.PartialSize * DeviceGroup.Chunks));
            _panels = Own(device.Allocate<T>(plan.PanelSize));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <inheritdoc/>
    public override ProgramPlan Signature { get; }

    /// <summary>The device.</summary>
    public IlgpuDevice Device { get; }

    /// <summary>The network's parameters on the host.</summary>
    protected ParameterStore<T> Store { get; }

    /// <summary>Samples of this run.</summary>
    protected int Batch { get; private set; }

    /// <summary>Samples of the batch that they are a part of: those of all processes.</summary>
    protected int Whole { get; private set; }

    /// <summary>On the device: the step's number, the seed of its random numbers, and the samples of processes before this one.</summary>
    protected ArrayView<uint> Clock => Table.Clock;

    internal KernelQueue Queue { get; }

    /// <summary>Who may use the weights now.</summary>
    internal WeightGate Gate => Store.Gate;

    internal DeviceParameters<T> Parameters { get; }

    /// <summary>What is read in place of the parameters; null for themselves.</summary>
    internal ArrayView<T>? Weights { private get; set; }

    internal StepTable<T> Table { get; }

    private protected bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public override Span<T> Values(int input) => _values[input].Host;

    /// <inheritdoc/>
    public override Span<int> Tokens(int input) => _tokens[input].Host;

    /// <inheritdoc/>
    public override Span<int> Labels(int target) => _labels[target].Host;

    /// <inheritdoc/>
    public override Span<T> Targets(int target) => _targets[target].Host;

    /// <summary>Frees the memory on the device; the network's parameters go back to the host.</summary>
    public void Dispose()
    {
        if (!IsDisposed)
        {
            using WeightGate.Scope change = Gate.Change();
            IsDisposed = true;
            Queue.Synchronize();
            while (_owned.TryPop(out IDisposable? item))
            {
                item.Dispose();
            }

            Parameters.Release(Queue.Stream);
            Queue.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Enqueues all kernels of one run, in order: the generated part. Nothing waits for the device.</summary>
    protected abstract void Record();

    /// <summary>Enqueues a kernel.</summary>
    /// <typeparam name="TArguments">The struct of its arguments.</typeparam>
    /// <param name="kernel">A static method, named and not made anew in each call; explicitly grouped.</param>
    /// <param name="groups">How many groups; where there are none, nothing is enqueued.</param>
    /// <param name="threads">Threads of a group, in one dimension.</param>
    /// <param name="arguments">Views and scalars.</param>
    protected void Launch<TArguments>(Action<TArguments> kernel, Index3D groups, int threads, TArguments arguments)
        where TArguments : struct
        => Queue.Launch(kernel, groups, threads, arguments);

    /// <summary>Groups of a size that hold so many items.</summary>
    protected static int Ceil(int items, int size) => (int)(((long)items + size - 1) / size);

    /// <summary>Positions in this run of one of <see cref="ProgramPlan.Lengths"/>.</summary>
    protected int Length(int index) => _lengths[index];

    /// <summary>The batch of an input of values, as the user gave it.</summary>
    protected ArrayView<T> InputBlock(int input) => _values[input].View;

    /// <summary>The batch of an input of tokens.</summary>
    protected ArrayView<int> TokenBlock(int input) => _tokens[input].View;

    /// <summary>The target values.</summary>
    protected ArrayView<T> TargetBlock(int target) => _targets[target].View;

    /// <summary>The labels.</summary>
    protected ArrayView<int> LabelBlock(int target) => _labels[target].View;

    /// <summary>An activation: its offset for one sample times the capacity.</summary>
    protected ArrayView<T> Activation(int offset) => _activations.View.BaseView.SubView((long)offset * Capacity);

    /// <summary>An activation of another type, at its place in the arena of <typeparamref name="T"/>.</summary>
    /// <typeparam name="TNumber">Of its elements; not larger.</typeparam>
    protected ArrayView<TNumber> Activation<TNumber>(int offset)
        where TNumber : unmanaged
        => Activation(offset).Cast<TNumber>();

    /// <summary>Memory that survives between runs: its offset for one sample times the capacity.</summary>
    protected ArrayView<T> CacheAt(int offset) => _cache.View.BaseView.SubView((long)offset * Capacity);

    /// <summary>A vector over the channels or a scalar.</summary>
    protected ArrayView<T> VectorAt(int offset) => _vectors.View.BaseView.SubView((long)offset);

    /// <summary>The <see cref="DeviceGroup.Chunks"/> blocks of one sum, one behind the other.</summary>
    protected ArrayView<T> Partial(int offset) => _partials.View.BaseView.SubView((long)offset * DeviceGroup.Chunks);

    /// <summary>Packed weights, and other memory for the time of a run.</summary>
    protected ArrayView<T> Panel(int offset) => _panels.View.BaseView.SubView((long)offset);

    /// <summary>A parameter or running statistic.</summary>
    protected ArrayView<T> ParameterAt(int offset) => (Weights ?? Parameters.View).SubView((long)offset);

    /// <summary>Says what the next run covers.</summary>
    /// <param name="count">Samples; 0 only where other processes have some.</param>
    /// <param name="lengths">Positions of their sequences.</param>
    /// <param name="whole">Samples of all processes; 0 where there are no others.</param>
    internal void SetBatch(int count, ReadOnlySpan<int> lengths, int whole = 0)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if ((uint)(count - 1) >= (uint)Capacity && (count != 0 || whole == 0))
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, Invariant($"A batch has 1 to {Capacity} samples."));
        }

        if (lengths.Length != _lengths.Length)
        {
            throw new ArgumentException(Invariant($"The program has {_lengths.Length} lengths, not {lengths.Length}."), nameof(lengths));
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            if ((uint)(lengths[i] - 1) >= (uint)Signature.Lengths[i])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(lengths), lengths[i], Invariant($"Length {i} is 1 to {Signature.Lengths[i]} positions."));
            }
        }

        Batch = count;
        Whole = whole == 0 ? count : whole;
        lengths.CopyTo(_lengths);
    }

    /// <summary>Enqueues the upload of the staged batch, whose tokens and labels become indices on the device.</summary>
    /// <exception cref="ArgumentException">One of them is out of range.</exception>
    private protected void UploadBatch()
    {
        Staging.CheckIndices(this, Batch, _lengths, withLabels: true);
        for (int i = 0; i < _values.Length; i++)
        {
            InputPlan input = Signature.Inputs[i];
            int count = Batch * input.SizeAt(_lengths);
            _values[i].Upload(Queue.Stream, input.IsTokens ? 0 : count);
            _tokens[i].Upload(Queue.Stream, input.IsTokens ? count : 0);
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            TargetPlan target = Signature.Targets[i];
            int count = Batch * Signature.SizeOf(target, _lengths);
            _targets[i].Upload(Queue.Stream, target.TakesLabels ? 0 : count);
            _labels[i].Upload(Queue.Stream, target.TakesLabels ? count : 0);
        }
    }

    /// <summary>Enqueues the gathering of the clock's batch from data that lies on the device.</summary>
    private protected void GatherBatch(ResidentData<T> data)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            data.GatherInput(Queue, i, Batch, Clock, _values[i].View, _tokens[i].View);
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            data.GatherTarget(Queue, i, Batch, Clock, _targets[i].View, _labels[i].View);
        }
    }

    /// <summary>Disposes of something with this program.</summary>
    private protected TItem Own<TItem>(TItem item)
        where TItem : IDisposable
    {
        _owned.Push(item);
        return item;
    }
}
