namespace NetGen.Generators.Backends.Ilgpu.Schedule;

/// <summary>
/// What the compiler assumes of a GPU and of its use: it chooses tiles and pieces by these numbers, which no result depends on.
/// </summary>
internal static class TypicalGpu
{
    /// <summary>Groups that run at a time, one on each multiprocessor of a large GPU; fewer leave a part of it idle.</summary>
    public const int Multiprocessors = 132;

    /// <summary>Samples of a batch: the true number is known at run time only.</summary>
    public const int Batch = 64;

    /// <summary>Bytes of shared memory that a group may have on every GPU.</summary>
    public const int SharedBytes = 48 * 1024;

    /// <summary>
    /// Elements from one row to the next in shared memory: an odd number, so that the threads of a column meet different banks.
    /// </summary>
    public static int Pitch(int width) => width | 1;
}
