namespace NetGen.Generators.Program;

/// <summary>
/// Puts a barrier of the team before each launch that touches what another worker may still be writing or reading.
/// Kernels that only touch their own samples need none, so a whole forward pass can run without one. Where workers share samples,
/// some kernels split a sample: the barriers that only this needs are inserted second.
/// </summary>
internal sealed class Barriers(Places places, bool areShared)
{
    private readonly List<Access> _since = [];

    /// <summary>The program with barriers inserted; accesses carry over from one section to the next.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        Barriers own = new(program.Places, areShared: false), shared = new(program.Places, areShared: true);
        IReadOnlyList<Launch>[] withOwn = [.. program.Sections.Select(own.Insert)];
        return program.With([.. withOwn.Select(shared.Insert)]);
    }

    private IReadOnlyList<Launch> Insert(IReadOnlyList<Launch> launches)
    {
        List<Launch> result = [];
        foreach (Launch launch in launches)
        {
            if (launch is LoopLaunch loop)
            {
                result.Add(loop.WithBody(Repeated(loop.Body)));
                continue;
            }

            if (areShared && launch is ScanLaunch scan)
            {
                result.Add(scan.WithBody(Repeated(scan.Body)));
                continue;
            }

            if (areShared && launch is ChunkedLaunch parts)
            {
                // Workers that share samples go through the calls once, so they can meet in between.
                result.Add(new ChunkedLaunch(parts.Samples, Insert(parts.Body)));
                continue;
            }

            if (launch is BarrierLaunch)
            {
                _since.Clear();
            }

            bool isShared = areShared && launch.SplitsSamples;
            Access[] accesses =
            [
                .. launch.Accesses.Select(access =>
                    isShared && access.Share == Share.Samples ? access with { Share = Share.Any } : access),
            ];
            if (accesses.Any(access => _since.Any(earlier => Conflict(earlier, access))))
            {
                result.Add(new BarrierLaunch(areShared));
                _since.Clear();
            }

            _since.AddRange(accesses.Where(access => !_since.Contains(access)));
            result.Add(launch);
        }

        return result;
    }

    /// <summary>
    /// What one repetition leaves behind meets the next one: gone through a second time at least, until nothing is added.
    /// </summary>
    private IReadOnlyList<Launch> Repeated(IReadOnlyList<Launch> launches)
    {
        IReadOnlyList<Launch> body = Insert(launches);
        for (int before = -1; before != Calls(body);)
        {
            before = Calls(body);
            body = Insert(body);
        }

        return body;
    }

    private static int Calls(IReadOnlyList<Launch> launches) =>
        launches.Sum(launch => launch is ChunkedLaunch parts ? parts.Body.Count : 1);

    private bool Conflict(Access earlier, Access later)
    {
        if (!earlier.Writes && !later.Writes)
        {
            return false;
        }

        return places.MemoryOf(earlier.Buffer) == places.MemoryOf(later.Buffer)
            ? (earlier.Share != later.Share || earlier.Share == Share.Any) && !earlier.Box.IsBeside(later.Box)
            : ShareMemory(earlier.Buffer, later.Buffer);
    }

    private bool ShareMemory(Buffer a, Buffer b)
    {
        (long start, long end) = Range(a);
        (long otherStart, long otherEnd) = Range(b);

        // Each worker has a memory of its own for its parts, but where samples are shared.
        BufferKind kind = places.KindOf(a);
        bool overlaps = kind is BufferKind.Activation or BufferKind.Panel || (areShared && kind == BufferKind.Chunk);
        return kind == places.KindOf(b) && overlaps && start < otherEnd && otherStart < end;
    }

    private (long Start, long End) Range(Buffer buffer) => places.ArrayOf(buffer) is { } array
        ? Range(places.HostOf(array)?.Array ?? array)
        : (places.OffsetOf(buffer), places.OffsetOf(buffer) + places.BytesOf(buffer.Layout));

    private (long Start, long End) Range(BufferArray array) =>
        (places.OffsetOf(array), places.OffsetOf(array) + places.SlotsOf(array) * places.StrideOf(array));
}
