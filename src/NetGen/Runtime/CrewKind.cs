namespace NetGen.Runtime;

/// <summary>The crews of a <see cref="CrewPool"/> that are of one size; the pool guards it.</summary>
/// <param name="shares">Shares of the work.</param>
/// <param name="threads">Threads that do them, the caller's included.</param>
internal sealed class CrewKind(int shares, int threads)
{
    public int Shares => shares;

    public int Threads => threads;

    /// <summary>Teams that have use for them.</summary>
    public int Teams { get; set; }

    /// <summary>When a run with one of them last ended: the number of that run among all.</summary>
    public long LastUse { get; set; }

    /// <summary>Crews that nobody runs with.</summary>
    public Stack<TeamCrew> Idle { get; } = new();
}
