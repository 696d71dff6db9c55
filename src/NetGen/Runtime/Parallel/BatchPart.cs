namespace NetGen.Runtime;

/// <summary>The part of a batch that is one process's.</summary>
/// <param name="First">Samples before it.</param>
/// <param name="Count">Its samples.</param>
/// <param name="Whole">Samples of the batch.</param>
internal readonly record struct BatchPart(int First, int Count, int Whole)
{
    /// <summary>Even parts: they differ by one sample at most, and may be empty.</summary>
    public static BatchPart Of(int whole, int rank, int size)
    {
        int first = (int)((long)whole * rank / size), end = (int)((long)whole * (rank + 1) / size);
        return new(first, end - first, whole);
    }

    /// <summary>Samples of the largest part.</summary>
    public static int Largest(int whole, int size) => (int)(((long)whole + size - 1) / size);
}
