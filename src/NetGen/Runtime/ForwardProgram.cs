using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// A program that only reads the weights: they are packed again only after they changed, and once for all programs of a plan.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ForwardProgram<T> : CompiledProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;
    private PackedWeights<T> _packed;

    private protected ForwardProgram(ParameterStore<T> store, int capacity, int threads, ProgramPlan plan)
        : this(store, store.PackedFor(plan), capacity, threads, plan)
    {
    }

    private ForwardProgram(ParameterStore<T> store, PackedWeights<T> packed, int capacity, int threads, ProgramPlan plan)
        : base(store.Block, packed.Panels, capacity, threads, plan) => (_store, _packed) = (store, packed);

    /// <summary>Whether the weights changed since they were packed.</summary>
    protected bool MustPack { get; private set; }

    /// <inheritdoc/>
    internal override void Aim(AlignedBuffer<T> parameters)
    {
        base.Aim(parameters);

        // An average of the weights is this program's alone.
        bool isShared = parameters == _store.Block;
        if (isShared != (_packed == _store.PackedFor(Signature)))
        {
            _packed = isShared ? _store.PackedFor(Signature) : new(Signature);
        }
    }

    private protected override void Execute(int count, ReadOnlySpan<int> lengths) => RunForward(count, lengths, past: 0);

    /// <summary>Who may use the weights now; entered by whoever runs the program, for all runs that belong together.</summary>
    private protected WeightGate Gate => _store.Gate;

    private protected void RunForward(int count, ReadOnlySpan<int> lengths, int past)
    {
        CheckBatch(count, lengths);
        _store.Fetch();
        long version = _store.Version;
        AlignedBuffer<T>? panels = _packed.Enter(version);
        if (panels is null)
        {
            lock (_packed.Packing)
            {
                panels = _packed.Enter(version);
                MustPack = panels is null;
                if (panels is null)
                {
                    // Of no version where the run fails.
                    PackedBlock = _packed.BeginPacking();
                    RunTeam(count, lengths, 0, 0, past);
                    _packed.EndPacking(version);
                    return;
                }
            }
        }

        try
        {
            PackedBlock = panels;
            MustPack = false;
            RunTeam(count, lengths, 0, 0, past);
        }
        finally
        {
            _packed.Leave();
        }
    }
}
