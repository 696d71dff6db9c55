namespace NetGen.Generators.Program;

/// <summary>From which call to which each buffer holds something that is still needed, over the calls of a program one by one.</summary>
internal sealed class Lifetimes
{
    private readonly IReadOnlyList<Launch> _calls;
    private readonly Dictionary<Buffer, (int First, int Last)> _lifetimes;

    private Lifetimes(IReadOnlyList<Launch> calls, Dictionary<Buffer, (int First, int Last)> lifetimes)
    {
        _calls = calls;
        _lifetimes = lifetimes;
    }

    /// <summary>Of a program whose buffers are not looked at yet.</summary>
    public static Lifetimes Unknown { get; } = new([], []);

    /// <summary>The same, to be changed.</summary>
    public Lifetimes Copy() => new(_calls, new(_lifetimes));

    /// <summary>Bytes of one sample that live at the same time, at most.</summary>
    public long LargestLiveSet(Places places)
    {
        long live = 0, largest = 0;
        foreach ((int _, long change) in Changes(places).OrderBy(change => change.Place).ThenBy(change => change.Bytes))
        {
            live += change;
            largest = Math.Max(largest, live);
        }

        return largest;
    }

    /// <summary>The buffers of a sample's values that live where most bytes do.</summary>
    public IReadOnlyList<Buffer> FullestSet(Places places)
    {
        long live = 0, largest = -1;
        int fullest = 0;
        foreach ((int place, long change) in Changes(places).OrderBy(change => change.Place).ThenBy(change => change.Bytes))
        {
            live += change;
            (largest, fullest) = live > largest ? (live, place) : (largest, fullest);
        }

        return
        [
            .. _lifetimes
                .Where(life => places.KindOf(life.Key) == BufferKind.Activation)
                .Where(life => life.Value.First <= fullest && fullest <= life.Value.Last)
                .Select(life => life.Key),
        ];
    }

    /// <summary>The program with the lifetimes of its buffers; before there are loops.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        Launch[] launches = [.. program.Sections.SelectMany(section => section)];
        Lifetimes lifetimes = new(launches, []);
        for (int i = 0; i < launches.Length; i++)
        {
            foreach (Access access in launches[i].Accesses)
            {
                lifetimes._lifetimes[access.Buffer] =
                    lifetimes._lifetimes.TryGetValue(access.Buffer, out var life) ? (life.First, i) : (i, i);
            }
        }

        lifetimes.JoinTurns(program.Places);
        foreach (Buffer result in program.Results)
        {
            if (lifetimes._lifetimes.TryGetValue(result, out var life))
            {
                lifetimes._lifetimes[result] = (life.First, launches.Length);
            }
        }

        return program with { Lifetimes = lifetimes };
    }

    /// <summary>What is written by turns lives as long as either place, whoever the call names.</summary>
    private void JoinTurns(Places places)
    {
        foreach (BufferArray array in _lifetimes.Keys.Select(places.ArrayOf).OfType<BufferArray>().Distinct().ToList())
        {
            Buffer[] known = [.. array.Elements.Where(_lifetimes.ContainsKey)];
            (int, int) life = (known.Min(buffer => _lifetimes[buffer].First), known.Max(buffer => _lifetimes[buffer].Last));
            foreach (Buffer element in array.Elements)
            {
                _lifetimes[element] = life;
            }
        }
    }

    /// <summary>Whether a buffer is needed by the calls of a run only.</summary>
    public bool IsWithin(Buffer buffer, int start, int count) =>
        this[buffer] is { } life && life.First >= start && life.Last < start + count;

    /// <summary>Lets what a run of calls touches live from its first call to its last, but for what is needed anew in each part.</summary>
    public void Join(int start, int count, HashSet<Buffer> ofChunks)
    {
        IEnumerable<Buffer> touched = _calls.Skip(start).Take(count)
            .SelectMany(launch => launch.Accesses)
            .Select(access => access.Buffer)
            .Where(buffer => !ofChunks.Contains(buffer.Root))
            .Distinct();
        foreach (Buffer buffer in touched)
        {
            (int first, int last) = _lifetimes[buffer];
            _lifetimes[buffer] = (Math.Min(first, start), Math.Max(last, start + count - 1));
        }
    }

    /// <summary>The life of a buffer; null for one that no call touches.</summary>
    public (int First, int Last)? this[Buffer buffer] => _lifetimes.TryGetValue(buffer.Root, out var life) ? life : null;

    /// <summary>
    /// The fewest places that serve all elements, element i lying at place i mod places, so that none is overwritten while it lives.
    /// </summary>
    public int PlacesFor(IReadOnlyList<Buffer> elements)
    {
        (int First, int Last)[] lifetimes = [.. elements.Select(element => this[element] ?? (0, 0))];
        for (int places = 1; places < Math.Min(3, elements.Count); places++)
        {
            if (Enumerable.Range(0, elements.Count - places).All(i => AreApart(lifetimes, i, places)))
            {
                return places;
            }
        }

        return elements.Count;
    }

    /// <summary>Whether element i lives at another time than every element that would share its place.</summary>
    private static bool AreApart((int First, int Last)[] lifetimes, int i, int places)
    {
        for (int other = i + places; other < lifetimes.Length; other += places)
        {
            if (lifetimes[i].First <= lifetimes[other].Last && lifetimes[other].First <= lifetimes[i].Last)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where bytes begin to be needed, and behind their last call cease to.</summary>
    private IEnumerable<(int Place, long Bytes)> Changes(Places places)
    {
        foreach (KeyValuePair<Buffer, (int First, int Last)> life in _lifetimes
            .Where(life => places.KindOf(life.Key) == BufferKind.Activation))
        {
            yield return (life.Value.First, places.BytesOf(life.Key.Layout));
            yield return (life.Value.Last + 1, -places.BytesOf(life.Key.Layout));
        }
    }
}
