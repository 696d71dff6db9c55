using NetGen.Generators.Model;

namespace NetGen.Generators.Graph;

/// <summary>
/// Where a moved value has its elements from, as an affine map: counted in the order of its memory, each axis of it goes over the source in
/// steps of lines, pixels or channels.
/// </summary>
/// <param name="First">The source's element that is the first.</param>
/// <param name="Axes">The outermost first: how often a step is made, and the step.</param>
internal sealed record IndexMap(Place First, EquatableArray<(int Count, Place Step)> Axes)
{
    private static readonly Place s_line = new(1, 0, 0), s_pixel = new(0, 1, 0), s_channel = new(0, 0, 1);

    /// <summary>Whether the value is the source in its own order.</summary>
    public bool IsSameOrder(TensorShape source)
    {
        // Of memory without gaps: then the axes follow one another.
        int next = 1;
        foreach ((int count, Place step) in Axes.Where(axis => axis.Count > 1).Reverse())
        {
            if (step.Over(source.Width * source.Channels, source.Channels) != next)
            {
                return false;
            }

            next *= count;
        }

        return First == Place.Origin && next == source.Size;
    }

    /// <summary>Whether positions and features change places, and the value is seen as that.</summary>
    public bool IsTurn(TensorShape source, TensorShape shape) => First == Place.Origin && source.Height == 1
        && shape is { IsSequence: true, Height: 1 } && (shape.Width, shape.Channels) == (source.Channels, source.Width)
        && Axes.Where(axis => axis.Count > 1).SequenceEqual([(source.Channels, s_channel), (source.Width, s_pixel)]);

    /// <summary>The map of a node.</summary>
    public static IndexMap Of(MoveNode node)
    {
        TensorShape from = node.Inputs[0].Shape, to = node.Shape;
        return node.Kind switch
        {
            MoveKind.Slice => Box(to, node.Place, s_line, s_pixel, s_channel),
            MoveKind.Permute => Box(to, Place.Origin, Axis(node.Place.Y), Axis(node.Place.X), Axis(node.Place.Channel)),
            MoveKind.Flatten => new(
                Place.Origin, new[] { (from.Channels, s_channel), (from.Height, s_line), (from.Width, s_pixel) }.ToEquatableArray()),
            MoveKind.Stage or MoveKind.Unflatten when to.IsImage =>
                Box(to, Place.Origin, s_channel.Times(to.Width), s_channel, s_channel.Times(to.Rows)),
            MoveKind.Map => node.Map!,
            _ => Box(from, Place.Origin, s_line, s_pixel, s_channel),
        };
    }

    /// <summary>What a move of what this map gives has from this map's source; null where that is no affine map.</summary>
    /// <param name="next">The other move's map.</param>
    /// <param name="between">The shape of what is moved twice.</param>
    public IndexMap? Then(IndexMap next, TensorShape between)
    {
        if (next.First != Place.Origin)
        {
            return null;
        }

        Stack<(int Count, Place Step)> axes = new(Axes);
        if (Take(axes, between.Channels) is not { } channels || Take(axes, between.Width) is not { } pixels
            || Take(axes, between.Height) is not { } lines)
        {
            return null;
        }

        List<(int, Place)> all = [];
        foreach ((int count, Place step) in next.Axes.Where(axis => axis.Count > 1))
        {
            (List<(int, Place)> over, int by) = step switch
            {
                { Y: > 0, X: 0, Channel: 0 } => (lines, step.Y),
                { Y: 0, X: > 0, Channel: 0 } => (pixels, step.X),
                _ => (channels, step.Channel),
            };
            Stack<(int, Place)> rest = new(over);
            if (Take(rest, by) is null || Take(rest, count) is not { } taken)
            {
                return null;
            }

            all.AddRange(taken);
        }

        return new(First, all.ToEquatableArray());
    }

    /// <summary>
    /// A copy as loops that step over both sides, the outermost first. Null where one side has an axis that ends amid one of the other.
    /// </summary>
    /// <param name="from">Where elements are read, axis by axis.</param>
    /// <param name="to">Where they are written.</param>
    /// <param name="most">Of more loops, those are made one that follow one another on both sides.</param>
    public static IReadOnlyList<(int Count, int From, int To)>? Loops(
        IEnumerable<(int Count, int Step)> from, IEnumerable<(int Count, int Step)> to, int most)
    {
        List<(int Count, int From, int To)> loops = [];
        Stack<(int Count, int Step)> reads = new(from.Where(axis => axis.Count > 1)), writes = new(to.Where(axis => axis.Count > 1));
        while (reads.Count > 0)
        {
            (int Count, int Step) read = reads.Pop(), write = writes.Pop();
            int count = Math.Min(read.Count, write.Count);
            if (read.Count % count != 0 || write.Count % count != 0)
            {
                return null;
            }

            Rest(reads, read, count);
            Rest(writes, write, count);
            loops.Insert(0, (count, read.Step, write.Step));
        }

        for (int i = loops.Count - 2; i >= 0 && loops.Count > most; i--)
        {
            ((int count, int read, int write), (int inner, int innerRead, int innerWrite)) = (loops[i], loops[i + 1]);
            if ((read, write) == (innerRead * inner, innerWrite * inner))
            {
                loops[i] = (count * inner, innerRead, innerWrite);
                loops.RemoveAt(i + 1);
            }
        }

        return loops;
    }

    private static void Rest(Stack<(int Count, int Step)> axes, (int Count, int Step) axis, int done)
    {
        if (axis.Count > done)
        {
            axes.Push((axis.Count / done, axis.Step * done));
        }
    }

    private static Place Axis(int number) => number switch { 0 => s_line, 1 => s_pixel, _ => s_channel };

    private static IndexMap Box(TensorShape shape, Place first, params Place[] steps) => new(
        first, new[] { (shape.Height, steps[0]), (shape.Width, steps[1]), (shape.Channels, steps[2]) }.ToEquatableArray());

    /// <summary>The innermost axes that make so many elements, split where needed; null where one cannot be.</summary>
    private static List<(int Count, Place Step)>? Take(Stack<(int Count, Place Step)> axes, int count)
    {
        List<(int, Place)> taken = [];
        while (count > 1)
        {
            (int Count, Place Step) axis = axes.Pop();
            int part = Math.Min(count, axis.Count);
            if (count % part != 0 || axis.Count % part != 0)
            {
                return null;
            }

            taken.Insert(0, (part, axis.Step));
            count /= part;
            if (part < axis.Count)
            {
                axes.Push((axis.Count / part, axis.Step.Times(part)));
            }
        }

        return taken;
    }
}
