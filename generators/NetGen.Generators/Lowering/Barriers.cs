namespace NetGen.Generators.Lowering;

/// <summary>
/// Puts a meeting of the team before each launch that touches what another worker may still be writing or reading.
/// Kernels that only touch their own samples need none, so a whole forward pass can run without one.
/// </summary>
internal static class Barriers
{
    /// <summary>The lists with meetings inserted; accesses carry over from one list to the next.</summary>
    public static IReadOnlyList<IReadOnlyList<Launch>> Insert(params IReadOnlyList<Launch>[] lists)
    {
        List<Access> since = [];
        List<IReadOnlyList<Launch>> results = [];
        foreach (IReadOnlyList<Launch> launches in lists)
        {
            List<Launch> result = [];
            foreach (Launch launch in launches)
            {
                if (launch.Accesses.Any(access => since.Any(earlier => Conflict(earlier, access))))
                {
                    result.Add(new SyncLaunch());
                    since.Clear();
                }

                since.AddRange(launch.Accesses);
                result.Add(launch);
            }

            results.Add(result);
        }

        return results;
    }

    private static bool Conflict(Access earlier, Access later)
    {
        if (!earlier.Writes && !later.Writes)
        {
            return false;
        }

        return earlier.Buffer == later.Buffer
            ? earlier.Share != later.Share || earlier.Share == Share.Any
            : ShareMemory(earlier.Buffer, later.Buffer);
    }

    private static bool ShareMemory(Buffer a, Buffer b) =>
        a.Kind == BufferKind.Activation && b.Kind == BufferKind.Activation && a.Offset < b.Offset + b.Size && b.Offset < a.Offset + a.Size;
}
