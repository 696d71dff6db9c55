using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Copies, of what does not lie where it is read.</summary>
internal sealed class MoveLowering(ProgramBuilder program)
{
    public void Lower(MoveNode node)
    {
        Node source = node.Inputs[0];
        Buffer from = program.Memory.Of(source), to = program.Memory.Of(node);
        if (program.Memory.IsThere(node))
        {
            return; // The value is there already.
        }

        // The copy was faster: a step took 3.5 times as long with Flatten read in place (a convolution as large as the image), 1.02 with
        // Permute (positions as the depth of a product).
        program.Clear(to);
        if (node.Kind == MoveKind.Slice)
        {
            Copy(node.Name, node.Shape, from, to, StepsOf(from.Layout.Box(node.Place, node.Shape)), StepsOf(to.Layout));
            return;
        }

        IndexMap map = IndexMap.Of(node);
        Steps read = StepsOf(from.Layout), written = StepsOf(to.Layout);
        if (MoveLoops.Of(map, from.Layout, to.Layout) is { } loops)
        {
            Copy(node.Name, from, to, read with { Origin = read.Origin + map.First.Over(read.Line, read.Pixel) }, written, loops);
            return;
        }

        // Neither side's axes fit into the other's: but everything fits into a run.
        Buffer run = program.Memory.New($"{node.Name} in a run", BufferKind.Activation, new Layout(node.Shape.Size));
        Copy(node.Name, from, run, read, StepsOf(run.Layout), MoveLoops.Of(map, from.Layout, run.Layout)!);
        Copy(node.Name, run, to, StepsOf(run.Layout), written, MoveLoops.OfRun(node.Shape.Size, to.Layout)!);
    }

    public void Lower(JoinNode node)
    {
        Buffer to = program.Memory.Of(node);
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = node.Inputs[i];
            if (!program.Memory.LiesWithin(input, node))
            {
                program.Clear(to);
                Buffer from = program.Memory.Of(input);
                Copy(node.Name, input.Shape, from, to, StepsOf(from.Layout), StepsOf(to.Layout.Box(node.Places[i], input.Shape)));
            }
        }
    }

    /// <summary>All of a value to other memory.</summary>
    public void Copy(string title, TensorShape shape, Buffer from, Buffer to) =>
        Copy(title, shape, from, to, StepsOf(from.Layout), StepsOf(to.Layout));

    private void Copy(string title, TensorShape box, Buffer from, Buffer to, Steps read, Steps written) =>
        program.Launches.Add(new MoveLaunch(
            title, new MoveShape(box.Height, Dim.Of(box.Length, box.Width), box.Channels, read, written), from, to));

    private void Copy(
        string title, Buffer from, Buffer to, Steps read, Steps written, IReadOnlyList<(int Count, int From, int To)> loops)
    {
        // What has neighbours on both sides is innermost, else what has them on one, the longest last; workers share lines.
        (int Count, int From, int To)[] inner = [.. loops.OrderByDescending(loop => loop.Count).Take(MoveLoops.Most).OrderBy(Rank)];
        (int Count, int From, int To) once = (1, 0, 0);
        (var line, var pixel, var channel) = inner switch
        {
            [var a, var b, var c] => (a, b, c),
            [var a, var c] => Rank(a) > 0 ? (once, a, c) : (a, once, c),
            [var c] => (once, once, c),
            _ => (once, once, once),
        };
        foreach ((int first, int firstWritten) in MoveLoops.Outer(loops))
        {
            program.Launches.Add(new MoveLaunch(
                title,
                new MoveShape(
                    line.Count, pixel.Count, channel.Count,
                    new(read.Origin + first, read.Sample, line.From, pixel.From, channel.From),
                    new(written.Origin + firstWritten, written.Sample, line.To, pixel.To, channel.To)),
                from, to));
        }
    }

    private static int Rank((int Count, int From, int To) loop) =>
        loop is { From: 1, To: 1 } ? int.MaxValue : loop.From == 1 || loop.To == 1 ? loop.Count : 0;

    private static Steps StepsOf(Layout layout) => new(layout.Origin, layout.SampleSize, layout.Line, layout.Pixel);
}
