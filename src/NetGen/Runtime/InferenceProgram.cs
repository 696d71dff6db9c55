using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A forward pass, with the loss where it is wanted. Weights are packed again only after they changed.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class InferenceProgram<T> : CompiledProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;
    private long _packedVersion = -1;

    /// <summary>Allocates the program's memory.</summary>
    protected InferenceProgram(ParameterStore<T> store, int capacity, int threads, ProgramPlan plan)
        : base(store.Block, capacity, threads, plan) => _store = store;

    /// <summary>Whether the weights changed since they were packed.</summary>
    protected bool MustPack { get; private set; }

    /// <summary>Whether the loss is wanted beside the output.</summary>
    protected bool WithLoss { get; private set; }

    /// <summary>Output and loss.</summary>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        Run(count, lengths, withLoss: true);
        return Result(count);
    }

    /// <summary>Output only.</summary>
    internal void Predict(int count, ReadOnlySpan<int> lengths) => Run(count, lengths, withLoss: false);

    private void Run(int count, ReadOnlySpan<int> lengths, bool withLoss)
    {
        MustPack = _packedVersion != _store.Version;
        WithLoss = withLoss;
        RunTeam(count, lengths, 0, 0);
        _packedVersion = _store.Version;
    }
}
