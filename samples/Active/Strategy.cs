namespace Active;

/// <summary>How the pictures to be labelled next are chosen.</summary>
internal abstract class Strategy
{
    /// <summary>Name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>Chooses pictures.</summary>
    /// <param name="learner">What was learnt from the labels so far.</param>
    /// <param name="pool">The pictures.</param>
    /// <param name="unlabelled">Numbers of those without a label.</param>
    /// <param name="count">How many are wanted, at most as many as there are.</param>
    /// <param name="random">For what is left to chance.</param>
    public abstract int[] Choose(Learner learner, NetGen.Dataset pool, int[] unlabelled, int count, Random random);
}
