namespace NetGen.Runtime;

/// <summary>Where a trainer stands between two steps.</summary>
/// <param name="Updates">Updates so far.</param>
/// <param name="Batches">Batches accumulated since the last one.</param>
/// <param name="Samples">Their samples.</param>
/// <param name="Averaged">How often weights were averaged.</param>
internal readonly record struct UpdateProgress(long Updates, int Batches, long Samples, long Averaged)
{
    /// <summary>Whether nothing is accumulated: the step before updated the parameters.</summary>
    public bool IsUpdated => Batches == 0;

    /// <summary>Behind one more batch.</summary>
    /// <param name="samples">Of the batch.</param>
    /// <param name="wanted">Batches of an update.</param>
    public UpdateProgress Add(int samples, int wanted) =>
        Batches + 1 < wanted ? this with { Batches = Batches + 1, Samples = Samples + samples } : Complete();

    /// <summary>Behind an update by what is accumulated.</summary>
    public UpdateProgress Complete() => new(Updates + 1, 0, 0, Averaged);
}
