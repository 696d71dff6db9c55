using NetGen.Generators.Lowering;

namespace NetGen.Generators.Passes;

/// <summary>
/// Places every buffer in its block. Activations share one arena, and so do the packed weights of a training step: two of them overlap only
/// if no call lies within the lives of both. Larger ones choose first, each the lowest place that is free for its whole life.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Lifetimes _lives;

    // For each call, loops written out: its place in the program as written, and the borders of its loop's repetition.
    private readonly List<(int Place, int LoopStart, int LoopEnd, int Repetition)> _calls = [];

    private MemoryPlan(Lifetimes lives) => _lives = lives;

    /// <param name="parts">The program's calls, with loops.</param>
    /// <param name="buffers">What is to be placed.</param>
    /// <param name="lives">When it is needed.</param>
    /// <param name="isTraining">Whether packed weights are needed within a step only.</param>
    public static void Run(IEnumerable<IReadOnlyList<Launch>> parts, IReadOnlyList<Buffer> buffers, Lifetimes lives, bool isTraining)
    {
        MemoryPlan plan = new(lives);
        plan.NumberCalls(parts.SelectMany(part => part));
        Item[] items = [.. buffers.Where(b => b.Root == b).GroupBy(b => b.Memory).Select(group => new Item(group.Key, [.. group]))];
        foreach (IGrouping<BufferKind, Item> kind in items.GroupBy(item => item.Kind))
        {
            switch (kind.Key)
            {
                case BufferKind.Activation:
                case BufferKind.Panel when isTraining:
                    plan.Share(kind);
                    break;
                case BufferKind.Vector or BufferKind.Partial or BufferKind.Panel or BufferKind.Cache:
                    int end = 0;
                    foreach (Item item in kind)
                    {
                        item.Offset = end;
                        end += item.Size;
                    }

                    break;
            }
        }
    }

    private void Share(IEnumerable<Item> items)
    {
        List<(Item Item, int First, int Last)> placed = [];
        foreach ((Item item, int first, int last) in items.Select(item => Life(item)).Where(life => life.Last >= 0).OrderByDescending(life => life.Item.Size))
        {
            int offset = 0;
            foreach ((Item other, _, _) in placed.Where(p => p.First <= last && first <= p.Last).OrderBy(p => p.Item.Offset))
            {
                if (other.Offset < offset + item.Size && offset < other.Offset + other.Size)
                {
                    offset = other.Offset + other.Size;
                }
            }

            item.Offset = offset;
            placed.Add((item, first, last));
        }
    }

    /// <summary>
    /// From which call to which, as written: within one repetition where each element is needed in one only; else whole loops.
    /// </summary>
    private (Item Item, int First, int Last) Life(Item item)
    {
        int first = int.MaxValue, last = -1;
        foreach (Buffer buffer in item.Buffers)
        {
            if (_lives[buffer] is not { } life)
            {
                continue;
            }

            var begin = _calls[life.First];
            var end = _calls[life.Last];
            bool isLocal = begin.LoopStart == end.LoopStart && begin.Repetition == end.Repetition;
            first = Math.Min(first, isLocal ? begin.Place : begin.LoopStart);
            last = Math.Max(last, isLocal ? end.Place : end.LoopEnd);
        }

        return (item, first, last);
    }

    private void NumberCalls(IEnumerable<Launch> launches)
    {
        int place = 0;
        foreach (Launch launch in launches)
        {
            int length = launch is LoopLaunch loop ? loop.Body.Count : 1, count = launch is LoopLaunch { Count: var times } ? times : 1;
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
    private sealed class Item(object memory, IReadOnlyList<Buffer> buffers)
    {
        public IReadOnlyList<Buffer> Buffers { get; } = buffers;

        public BufferKind Kind { get; } = buffers[0].Kind;

        /// <summary>Elements, rounded so that what follows is aligned to 64 bytes of floats.</summary>
        public int Size { get; } = memory is BufferArray array ? array.Slots * array.Stride : buffers[0].Layout.RoundedSize;

        public int Offset
        {
            get => memory is BufferArray array ? array.Offset : Buffers[0].Offset;
            set
            {
                if (memory is BufferArray array)
                {
                    array.Offset = value;
                }
                else
                {
                    Buffers[0].Offset = value;
                }
            }
        }
    }
}
