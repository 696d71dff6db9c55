using System.ComponentModel;
using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>All parameters and running statistics of a network in one block; what is trained comes first.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterStore<T> : IWeights
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter[] _parameters;
    private readonly ParameterRange[] _ranges;
    private readonly Lock _fetching = new();
    private readonly List<PackedWeights<T>> _packed = [];
    private volatile IParameterHolder? _holder;
    private long _version;

    /// <summary>Allocates the block and starts every parameter.</summary>
    /// <param name="size">Elements of the block.</param>
    /// <param name="trainedSize">Elements at its beginning that the optimizer updates.</param>
    /// <param name="parameters">What lies in it.</param>
    /// <param name="seed">Seed of the random starts: the same seed gives the same weights.</param>
    public ParameterStore(int size, int trainedSize, ParameterRange[] parameters, int seed)
    {
        Block = new AlignedBuffer<T>(size);
        TrainedSize = trainedSize;
        _ranges = parameters;
        StatisticsStart = parameters
            .Where(range => !range.IsTrained && !range.IsFrozen).Select(range => range.Offset).DefaultIfEmpty(size).Min();
        _parameters = new Parameter[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterRange range = parameters[i];
            Memory<T> memory = Block.Memory(range.Offset, range.Shape.Size);
            if (range.Start == ParameterStart.RowNorms)
            {
                Initialization.FillRowNorms(memory.Span, Block.Memory(parameters[i - 1].Offset, parameters[i - 1].Shape.Size).Span);
            }
            else
            {
                Initialization.Fill(memory.Span, range, seed, i);
            }

            if (range.IsBounded)
            {
                range.Bound(memory.Span);
            }

            _parameters[i] = new Parameter<T>(range.Name, range.Shape, range.IsTrained, memory, this, range.IsFrozen)
            {
                IsTable = range.Start is ParameterStart.Sinusoidal or ParameterStart.Rotary,
            };
            ParameterCount += range.IsTrained || range.IsFrozen ? range.Shape.Size : 0;
        }
    }

    /// <summary>Every parameter, then every running statistic, in the order declared.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Numbers of all parameters, frozen ones too; running statistics are not counted.</summary>
    public long ParameterCount { get; }

    /// <summary>The memory; it holds the newest values after <see cref="Fetch"/>.</summary>
    internal AlignedBuffer<T> Block { get; }

    /// <summary>
    /// Elements at the beginning that the optimizer updates: behind them lie parameters that no loss depends on, frozen ones, and running
    /// statistics.
    /// </summary>
    internal int TrainedSize { get; }

    /// <summary>Where running statistics begin, behind all parameters: what a step may change beside what it updates.</summary>
    internal int StatisticsStart { get; }

    /// <summary>Where they lie, parameter by parameter.</summary>
    internal IEnumerable<ParameterRange> Trained => _ranges.Where(range => range.IsTrained);

    /// <summary>What lies behind <see cref="TrainedSize"/>.</summary>
    internal IEnumerable<ParameterRange> Behind => _ranges.Where(range => range.Offset >= TrainedSize);

    /// <summary>Who may read or change the values now.</summary>
    internal WeightGate Gate { get; } = new();

    /// <summary>
    /// Grows whenever the values may have changed. Who keeps something made of them reads it before, and notes that: a change in between
    /// is then seen the next time.
    /// </summary>
    internal long Version => Volatile.Read(ref _version);

    /// <summary>Where the parameter of that place in <see cref="Parameters"/> lies.</summary>
    internal ParameterRange RangeAt(int place) => _ranges[place];

    /// <summary>Where a parameter of this network lies; null for another's.</summary>
    internal ParameterRange? RangeOf(Parameter parameter) =>
        Array.IndexOf(_parameters, parameter) is var index and >= 0 ? _ranges[index] : null;

    /// <summary>Where a trained parameter of this network lies.</summary>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network.</exception>
    internal ParameterRange TrainedRangeOf(Parameter parameter) => RangeOf(parameter) is { IsTrained: true } range
        ? range
        : throw new ArgumentException($"{parameter.Name} is not trained by this trainer.", nameof(parameter));

    /// <summary>The first parameter or running statistic with a value that is not finite, in the host's memory.</summary>
    internal Parameter? FirstNotFinite() => Finite.All<T>(Block.Span)
        ? null
        : _parameters.Where((_, i) => !Finite.All<T>(Block.Span.Slice(_ranges[i].Offset, _ranges[i].Shape.Size))).FirstOrDefault();

    /// <summary>The packed weights that all programs of a plan share.</summary>
    internal PackedWeights<T> PackedFor(ProgramPlan plan)
    {
        lock (_packed)
        {
            PackedWeights<T>? known = _packed.Find(packed => ReferenceEquals(packed.Plan, plan));
            if (known is null)
            {
                _packed.Add(known = new(plan));
            }

            return known;
        }
    }

    WeightGate IWeights.Gate => Gate;

    /// <summary>Says that the values may have changed.</summary>
    internal void Changed() => Interlocked.Increment(ref _version);

    /// <summary>Says that a device is about to change the values: until they are fetched, the newest are there.</summary>
    internal void Claim(IParameterHolder holder)
    {
        if (_holder != holder)
        {
            Fetch();
            _holder = holder;
        }

        Changed();
    }

    /// <summary>Brings the newest values into <see cref="Block"/>, where a device holds them. The caller is in the gate.</summary>
    internal void Fetch()
    {
        if (_holder is null)
        {
            return;
        }

        lock (_fetching)
        {
            _holder?.Fetch();
            _holder = null;
        }
    }

    void IWeights.Fetch() => Fetch();

    void IWeights.Changed() => Changed();

    /// <summary>The same for whoever asks for a parameter's values.</summary>
    internal void FetchForReading()
    {
        if (_holder is null)
        {
            return;
        }

        using (Gate.Read())
        {
            Fetch();
        }
    }
}
