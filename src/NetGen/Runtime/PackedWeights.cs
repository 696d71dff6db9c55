using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Weights as the kernels of one program read them, packed once for all who run it. Whoever finds them of an older version packs them
/// anew while those wait that come after; who reads the older ones still has them.
/// </summary>
internal sealed class PackedWeights<T>(ProgramPlan plan)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private AlignedBuffer<T> _panels = new(plan.PanelSize);

    // −1 for none, also while somebody packs.
    private long _version = -1;
    private int _readers;

    /// <summary>What they were packed for.</summary>
    public ProgramPlan Plan => plan;

    /// <summary>The memory.</summary>
    public AlignedBuffer<T> Panels => Volatile.Read(ref _panels);

    /// <summary>Held by who packs.</summary>
    public Lock Packing { get; } = new();

    /// <summary>The memory for a run that reads it, until <see cref="Leave"/>; null where it is of another version.</summary>
    public AlignedBuffer<T>? Enter(long version)
    {
        if (Volatile.Read(ref _version) != version)
        {
            return null;
        }

        Interlocked.Increment(ref _readers);
        AlignedBuffer<T> panels = Panels;

        // Who packs from here on sees the reader.
        if (Volatile.Read(ref _version) == version)
        {
            return panels;
        }

        Leave();
        return null;
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => Interlocked.Decrement(ref _readers);

    /// <summary>The memory to pack into: the same, where nobody reads it. It is of no version until <see cref="EndPacking"/>.</summary>
    public AlignedBuffer<T> BeginPacking()
    {
        Interlocked.Exchange(ref _version, -1);
        if (Volatile.Read(ref _readers) != 0)
        {
            Volatile.Write(ref _panels, new(plan.PanelSize));
        }

        return _panels;
    }

    /// <summary>Says of which version the weights are that were packed.</summary>
    public void EndPacking(long version) => Volatile.Write(ref _version, version);
}
