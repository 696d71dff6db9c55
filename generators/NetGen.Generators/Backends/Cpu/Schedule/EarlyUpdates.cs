using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Cpu.Schedule;

/// <summary>
/// The gradient of a matrix product's weights goes to the optimizer block by block as it is computed, where nobody reads the weights or the
/// gradient afterwards: it is still in the cache. The loss must be known by then: where it is not small, the update waits for all
/// gradients.
/// </summary>
internal static class EarlyUpdates
{
    /// <summary>A training step with such gradients where they can be.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        if (program.LossValue is not { } loss)
        {
            return program;
        }

        Launch[] launches = [.. program.Forward, .. program.Loss, .. program.Backward];
        int known = launches
            .Select((launch, i) => launch.Accesses.Any(access => access.Writes && access.Buffer == loss) ? i : -1)
            .DefaultIfEmpty(-1)
            .Max();
        RowsGradientLaunch[] candidates = [.. launches.OfType<RowsGradientLaunch>()];
        HashSet<Buffer> watched = [.. candidates.Select(launch => launch.Weights), .. candidates.Select(launch => launch.Gradient)];
        Dictionary<Buffer, int> last = [], uses = [];
        for (int i = 0; i < launches.Length; i++)
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
        HashSet<Launch> free = [.. launches.Where((launch, i) => launch is RowsGradientLaunch gradient && IsFree(gradient, i))];
        Launch Updating(Launch launch) => free.Contains(launch) ? ((RowsGradientLaunch)launch).Updating(loss) : launch;
        return program.With([.. program.Sections.Select(section => (Launch[])[.. section.Select(Updating)])]);
    }
}
