namespace NetGen.Generators.Program;

/// <summary>
/// What holds after every pass over calls: each touches buffers of the program only, and reads of values what an earlier one wrote; once
/// they are placed, two that are needed at the same time lie apart.
/// </summary>
internal static class LaunchVerifier
{
    public static void Check(LoweredProgram program)
    {
        HashSet<Buffer> known = [.. program.Buffers.Select(buffer => buffer.Root)], written = [];
        Dictionary<Buffer, BufferArray> arrays = program.Arrays
            .SelectMany(array => array.Elements.Select(element => (element, array)))
            .ToDictionary(pair => pair.element, pair => pair.array);
        Check(program.Sections.SelectMany(section => section));
        if (program.IsPlaced)
        {
            CheckPlaces(program);
        }

        void Check(IEnumerable<Launch> launches)
        {
            foreach (Launch launch in launches)
            {
                switch (launch)
                {
                    case LoopLaunch loop:
                        // As the first time; what it writes of arrays is all written behind it.
                        Check(loop.Body);
                        written.UnionWith(Written(loop).Where(arrays.ContainsKey).SelectMany(buffer => arrays[buffer].Elements));
                        break;
                    case ChunkedLaunch parts:
                        Check(parts.Body);
                        break;
                    case TrainedLaunch trained:
                        Check(trained.Body);
                        break;
                    case ScanLaunch scan:
                        Check(scan.Body);
                        break;
                    case ChainLaunch chain:
                        Check(chain.Members);
                        break;
                    default:
                        CheckReads(launch);
                        written.UnionWith(Written(launch));
                        break;
                }
            }
        }

        void CheckReads(Launch launch)
        {
            foreach (Buffer buffer in launch.Accesses.Where(access => !access.Writes).Select(access => access.Buffer))
            {
                if (!known.Contains(buffer))
                {
                    throw Broken($"{launch.Title} reads {buffer.Name}, which is not the program's");
                }

                if (IsComputed(buffer.Kind) && !written.Contains(buffer))
                {
                    throw Broken($"{launch.Title} reads {buffer.Name} before it is computed");
                }
            }
        }
    }

    private static void CheckPlaces(LoweredProgram program)
    {
        foreach (IGrouping<BufferKind, Buffer> kind in program.Buffers.Where(IsShared).GroupBy(program.Places.KindOf))
        {
            List<(Buffer Buffer, int Last)> live = [];
            foreach ((Buffer buffer, (int first, int last)) in kind
                .Select(buffer => (Buffer: buffer, Life: program.Lifetimes[buffer]!.Value)).OrderBy(pair => pair.Life.First))
            {
                live.RemoveAll(other => other.Last < first);
                if (live.FirstOrDefault(other => Overlap(program.Places, other.Buffer, buffer)).Buffer is { } met)
                {
                    throw Broken($"{buffer.Name} lies where {met.Name} is still needed");
                }

                live.Add((buffer, last));
            }
        }

        bool IsShared(Buffer buffer) =>
            buffer.Root == buffer && buffer.Kind is BufferKind.Activation or BufferKind.Chunk && program.Lifetimes[buffer] is not null;
    }

    private static IEnumerable<Buffer> Written(Launch launch) =>
        launch.Accesses.Where(access => access.Writes).Select(access => access.Buffer);

    private static bool IsComputed(BufferKind kind) =>
        kind is BufferKind.Activation or BufferKind.Chunk or BufferKind.Vector or BufferKind.Partial or BufferKind.Panel;

    private static bool Overlap(Places places, Buffer a, Buffer b) =>
        places.OffsetOf(a) < places.OffsetOf(b) + places.BytesOf(b.Layout)
        && places.OffsetOf(b) < places.OffsetOf(a) + places.BytesOf(a.Layout);

    private static InvalidOperationException Broken(string what) => new($"Program: {what}.");
}
