using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Weights as the kernels of one program read them, packed once for all who run it. Whoever finds them of an older version packs them
/// anew while the others wait.
/// </summary>
internal sealed class PackedWeights<T>(ProgramPlan plan)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _version = -1;

    /// <summary>What they were packed for.</summary>
    public ProgramPlan Plan => plan;

    /// <summary>The memory.</summary>
    public AlignedBuffer<T> Panels { get; } = new(plan.PanelSize);

    /// <summary>Held by who packs.</summary>
    public Lock Packing { get; } = new();

    /// <summary>Of the weights that were packed; −1 for none, also while somebody packs.</summary>
    public long Version
    {
        get => Volatile.Read(ref _version);
        set => Volatile.Write(ref _version, value);
    }
}
