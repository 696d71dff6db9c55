using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A program that only reads the weights: they are packed again only after they changed.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ForwardProgram<T> : CompiledProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;
    private long _packedVersion = -1;

    private protected ForwardProgram(ParameterStore<T> store, int capacity, int threads, ProgramPlan plan)
        : base(store.Block, capacity, threads, plan) => _store = store;

    /// <summary>Whether the weights changed since they were packed.</summary>
    protected bool MustPack { get; private set; }

    private protected override void Execute(int count, ReadOnlySpan<int> lengths) => RunForward(count, lengths, past: 0);

    /// <summary>Who may use the weights now; entered by whoever runs the program, for all runs that belong together.</summary>
    private protected WeightGate Gate => _store.Gate;

    private protected void RunForward(int count, ReadOnlySpan<int> lengths, int past)
    {
        CheckBatch(count, lengths);
        _store.Fetch();
        long version = _store.Version;
        MustPack = _packedVersion != version;

        // Of neither version while they are packed, also where the run fails.
        _packedVersion = MustPack ? -1 : version;
        RunTeam(count, lengths, 0, 0, past);
        _packedVersion = version;
    }
}
