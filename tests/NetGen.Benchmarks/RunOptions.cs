namespace NetGen.Benchmarks;

/// <summary>What is measured, and how long.</summary>
/// <param name="Net">One network; null for all.</param>
/// <param name="Batch">Samples; 0 for the usual batch sizes.</param>
/// <param name="Threads">0 for as many as are worth it.</param>
/// <param name="Seconds">For each figure.</param>
/// <param name="Json">One JSON object a line.</param>
internal sealed record RunOptions(string? Net, int Batch, int Threads, double Seconds, bool Json)
{
    /// <summary>
    /// The networks chosen among those that have batch sizes.
    /// One that has none, but was asked for, is measured with those of its other uses.
    /// </summary>
    public IEnumerable<Workload> Workloads(Func<Subject, int[]> batches)
    {
        foreach (Subject subject in Subject.All)
        {
            int[] usual = batches(subject);
            if (Net == subject.Name && usual.Length == 0)
            {
                usual = [.. subject.Batches.Concat(subject.DeviceBatches).Take(1)];
            }

            if (Net is null || Net == subject.Name)
            {
                foreach (int size in usual.Length > 0 && Batch > 0 ? [Batch] : usual)
                {
                    yield return new Workload(subject, size);
                }
            }
        }
    }
}
