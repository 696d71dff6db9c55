namespace NetGen.Generators.Program;

/// <summary>
/// Places every buffer in its block. Activations share one arena, and so do the packed weights of a training step: two of them overlap only
/// if no call lies within the lifetimes of both. Larger ones choose first, each the lowest place that is free for its whole life.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Lifetimes _lifetimes;
    private readonly Places _decided;
    private readonly Dictionary<BufferArray, Takeover> _hosts = [];
    private readonly Dictionary<object, long> _offsets = [];

    // For each call, loops written out: its place in the program as written, and the borders of its loop's repetition.
    private readonly List<(int Place, int LoopStart, int LoopEnd, int Repetition)> _calls = [];

    // The arrays that lie in the elements of another one.
    private readonly Dictionary<BufferArray, List<BufferArray>> _guests = [];

    private MemoryPlan(LoweredProgram program)
    {
        _lifetimes = program.Lifetimes;
        _decided = program.Places;
    }

    /// <summary>The program with its buffers placed.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        MemoryPlan plan = new(program);
        plan.NumberCalls(Calls(program.Sections.SelectMany(section => section)));
        Item[] items =
        [
            .. program.Buffers.Where(b => b.Root == b)
                .GroupBy(program.Places.MemoryOf)
                .Select(group => new Item(program.Places, group.Key, [.. group])),
        ];
        plan.TakeOver([.. items.Select(item => item.Array).OfType<BufferArray>().Where(array => array.Kind == BufferKind.Activation)]);
        items = [.. items.Where(item => item.Array is not { } array || !plan._hosts.ContainsKey(array))];
        foreach (IGrouping<BufferKind, Item> kind in items.GroupBy(item => item.Kind))
        {
            switch (kind.Key)
            {
                case BufferKind.Activation or BufferKind.Chunk:
                case BufferKind.Panel when program.Trains:
                    plan.Share(kind);
                    break;
                case BufferKind.Vector or BufferKind.Partial or BufferKind.Panel or BufferKind.Cache:
                    long end = 0;
                    foreach (Item item in kind)
                    {
                        plan.Put(item, end);
                        end += item.Size;
                    }

                    break;
            }
        }

        return program with { Places = program.Places with { Hosts = plan._hosts, Offsets = plan._offsets }, IsPlaced = true };
    }

    /// <summary>
    /// What lives within a repetition only may lie in the element of another array whose life ended earlier in the same repetition: in a
    /// loop the others must stay, so this is all that becomes free.
    /// </summary>
    private void TakeOver(IReadOnlyList<BufferArray> arrays)
    {
        foreach (BufferArray array in arrays
            .Where(array => _decided.SlotsOf(array) == 1 && array.Elements.Count > 1)
            .OrderByDescending(_decided.StrideOf))
        {
            bool CanHost(BufferArray host) =>
                _decided.SlotsOf(host) == host.Elements.Count && host.Elements.Count > 1
                && _decided.StrideOf(host) >= _decided.StrideOf(array);
            foreach (BufferArray host in arrays.Where(CanHost).OrderBy(_decided.StrideOf))
            {
                _guests.TryGetValue(host, out List<BufferArray> known);
                if (Takeover(array, host) is { } takeover && (known ?? []).All(guest => AreApart(guest, array)))
                {
                    _hosts[array] = takeover;
                    _guests[host] = [.. known ?? [], array];
                    break;
                }
            }
        }
    }

    private void Put(Item item, long offset)
    {
        item.Offset = offset;
        _offsets[item.Memory] = offset;
    }

    private Takeover? Takeover(BufferArray array, BufferArray host)
    {
        int[] places = new int[array.Elements.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (_lifetimes[array.Elements[i]] is not { } life || !IsLocal(life))
            {
                return null;
            }

            int found = Enumerable.Range(0, host.Elements.Count).Where(j => Ends(host.Elements[j], life)).DefaultIfEmpty(-1).First();
            if (found < 0)
            {
                return null;
            }

            places[i] = found;
        }

        int step = places[1] - places[0];
        return Math.Abs(step) == 1 && places.Select((place, i) => place == places[0] + i * step).All(fits => fits)
            ? new Takeover(host, places[0], step)
            : null;
    }

    /// <summary>Whether the buffer is needed for the last time in the repetition of that life, but before it.</summary>
    private bool Ends(Buffer buffer, (int First, int Last) life) =>
        _lifetimes[buffer] is { } own && own.Last < life.First && _calls[own.Last].LoopStart == _calls[life.First].LoopStart
        && _calls[own.Last].Repetition == _calls[life.First].Repetition && _calls[life.First].LoopEnd > _calls[life.First].LoopStart;

    private bool AreApart(BufferArray one, BufferArray other) => one.Elements.All(a => other.Elements.All(b =>
        _lifetimes[a] is { } first && _lifetimes[b] is { } second && (first.Last < second.First || second.Last < first.First)));

    private bool IsLocal((int First, int Last) life) =>
        _calls[life.First].LoopStart == _calls[life.Last].LoopStart && _calls[life.First].Repetition == _calls[life.Last].Repetition;

    private void Share(IEnumerable<Item> items)
    {
        List<Item> placed = [];
        foreach (Item item in items
            .Where(item => item.Buffers.Any(buffer => _lifetimes[buffer] is not null))
            .OrderByDescending(item => item.Size))
        {
            item.Segments = SegmentsOf(item);

            // Where it would meet something that lives at the same time: from, and up to where it may begin again.
            List<(long From, long To)> taken = [.. placed.SelectMany(other => Conflicts(other, item))];
            long offset = 0;
            foreach ((long from, long to) in taken.OrderBy(barrier => barrier.From).TakeWhile(barrier => barrier.From <= offset))
            {
                offset = Math.Max(offset, to);
            }

            Put(item, offset);
            placed.Add(item);
        }
    }

    /// <summary>The offsets at which an item would share memory with a placed one that lives at the same time.</summary>
    private static IEnumerable<(long From, long To)> Conflicts(Item placed, Item item)
    {
        // Two arrays are kept apart as wholes: their elements one by one would take time that grows with the square of the depth.
        bool isCoarse = placed.Segments.Count > 1 && item.Segments.Count > 1;
        foreach (Segment there in isCoarse ? [placed.Whole] : placed.Segments)
        {
            foreach (Segment here in isCoarse ? [item.Whole] : item.Segments)
            {
                if (there.Overlaps(here))
                {
                    long start = placed.Offset + there.Start - here.Start;
                    yield return (start - here.Size + 1, start + there.Size);
                }
            }
        }
    }

    private IReadOnlyList<Segment> SegmentsOf(Item item)
    {
        int slots = item.Array is { } array ? _decided.SlotsOf(array) : 1;
        long stride = item.Array is not null ? _decided.StrideOf(item.Array) : item.Size;
        IReadOnlyList<BufferArray> guests =
            item.Array is not null && _guests.TryGetValue(item.Array, out List<BufferArray> known) ? known : [];
        IEnumerable<Buffer> Users(int index) => guests
            .Select(guest => guest.Elements.ElementAtOrDefault((index - _hosts[guest].First) * _hosts[guest].Step))
            .OfType<Buffer>();
        IEnumerable<(int First, int Last)> Lives(IEnumerable<Buffer> slot) => slot
            .SelectMany(buffer => Users(_decided.IndexOf(buffer)).Prepend(buffer))
            .Select(buffer => _lifetimes[buffer])
            .OfType<(int First, int Last)>()
            .OrderBy(life => life.First);
        return
        [
            .. item.Buffers
                .GroupBy(buffer => _decided.IndexOf(buffer) % slots)
                .Select(slot => new Segment(slot.Key * stride, stride, [.. Lives(slot)]))
                .Where(segment => segment.Ranges.Count > 0),
        ];
    }

    private static IEnumerable<Launch> Calls(IEnumerable<Launch> launches) =>
        launches.SelectMany(launch => launch is ChunkedLaunch parts ? parts.Body : [launch]);

    private void NumberCalls(IEnumerable<Launch> launches)
    {
        int place = 0;
        foreach (Launch launch in launches)
        {
            int length = launch is LoopLaunch loop ? Calls(loop.Body).Count() : 1;
            int count = launch is LoopLaunch { Count: var times } ? times : 1;
            for (int repetition = 0; repetition < count; repetition++)
            {
                for (int i = 0; i < length; i++)
                {
                    _calls.Add((place + i, place, place + length - 1, repetition));
                }
            }

            place += length;
        }

        _calls.Add((place, place, place, 0)); // After the program.
    }

    /// <summary>A buffer, or an array of them, as one range of memory.</summary>
    private sealed class Item(Places places, object memory, IReadOnlyList<Buffer> buffers)
    {
        public object Memory { get; } = memory;

        public IReadOnlyList<Buffer> Buffers { get; } = buffers;

        public BufferArray? Array { get; } = memory as BufferArray;

        public BufferKind Kind { get; } = places.KindOf(buffers[0]);

        /// <summary>Bytes, to where something else may begin.</summary>
        public long Size { get; } = memory is BufferArray array
            ? places.SlotsOf(array) * places.StrideOf(array)
            : places.BytesOf(buffers[0].Layout);

        /// <summary>Its parts that live at times of their own: the elements of an array.</summary>
        public IReadOnlyList<Segment> Segments { get; set; } = [];

        public Segment Whole =>
            new(0, Size, [(Segments.Min(s => s.Ranges[0].First), Segments.Max(s => s.Ranges[s.Ranges.Count - 1].Last))]);

        public long Offset { get; set; }
    }

    /// <summary>A range of memory and when it is in use: lifetimes in order, apart from each other.</summary>
    private sealed record Segment(long Start, long Size, IReadOnlyList<(int First, int Last)> Ranges)
    {
        public bool Overlaps(Segment other)
        {
            for (int i = 0, j = 0; i < Ranges.Count && j < other.Ranges.Count;)
            {
                if (Ranges[i].First <= other.Ranges[j].Last && other.Ranges[j].First <= Ranges[i].Last)
                {
                    return true;
                }

                if (Ranges[i].Last < other.Ranges[j].Last)
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }

            return false;
        }
    }
}
