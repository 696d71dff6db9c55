namespace NetGen.Generators.Program;

/// <summary>
/// Launches of a narrow multilayer perceptron as one kernel of a GPU: each group of threads takes a few samples through all of them,
/// forward and backward, and keeps their activations in shared memory (the idea of Müller et al.: Real-time neural radiance caching for
/// path tracing, 2021, "fully fused" networks).
/// </summary>
/// <param name="members">The launches, in order.</param>
/// <param name="rows">Samples that a group takes at a time.</param>
/// <param name="places">Where each value lies in shared memory, in elements.</param>
/// <param name="sharedSize">Elements of shared memory for values.</param>
/// <param name="stored">What is read after it: it leaves the kernel.</param>
internal sealed class ChainLaunch(
    IReadOnlyList<Launch> members, int rows, IReadOnlyDictionary<Buffer, int> places, int sharedSize, IReadOnlyCollection<Buffer> stored)
    : Launch(
        $"{members[0].Title} … {members[members.Count - 1].Title.Split('→').Last().Trim()}",
        [.. members.SelectMany(member => member.Accesses).GroupBy(access => (access.Buffer, access.Writes)).Select(group => group.First())])
{
    public IReadOnlyList<Launch> Members { get; } = members;

    public int Rows { get; } = rows;

    public int SharedSize { get; } = sharedSize;

    public override bool IsRandom => Members.Any(member => member.IsRandom);

    public override bool IsOfWhole => Members.Any(member => member.IsOfWhole);

    public override object Signature => this;

    /// <summary>Where a value lies in shared memory; −1 for what comes from outside.</summary>
    public int PlaceOf(Buffer buffer) => places.TryGetValue(buffer.Root, out int place) ? place : -1;

    public bool IsStored(Buffer buffer) => stored.Contains(buffer.Root);
}
