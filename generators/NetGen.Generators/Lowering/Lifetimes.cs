namespace NetGen.Generators.Lowering;

/// <summary>From which call to which each buffer holds something that is still needed, over the calls of a program one by one.</summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<Buffer, (int First, int Last)> _lives = [];

    private Lifetimes()
    {
    }

    /// <summary>Elements of one sample that live at the same time, at most.</summary>
    public long LargestLiveSet { get; private set; }

    /// <param name="launches">All calls, loops written out.</param>
    /// <param name="results">What is needed after the last one.</param>
    public static Lifetimes Of(IReadOnlyList<Launch> launches, IEnumerable<Buffer> results)
    {
        Lifetimes lives = new();
        for (int i = 0; i < launches.Count; i++)
        {
            foreach (Access access in launches[i].Accesses)
            {
                lives._lives[access.Buffer] = lives._lives.TryGetValue(access.Buffer, out var life) ? (life.First, i) : (i, i);
            }
        }

        foreach (Buffer result in results)
        {
            if (lives._lives.TryGetValue(result, out var life))
            {
                lives._lives[result] = (life.First, launches.Count);
            }
        }

        long[] changes = new long[launches.Count + 2];
        foreach (KeyValuePair<Buffer, (int First, int Last)> life in lives._lives.Where(life => life.Key.Kind == BufferKind.Activation))
        {
            changes[life.Value.First] += life.Key.Layout.RoundedSize;
            changes[life.Value.Last + 1] -= life.Key.Layout.RoundedSize;
        }

        long live = 0;
        foreach (long change in changes)
        {
            live += change;
            lives.LargestLiveSet = Math.Max(lives.LargestLiveSet, live);
        }

        return lives;
    }

    /// <summary>The life of a buffer; null for one that no call touches.</summary>
    public (int First, int Last)? this[Buffer buffer] => _lives.TryGetValue(buffer.Root, out var life) ? life : null;

    /// <summary>The fewest places that serve all elements, element i lying at place i mod places, so that none is overwritten while it lives.</summary>
    public int PlacesFor(IReadOnlyList<Buffer> elements)
    {
        (int First, int Last)[] lives = [.. elements.Select(element => this[element] ?? (0, 0))];
        for (int places = 1; places < Math.Min(3, elements.Count); places++)
        {
            if (Enumerable.Range(0, elements.Count - places).All(i => AreApart(lives, i, places)))
            {
                return places;
            }
        }

        return elements.Count;
    }

    /// <summary>Whether element i lives at another time than every element that would share its place.</summary>
    private static bool AreApart((int First, int Last)[] lives, int i, int places)
    {
        for (int other = i + places; other < lives.Length; other += places)
        {
            if (lives[i].First <= lives[other].Last && lives[other].First <= lives[i].Last)
            {
                return false;
            }
        }

        return true;
    }
}
