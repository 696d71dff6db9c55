using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen.Runtime;

/// <summary>
/// Memory and threads of one generated program. The generated part says which kernels run over which ranges; each thread of
/// the team goes through it whole, and does the shares that it takes.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CompiledProgram<T> : BatchRunner<T>, ITeamProgram, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Measured on small networks: a second thread gains from about this much work on.</summary>
    private const long MultiplyAddsPerThread = 100_000;

    /// <summary>Of a single prediction: about 10 µs each.</summary>
    private const long MultiplyAddsPerThreadOfOne = 1_000_000;

    private readonly ThreadTeam _team;
    private readonly int[] _lengths;
    private readonly AlignedBuffer<T> _activations;
    private readonly int _chunkSamples;
    private readonly AlignedBuffer<T> _vectors;
    private readonly AlignedBuffer<T> _partials;
    private readonly AlignedBuffer<T> _scratch;
    private readonly AlignedBuffer<T> _cache;

    private StagedBatch<T> _staged;

    // For the time of a run: where the caller holds the values of the only input; 0 where they are staged.
    private nint _held;

    private protected CompiledProgram(
        AlignedBuffer<T> parameters, AlignedBuffer<T> panels, int capacity, int threads, ProgramPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Signature = plan;
        Capacity = capacity;
        _lengths = [.. plan.Lengths];
        long values =
            (long)plan.Inputs.Select(input => input.Shape.Size).Append(plan.ActivationSize).Append(plan.CacheSize).Max() * capacity;
        if (values > AlignedBuffer<T>.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                "batchSize", capacity,
                $"So many samples at once need {values} values in one block, which holds {AlignedBuffer<T>.MaxLength}.");
        }

        Parameters = parameters;
        _staged = new(plan, capacity);
        _cache = new((long)plan.CacheSize * capacity);
        _vectors = new(plan.VectorSize);
        PackedBlock = panels;
        _team = new ThreadTeam(threads > 0 ? threads : WorthwhileThreads(capacity, plan, this is InferenceProgram<T>));
        _chunkSamples = ProgramFootprint.ChunkOf(plan.ChunkSamples, capacity, _team.Threads);
        _activations = new(((long)plan.ActivationSize * capacity) + ((long)plan.ChunkSize * _chunkSamples * _team.Threads));
        _partials = new((long)plan.PartialSize * _team.Threads);
        _scratch = new((long)plan.ScratchSize * _team.Threads);
    }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <inheritdoc/>
    public override ProgramPlan Signature { get; }

    /// <summary>What is read as parameters.</summary>
    private AlignedBuffer<T> Parameters { get; set; }

    /// <summary>Packed weights, of this program or of all with its plan.</summary>
    private protected AlignedBuffer<T> PackedBlock { private get; set; }

    /// <inheritdoc/>
    public override int Threads => _team.Threads;

    /// <inheritdoc/>
    public override Span<T> Values(int input) => _staged.Values(input);

    /// <inheritdoc/>
    public override Span<int> Tokens(int input) => _staged.Tokens(input);

    /// <inheritdoc/>
    public override Span<int> Labels(int target) => _staged.Labels(target);

    /// <inheritdoc/>
    public override Span<T> Targets(int target) => _staged.Targets(target);

    /// <inheritdoc/>
    internal override StagedBatch<T> Exchange(StagedBatch<T> batch, int count, ReadOnlySpan<int> lengths)
    {
        (StagedBatch<T> before, _staged) = (_staged, batch);
        return before;
    }

    /// <summary>Reads other parameters from the next run on.</summary>
    internal virtual void Aim(AlignedBuffer<T> parameters) => Parameters = parameters;

    /// <summary>Goes through the program as one thread of the team: the generated part.</summary>
    /// <param name="worker">The thread, and which share it does.</param>
    public abstract void Run(Worker worker);

    /// <summary>Ends the team's threads.</summary>
    public void Dispose()
    {
        _team.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Copies one sample's output of the last run in the user's order: channels first for images, position after position for sequences.
    /// </summary>
    internal void ReadOutput(int output, int sample, Span<T> destination)
    {
        OutputPlan plan = Signature.Outputs[output];
        int rows = plan.RowsAt(_lengths);
        if (!plan.IsImage)
        {
            for (int row = 0; row < rows; row++)
            {
                OutputRow(plan, sample, row).CopyTo(destination[(row * plan.Channels)..]);
            }

            return;
        }

        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> pixel = OutputRow(plan, sample, row);
            for (int channel = 0; channel < pixel.Length; channel++)
            {
                destination[(channel * rows) + row] = pixel[channel];
            }
        }
    }

    /// <inheritdoc/>
    internal override void ReadRows(int output, int first, int count, Span<double> rows)
    {
        OutputPlan plan = Signature.Outputs[output];
        int pitch = plan.PitchAt(_lengths);
        ref T start = ref _activations.At(((nint)plan.Offset * Capacity) + ((nint)first * pitch));
        plan.ReadRows(MemoryMarshal.CreateReadOnlySpan(ref start, count * pitch), count, _lengths, rows);
    }

    /// <summary>The channels of one pixel or position in the last run.</summary>
    private protected ReadOnlySpan<T> OutputRow(OutputPlan output, int sample, int row) => MemoryMarshal.CreateReadOnlySpan(
        ref _activations.At(
            ((nint)output.Offset * Capacity) + ((nint)sample * output.PitchAt(_lengths)) + output.Origin + output.PlaceOf(row)),
        output.Channels);

    /// <summary>Whether the next run reads labels.</summary>
    private protected virtual bool ReadsLabels => true;

    /// <summary>Checks what the kernels do not: the size of the batch, and all that becomes an index.</summary>
    /// <exception cref="ArgumentException">There are too many samples or positions, or a token or label is out of range.</exception>
    private protected void CheckBatch(int count, ReadOnlySpan<int> lengths)
    {
        if ((uint)(count - 1) >= (uint)Capacity)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A batch has 1 to {Capacity} samples.");
        }

        CheckLengths(lengths);
        Staging.CheckIndices(this, count, lengths, ReadsLabels);
    }

    /// <summary>Runs the team over a batch that was checked.</summary>
    private protected void RunTeam(
        int count, ReadOnlySpan<int> lengths, uint step, uint seed, int past = 0, BatchPart part = default, IMeanwhile? meanwhile = null)
    {
        lengths.CopyTo(_lengths);
        _team.RunSequences(this, new(count, step, seed, _lengths, past) { Part = part, Meanwhile = meanwhile });
    }

    /// <summary>Runs the team over something else.</summary>
    private protected void RunTeam(ITeamProgram program, int count) => _team.RunSequences(program, new(count, 0, 0, _lengths));

    /// <summary>Fetches the weights and runs the team over the batch.</summary>
    private protected abstract void Execute(int count, ReadOnlySpan<int> lengths);

    /// <summary>The same over samples that the caller holds.</summary>
    private protected unsafe void Execute(int count, ReadOnlySpan<int> lengths, ReadOnlySpan<T> values)
    {
        if (values.Length != count * Signature.Inputs[0].SizeAt(lengths))
        {
            throw new ArgumentException(Invariant($"{count} samples are not {values.Length} values."), nameof(values));
        }

        if (!Signature.Inputs[0].IsReadInPlace)
        {
            values.CopyTo(Values(0));
            Execute(count, lengths);
            return;
        }

        fixed (T* held = values)
        {
            try
            {
                _held = (nint)held;
                Execute(count, lengths);
            }
            finally
            {
                _held = 0;
            }
        }
    }

    /// <summary>Loss and right answers of the last run.</summary>
    private protected BatchResult Result(int count)
    {
        double loss = Signature.LossOffset < 0 ? 0 : double.CreateTruncating(_vectors.At(Signature.LossOffset));
        (int correct, int predictions) = Judge(count);
        return new BatchResult(loss, correct, count, predictions);
    }

    /// <inheritdoc/>
    internal override double LossAt(int loss) => PartLossAt(loss);

    /// <summary>One of the losses over the samples of this process.</summary>
    internal double PartLossAt(int loss) => double.CreateTruncating(_vectors.At(Signature.Losses[loss].Offset));

    /// <summary>The default number of threads, but none that would wait for the others longer than it works.</summary>
    private static int WorthwhileThreads(int capacity, ProgramPlan plan, bool isPrediction) => (int)Math.Min(
        ThreadTeam.DefaultThreads,
        1 + (plan.MultiplyAdds * capacity / (capacity == 1 && isPrediction ? MultiplyAddsPerThreadOfOne : MultiplyAddsPerThread)));

    private void CheckLengths(ReadOnlySpan<int> lengths)
    {
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
    }

    /// <summary>Counts the right answers of the first output whose loss knows any, and how many it gave.</summary>
    private (int Correct, int Predictions) Judge(int count)
    {
        int judged = Signature.JudgedTarget;
        if (judged < 0)
        {
            return (0, 0);
        }

        TargetPlan target = Signature.Targets[judged];
        OutputPlan output = Signature.OutputOf(target);
        int rows = output.RowsAt(_lengths), pitch = output.PitchAt(_lengths), channels = output.Channels, correct = 0, left = 0;
        ref T scores = ref _activations.At(((nint)output.Offset * Capacity) + output.Origin);
        for (int sample = 0; sample < count; sample++)
        {
            for (int row = 0; row < rows; row++)
            {
                if (target.TakesLabels && _staged.LabelAt(judged, ((nint)sample * rows) + row) == target.IgnoredLabel)
                {
                    left++;
                    continue;
                }

                nint place = ((nint)sample * pitch) + (rows == 1 ? 0 : output.PlaceOf(row));
                ReadOnlySpan<T> answer = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref scores, place), channels);
                correct += IsRight(judged, sample, row, rows, answer) ? 1 : 0;
            }
        }

        return (correct, (count * rows) - left);
    }

    private bool IsRight(int judged, int sample, int row, int rows, ReadOnlySpan<T> answer)
    {
        TargetPlan target = Signature.Targets[judged];
        if (target.TakesLabels)
        {
            return Judgement.IsLargest(answer, _staged.LabelAt(judged, ((nint)sample * rows) + row));
        }

        bool isImage = Signature.OutputOf(target).IsImage;
        ref T first = ref _staged.TargetAt(judged, ((nint)sample * rows * answer.Length) + (isImage ? row : row * answer.Length));
        int pitch = isImage ? rows : 1;
        return target.IsDistribution
            ? Judgement.IsLargest(answer, Judgement.LargestShare(ref first, answer.Length, pitch))
            : Judgement.SidesAgree(answer, ref first, pitch);
    }

    /// <summary>The batch of an input of values, as the user gave it.</summary>
    protected unsafe ref T InputBlock(int input) => ref _held != 0 ? ref *(T*)_held : ref _staged.ValueAt(input, 0);

    /// <summary>The batch of an input of tokens.</summary>
    protected ref int TokenBlock(int input) => ref _staged.TokenAt(input, 0);

    /// <summary>The target values.</summary>
    protected ref T TargetBlock(int target) => ref _staged.TargetAt(target, 0);

    /// <summary>The labels.</summary>
    protected ref int LabelBlock(int target) => ref _staged.LabelAt(target, 0);

    /// <summary>Values of the last run's samples one after the other.</summary>
    private protected ReadOnlySpan<T> Activations(int offset, int count) => _activations.Span.Slice(offset * Capacity, count);

    /// <summary>An activation: its offset for one sample times the capacity.</summary>
    protected ref T Activation(int offset) => ref _activations.At((nint)offset * Capacity);

    /// <summary>An activation of another type, at its place in the arena of <typeparamref name="T"/>.</summary>
    /// <typeparam name="TNumber">Of its elements; not larger.</typeparam>
    protected ref TNumber Activation<TNumber>(int offset)
        where TNumber : unmanaged
        => ref Unsafe.As<T, TNumber>(ref Activation(offset));

    /// <summary>
    /// A value of a chunk's samples, in the worker's own memory behind the arena. The reference is to where sample 0 of the batch would
    /// lie, which is in the arena, so that kernels find each sample under its number.
    /// </summary>
    protected ref T Chunk(int offset, int size, Worker worker) => ref Chunk<T>(offset, size, worker);

    /// <summary>The same of another type, at its place in the arena of <typeparamref name="T"/>.</summary>
    /// <typeparam name="TNumber">Of its elements, which size counts; not larger.</typeparam>
    protected ref TNumber Chunk<TNumber>(int offset, int size, Worker worker)
        where TNumber : unmanaged
    {
        nint start = (nint)Signature.ActivationSize * Capacity;
        if (worker.SharesSamples)
        {
            return ref Unsafe.As<T, TNumber>(ref _activations.At(start + ((nint)offset * _chunkSamples * Threads)));
        }

        ref T chunk = ref _activations.At(start + ((((nint)Signature.ChunkSize * worker.Index) + offset) * _chunkSamples));
        return ref Unsafe.Subtract(ref Unsafe.As<T, TNumber>(ref chunk), (nint)size * worker.FirstSample);
    }

    /// <summary>Memory that survives between runs: its offset for one sample times the capacity.</summary>
    protected ref T CacheAt(int offset) => ref _cache.At((nint)offset * Capacity);

    /// <summary>A vector over the channels or a scalar.</summary>
    protected ref T VectorAt(int offset) => ref _vectors.At(offset);

    /// <summary>The blocks of all workers for one sum, one behind the other.</summary>
    protected ref T Partial(int offset) => ref _partials.At((nint)offset * Threads);

    /// <summary>One worker's block of a sum.</summary>
    protected ref T Partial(int offset, int size, Worker worker) => ref _partials.At((nint)offset * Threads + (nint)size * worker.Index);

    /// <summary>One worker's memory for the time of a call.</summary>
    protected ref T Scratch(Worker worker) => ref _scratch.At((nint)Signature.ScratchSize * worker.Index);

    /// <summary>Packed weights.</summary>
    protected ref T Panel(int offset) => ref PackedBlock.At(offset);

    /// <summary>A parameter or running statistic.</summary>
    protected ref T ParameterAt(int offset) => ref Parameters.At(offset);
}
