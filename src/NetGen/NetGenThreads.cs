using NetGen.Runtime;

namespace NetGen;

/// <summary>How many threads trainers, predictions and decoders of this process use where nothing else is said.</summary>
public static class NetGenThreads
{
    private static int s_chosen;

    /// <summary>
    /// Threads of what is made from now on; small networks use fewer. Unless it is set, the environment variable NETGEN_THREADS where that
    /// is set, else the number of processors. <see cref="TrainerOptions.Threads"/> and <see cref="Network{T}.CreatePredictor"/> say it for
    /// one trainer or predictor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 0 or above 1024; 0 takes an earlier choice back.</exception>
    /// <exception cref="InvalidOperationException">The variable is no whole number, or out of range.</exception>
    public static int Default
    {
        get => ThreadTeam.DefaultThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Default));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ThreadTeam.MaxThreads, nameof(Default));
            Volatile.Write(ref s_chosen, value);
        }
    }

    /// <summary>What <see cref="Default"/> was set to; 0 for nothing.</summary>
    internal static int Chosen => Volatile.Read(ref s_chosen);
}
