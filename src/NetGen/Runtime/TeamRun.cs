namespace NetGen.Runtime;

/// <summary>What a program runs over.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Lengths">What <see cref="Worker.Length"/> gives.</param>
/// <param name="Past">What <see cref="Worker.Past"/> is.</param>
/// <param name="Start">The place of its first phase: see <see cref="TeamShares"/>.</param>
internal readonly record struct TeamRun(int Batch, uint Step, uint Seed, int[] Lengths, int Past = 0, long Start = 0)
{
    /// <summary>Where the batch is one of several processes': what part it is of the whole.</summary>
    public BatchPart Part { get; init; }

    /// <summary>What the caller's thread moves on between kernels.</summary>
    public IMeanwhile? Meanwhile { get; init; }
}
