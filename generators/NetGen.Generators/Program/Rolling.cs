using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Program;

/// <summary>
/// Calls that come again and again over other memory become loops: where the same kernels follow each other n times, the buffers that take
/// the same place in each repetition become the elements of an array, and the calls are written once. Works on the calls alone, so it finds
/// repeated blocks in the forward and the backward pass alike, whatever was fused across their borders.
/// </summary>
internal sealed class Rolling
{
    /// <summary>How many ways to cut a list into repetitions are tried before it is left as it is.</summary>
    private const int MostAttempts = 64;

    private readonly Places _decided;
    private readonly Dictionary<Buffer, (Growing Array, int Index)> _places = [];
    private readonly Dictionary<(Growing, int), Buffer> _elements = [];
    private readonly Dictionary<object, int> _numbers = [];

    private Rolling(Places decided) => _decided = decided;

    /// <summary>The program with its repetitions as loops, and the arrays that they go through.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        Rolling rolling = new(program.Places);
        IReadOnlyList<Launch>[] sections = [.. program.Sections.Select(rolling.Roll)];
        return program.With(sections) with { Arrays = [.. rolling.Arrays()] };
    }

    private IReadOnlyList<Launch> Roll(IReadOnlyList<Launch> launches)
    {
        int[] numbers = [.. launches.Select(NumberOf)];
        return [.. Roll(launches, numbers, 0, launches.Count)];
    }

    private IEnumerable<BufferArray> Arrays() => _places
        .GroupBy(place => place.Value.Array)
        .Select(places => new BufferArray(
            places.Key.Name, places.Key.Kind, places.Key.Layout, [.. places.OrderBy(place => place.Value.Index).Select(place => place.Key)])
        {
            Distance = places.Key.Distance,
        });

    private IEnumerable<Launch> Roll(IReadOnlyList<Launch> launches, int[] numbers, int from, int to)
    {
        int attempts = 0;
        foreach ((int start, int period, int count) in Repetitions(numbers, from, to))
        {
            if (attempts++ == MostAttempts)
            {
                break;
            }

            if (Loop(launches, start, period, count) is { } loop)
            {
                int end = start + period * count;
                return [.. Roll(launches, numbers, from, start), loop, .. Roll(launches, numbers, end, to)];
            }
        }

        return launches.Skip(from).Take(to - from);
    }

    /// <summary>Ways to see the range as repetitions of a run of calls: those that cover most first, then the shortest.</summary>
    private static IEnumerable<(int Start, int Period, int Count)> Repetitions(int[] numbers, int from, int to)
    {
        List<(int Start, int Period, int Count)> found = [];
        for (int period = 1; period <= (to - from) / 2; period++)
        {
            int run = 0;
            for (int i = to - period - 1; i >= from - 1; i--)
            {
                if (i >= from && numbers[i] == numbers[i + period])
                {
                    run++;
                    continue;
                }

                // What repeats may be cut anywhere: the first cut is tried first, then with one repetition less.
                for (int count = run / period + 1; count >= Math.Max(run / period, 2); count--)
                {
                    for (int shift = 0; shift <= run + period - count * period && shift < period; shift++)
                    {
                        if (count >= 3 || period >= 4)
                        {
                            found.Add((i + 1 + shift, period, count));
                        }
                    }
                }

                run = 0;
            }
        }

        return found.OrderByDescending(r => r.Period * r.Count).ThenBy(r => r.Period).ThenBy(r => r.Start);
    }

    /// <summary>The loop, if every buffer of the calls stays or moves by one element each time; null otherwise.</summary>
    private LoopLaunch? Loop(IReadOnlyList<Launch> launches, int start, int period, int count)
    {
        Attempt attempt = new(_decided, _places, _elements);
        Dictionary<Buffer, int> steps = [];
        HashSet<Buffer> fixedBuffers = [];
        int? streams = null;
        for (int k = 0; k < period; k++)
        {
            Launch[] calls = [.. Enumerable.Range(0, count).Select(i => launches[start + k + i * period])];
            for (int slot = 0; slot < calls[0].Accesses.Count; slot++)
            {
                Buffer[] sequence = [.. calls.Select(call => call.Accesses[slot].Buffer)];
                if (sequence.All(buffer => buffer == sequence[0]))
                {
                    fixedBuffers.Add(sequence[0]);
                    continue;
                }

                if (sequence[0].Kind == BufferKind.Scratch)
                {
                    continue; // Only for the time of a call.
                }

                if (sequence.Distinct().Count() < count || attempt.Place(sequence) is not { } step
                    || (steps.TryGetValue(sequence[0], out int known) && known != step))
                {
                    return null;
                }

                steps[sequence[0]] = step;
            }

            if (calls[0].Stream >= 0)
            {
                int step = calls[1].Stream - calls[0].Stream;
                if ((streams ?? step) != step || calls.Where((call, i) => call.Stream != calls[0].Stream + i * step).Any())
                {
                    return null;
                }

                streams = step;
            }
        }

        if (fixedBuffers.Overlaps(steps.Keys))
        {
            return null;
        }

        attempt.Commit();
        return new LoopLaunch(count, [.. launches.Skip(start).Take(period)], steps, streams ?? 0);
    }

    /// <summary>Equal calls have equal numbers: the same work over buffers of the same kinds and layouts.</summary>
    private int NumberOf(Launch launch)
    {
        EquatableArray<(BufferKind, Layout, bool, Share)> accesses =
            launch.Accesses.Select(a => (a.Buffer.Kind, a.Buffer.Layout, a.Writes, a.Share)).ToEquatableArray();
        object key = (launch.GetType(), launch.Signature, launch.Stream >= 0, accesses);
        if (!_numbers.TryGetValue(key, out int number))
        {
            _numbers[key] = number = _numbers.Count;
        }

        return number;
    }

    /// <summary>Places of buffers in arrays, kept only if a whole loop comes out.</summary>
    private sealed class Attempt(
        Places decided, Dictionary<Buffer, (Growing Array, int Index)> places, Dictionary<(Growing, int), Buffer> elements)
    {
        private readonly Dictionary<Buffer, (Growing Array, int Index)> _places = [];
        private readonly Dictionary<(Growing, int), Buffer> _elements = [];

        /// <summary>
        /// Makes the sequence consecutive elements of an array, new or known; gives the direction, or null where that cannot be.
        /// </summary>
        public int? Place(Buffer[] sequence)
        {
            // What a recurrence writes by turns has an array already.
            if (sequence[0].Kind is BufferKind.Input or BufferKind.Tokens or BufferKind.Target or BufferKind.Label
                || sequence.Any(buffer => decided.ArrayOf(buffer) is not null))
            {
                return null;
            }

            int[] known = [.. Enumerable.Range(0, sequence.Length).Where(i => Find(sequence[i]) is not null)];
            if (known.Length == 0)
            {
                return Add(sequence, new Growing(sequence[0].Name, sequence[0].Kind, sequence[0].Layout), 0);
            }

            (Growing array, int index) = Find(sequence[known[0]])!.Value;
            if (known.Length == 1)
            {
                return Extend(sequence, array, index - known[0], 1) ?? Extend(sequence, array, index + known[0], -1);
            }

            (Growing other, int next) = Find(sequence[known[1]])!.Value;
            int direction = (next - index) * (known[1] - known[0]) > 0 ? 1 : -1;
            return other == array ? Extend(sequence, array, index - direction * known[0], direction) : null;
        }

        public void Commit()
        {
            foreach (KeyValuePair<Buffer, (Growing Array, int Index)> place in _places)
            {
                places[place.Key] = place.Value;
                elements[place.Value] = place.Key;
            }
        }

        private int? Add(Buffer[] sequence, Growing array, int first)
        {
            if (!array.IsFixed)
            {
                return Extend(sequence, array, first, 1);
            }

            // In the order of the parameters' block, whichever way they are gone through.
            int distance = sequence[1].Start - sequence[0].Start;
            array.Distance = Math.Abs(distance);
            return distance > 0 ? Extend(sequence, array, 0, 1) : Extend(sequence, array, sequence.Length - 1, -1);
        }

        private int? Extend(Buffer[] sequence, Growing array, int first, int direction)
        {
            for (int i = 0; i < sequence.Length; i++)
            {
                int index = first + direction * i;
                bool fits = Find(sequence[i]) is { } place
                    ? place == (array, index)
                    : Element(array, index) is null && sequence[i].Kind == array.Kind && sequence[i].Layout == array.Layout;
                if (!fits || (array.IsFixed && sequence[i].Start - sequence[0].Start != (index - first) * array.Distance))
                {
                    return null;
                }
            }

            for (int i = 0; i < sequence.Length; i++)
            {
                _places[sequence[i]] = (array, first + direction * i);
                _elements[(array, first + direction * i)] = sequence[i];
            }

            return direction;
        }

        private (Growing Array, int Index)? Find(Buffer buffer) =>
            _places.TryGetValue(buffer, out var place) || places.TryGetValue(buffer, out place) ? place : null;

        private Buffer? Element(Growing array, int index) =>
            _elements.TryGetValue((array, index), out Buffer element) || elements.TryGetValue((array, index), out element) ? element : null;
    }

    /// <summary>An array while its elements are found: in both directions, so that the first may have any number.</summary>
    private sealed class Growing(string name, BufferKind kind, Layout layout)
    {
        public string Name { get; } = name;

        public BufferKind Kind { get; } = kind;

        public Layout Layout { get; } = layout;

        /// <summary>Whether it lies where the parameters do.</summary>
        public bool IsFixed => Kind is BufferKind.Parameter or BufferKind.Gradient;

        /// <summary>Elements of their block from one parameter to the next.</summary>
        public int Distance { get; set; }
    }
}
