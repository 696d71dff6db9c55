using NetGen;

namespace Active;

/// <summary>Any pictures: what one does without asking the network.</summary>
internal sealed class RandomChoice : Strategy
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override int[] Choose(Learner learner, Dataset pool, int[] unlabelled, int count, Random random)
    {
        int[] shuffled = [.. unlabelled];
        random.Shuffle(shuffled);
        return shuffled[..count];
    }
}
