namespace NetGen.Generators.Lowering;

/// <summary>
/// The gradient of a matrix product's weights goes to the optimizer block by block as it is computed, where nobody reads the weights or the
/// gradient afterwards: it is still in the cache. The loss must be known by then: where it is not small, the update waits for all gradients.
/// </summary>
internal static class EarlyUpdates
{
    /// <summary>The calls of a training step, in order, with such gradients where they can be.</summary>
    public static IEnumerable<Launch> Run(IReadOnlyList<Launch> launches, Buffer? loss)
    {
        if (loss is null)
        {
            return launches;
        }

        int known = launches.Select((launch, i) => launch.Accesses.Any(access => access.Writes && access.Buffer == loss) ? i : -1).DefaultIfEmpty(-1).Max();
        RowsGradientLaunch[] candidates = [.. launches.OfType<RowsGradientLaunch>()];
        HashSet<Buffer> watched = [.. candidates.Select(launch => launch.Weights), .. candidates.Select(launch => launch.Gradient)];
        Dictionary<Buffer, int> last = [], uses = [];
        for (int i = 0; i < launches.Count; i++)
        {
            foreach (Access access in launches[i].Accesses)
            {
                if (watched.Contains(access.Buffer))
                {
                    last[access.Buffer] = i;
                    uses[access.Buffer] = uses.TryGetValue(access.Buffer, out int count) ? count + 1 : 1;
                }
            }
        }

        bool IsFree(RowsGradientLaunch launch, int place) =>
            place > known && uses[launch.Gradient] == 1 && (!last.TryGetValue(launch.Weights, out int read) || read < place);
        return launches.Select((launch, i) => launch is RowsGradientLaunch gradient && IsFree(gradient, i) ? gradient.Updating(loss) : launch);
    }
}
