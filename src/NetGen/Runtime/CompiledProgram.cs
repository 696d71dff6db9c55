using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>
/// Memory and threads of one generated program. The generated part says which kernels run over which ranges; each worker of the
/// team runs it whole, on its own share of the samples.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class CompiledProgram<T> : BatchRunner<T>, ITeamProgram, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Measured on small networks: a second thread gains from about this much work on.</summary>
    private const long MultiplyAddsPerThread = 100_000;

    private readonly ProgramPlan _plan;
    private readonly ThreadTeam _team;
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _inputs;
    private readonly AlignedBuffer<T> _targets;
    private readonly AlignedBuffer<T> _activations;
    private readonly AlignedBuffer<T> _vectors;
    private readonly AlignedBuffer<T> _partials;
    private readonly AlignedBuffer<T> _panels;
    private readonly int[] _labels;

    private protected CompiledProgram(AlignedBuffer<T> parameters, int capacity, int threads, ProgramPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _plan = plan;
        Capacity = capacity;
        long values = (long)Math.Max(plan.ActivationSize, plan.InputSize) * capacity;
        if (values > AlignedBuffer<T>.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                "batchSize", capacity, $"So many samples at once need {values} values in one block, which holds {AlignedBuffer<T>.MaxLength}.");
        }

        _parameters = parameters;
        _inputs = new((long)plan.InputSize * capacity);
        _targets = new((long)plan.TargetSize * capacity);
        _labels = new int[plan.Classes > 0 ? capacity : 0];
        _activations = new((long)plan.ActivationSize * capacity);
        _vectors = new(plan.VectorSize);
        _panels = new(plan.PanelSize);
        _team = new ThreadTeam(threads > 0 ? threads : WorthwhileThreads(capacity, plan));
        _partials = new((long)plan.PartialSize * _team.Threads);
    }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <inheritdoc/>
    public override int InputSize => _plan.InputSize;

    /// <inheritdoc/>
    public override int TargetSize => _plan.TargetSize;

    /// <inheritdoc/>
    public override int Classes => _plan.Classes;

    /// <inheritdoc/>
    public override bool HasAccuracy => Classes > 0 || _plan.IsBinary;

    /// <inheritdoc/>
    public override Span<T> Inputs => _inputs.Span;

    /// <inheritdoc/>
    public override Span<int> Labels => _labels;

    /// <inheritdoc/>
    public override Span<T> Targets => _targets.Span;

    /// <summary>Threads of the team.</summary>
    public int Threads => _team.Threads;

    /// <summary>Values of one sample's output.</summary>
    internal int OutputSize => _plan.OutputSize;

    /// <summary>Runs the program as one worker of the team: the generated part.</summary>
    /// <param name="worker">Who runs it.</param>
    public abstract void Run(Worker worker);

    /// <summary>Ends the team's threads.</summary>
    public void Dispose()
    {
        _team.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Copies the output of one sample, channels first.</summary>
    internal void ReadOutput(int sample, Span<T> destination)
    {
        ref T output = ref _activations.At((nint)_plan.OutputOffset * Capacity + (nint)sample * _plan.OutputSample + _plan.OutputOrigin);
        int i = 0;
        for (int channel = 0; channel < _plan.OutputChannels; channel++)
        {
            for (int y = 0; y < _plan.OutputHeight; y++)
            {
                for (int x = 0; x < _plan.OutputWidth; x++)
                {
                    destination[i++] = Unsafe.Add(ref output, y * _plan.OutputLine + x * _plan.OutputChannels + channel);
                }
            }
        }
    }

    /// <summary>Runs the team over the batch and reads the loss.</summary>
    private protected BatchResult RunTeam(int count, uint step, uint seed)
    {
        if ((uint)(count - 1) >= (uint)Capacity)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A batch has 1 to {Capacity} samples.");
        }

        _team.Run(this, count, step, seed);
        double loss = _plan.LossOffset < 0 ? 0 : double.CreateTruncating(_vectors.At(_plan.LossOffset));
        return new BatchResult(loss, CountCorrect(count), count);
    }

    /// <summary>The default number of threads, but none that would wait for the others longer than it works.</summary>
    private static int WorthwhileThreads(int capacity, ProgramPlan plan) =>
        (int)Math.Min(ThreadTeam.DefaultThreads, 1 + (plan.MultiplyAdds * capacity / MultiplyAddsPerThread));

    private int CountCorrect(int count)
    {
        int correct = 0;
        for (int sample = 0; sample < count && HasAccuracy; sample++)
        {
            ref T output = ref _activations.At((nint)_plan.OutputOffset * Capacity + (nint)sample * _plan.OutputSample + _plan.OutputOrigin);
            correct += (_plan.IsBinary ? AnswersRight(sample, ref output) : Largest(ref output) == _labels[sample]) ? 1 : 0;
        }

        return correct;
    }

    private int Largest(ref T scores)
    {
        int best = 0;
        for (int i = 1; i < Classes; i++)
        {
            best = Unsafe.Add(ref scores, i) > Unsafe.Add(ref scores, best) ? i : best;
        }

        return best;
    }

    /// <summary>Whether every output of a sample lies on its target's side; targets are given channels first.</summary>
    private bool AnswersRight(int sample, ref T output)
    {
        ref T target = ref _targets.At((nint)sample * _plan.TargetSize);
        T half = T.CreateTruncating(0.5);
        bool right = true;
        for (int i = 0; i < _plan.TargetSize; i++)
        {
            int pixel = i % (_plan.OutputHeight * _plan.OutputWidth), channel = i / (_plan.OutputHeight * _plan.OutputWidth);
            int place = (pixel / _plan.OutputWidth * _plan.OutputLine) + (pixel % _plan.OutputWidth * _plan.OutputChannels) + channel;
            right &= Unsafe.Add(ref output, place) > T.Zero == Unsafe.Add(ref target, i) > half;
        }

        return right;
    }

    /// <summary>The batch as the user gave it.</summary>
    protected ref T InputBlock => ref _inputs.At(0);

    /// <summary>The target values.</summary>
    protected ref T TargetBlock => ref _targets.At(0);

    /// <summary>The class labels.</summary>
    protected ref int LabelBlock => ref MemoryMarshal.GetArrayDataReference(_labels);

    /// <summary>An activation: its offset for one sample times the capacity.</summary>
    protected ref T Activation(int offset) => ref _activations.At((nint)offset * Capacity);

    /// <summary>A vector over the channels or a scalar.</summary>
    protected ref T VectorAt(int offset) => ref _vectors.At(offset);

    /// <summary>The blocks of all workers for one sum, one behind the other.</summary>
    protected ref T Partial(int offset) => ref _partials.At((nint)offset * Threads);

    /// <summary>One worker's block of a sum.</summary>
    protected ref T Partial(int offset, int size, Worker worker) => ref _partials.At((nint)offset * Threads + (nint)size * worker.Index);

    /// <summary>Packed weights.</summary>
    protected ref T Panel(int offset) => ref _panels.At(offset);

    /// <summary>A parameter or running statistic.</summary>
    protected ref T ParameterAt(int offset) => ref _parameters.At(offset);
}
