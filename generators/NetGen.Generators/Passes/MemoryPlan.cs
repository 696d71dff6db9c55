using NetGen.Generators.Lowering;

namespace NetGen.Generators.Passes;

/// <summary>
/// Places every buffer in its array. Activations share one arena: two of them overlap only if no launch lies within the lives of both.
/// Larger ones choose first, each the lowest place that is free for its whole life.
/// </summary>
internal static class MemoryPlan
{
    /// <summary>Elements to which offsets are rounded: 64 bytes of floats.</summary>
    private const int Alignment = 16;

    public static void Run(IReadOnlyList<Launch> launches, IReadOnlyList<Buffer> buffers, IEnumerable<Buffer> results)
    {
        Dictionary<Buffer, (int First, int Last)> lives = [];
        for (int i = 0; i < launches.Count; i++)
        {
            foreach (Access access in launches[i].Accesses)
            {
                lives[access.Buffer] = lives.TryGetValue(access.Buffer, out var life) ? (life.First, i) : (i, i);
            }
        }

        foreach (Buffer result in results)
        {
            if (lives.TryGetValue(result, out var life))
            {
                lives[result] = (life.First, launches.Count);
            }
        }

        Dictionary<BufferKind, int> ends = [];
        foreach (Buffer buffer in buffers)
        {
            if (buffer.Kind is BufferKind.Vector or BufferKind.Partial or BufferKind.Panel)
            {
                ends.TryGetValue(buffer.Kind, out int end);
                buffer.Offset = end;
                ends[buffer.Kind] = end + Round(buffer.Size);
            }
        }

        List<Buffer> placed = [];
        foreach (Buffer buffer in buffers.Where(b => b.Kind == BufferKind.Activation && lives.ContainsKey(b)).OrderByDescending(b => b.Size))
        {
            int offset = 0;
            foreach (Buffer other in placed.Where(p => Overlap(lives[p], lives[buffer])).OrderBy(p => p.Offset))
            {
                if (other.Offset < offset + Round(buffer.Size) && offset < other.Offset + Round(other.Size))
                {
                    offset = other.Offset + Round(other.Size);
                }
            }

            buffer.Offset = offset;
            placed.Add(buffer);
        }
    }

    private static bool Overlap((int First, int Last) a, (int First, int Last) b) => a.First <= b.Last && b.First <= a.Last;

    private static int Round(int size) => (size + Alignment - 1) / Alignment * Alignment;
}
