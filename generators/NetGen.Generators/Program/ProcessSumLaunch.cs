namespace NetGen.Generators.Program;

/// <summary>
/// Vectors are summed over the processes that train together, in one message and in place. It stands beside the blocks of shares: the
/// caller's thread alone speaks to other processes.
/// </summary>
internal sealed class ProcessSumLaunch(string title, IReadOnlyList<Buffer> vectors)
    : Launch(title, [.. AccessesOf(vectors, writes: false), .. AccessesOf(vectors, writes: true)])
{
    public IReadOnlyList<Buffer> Vectors { get; } = vectors;

    public override object Signature => (Vectors.Count, nameof(ProcessSumLaunch));

    private static IEnumerable<Access> AccessesOf(IEnumerable<Buffer> vectors, bool writes) =>
        vectors.Select(vector => new Access(vector, writes, Share.FirstWorker));
}
