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

        program.Clear(to);
        TensorShape box = node.Kind == MoveKind.Flatten ? source.Shape : node.Shape;
        Steps read = StepsOf(node.Kind == MoveKind.Slice ? from.Layout.Box(node.Place, box) : from.Layout), written = StepsOf(to.Layout);
        Copy(
            node.Name, box, from, to, node.Kind switch
            {
                MoveKind.Stage or MoveKind.Unflatten when box.IsImage => ChannelsFirst(read, box),
                MoveKind.Permute => Permuted(read, node.Place),
                _ => read,
            },
            node.Kind == MoveKind.Flatten ? ChannelsFirst(written, box) : written);
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

    private void Copy(string title, TensorShape box, Buffer from, Buffer to, Steps read, Steps written) =>
        program.Launches.Add(new MoveLaunch(
            title, new MoveShape(box.Height, Dim.Of(box.Length, box.Width), box.Channels, read, written), from, to));

    private static Steps ChannelsFirst(Steps steps, TensorShape box) =>
        steps with { Line = box.Width, Pixel = 1, Channel = box.Rows };

    /// <summary>All of a value to other memory.</summary>
    public void Copy(string title, TensorShape shape, Buffer from, Buffer to) =>
        Copy(title, shape, from, to, StepsOf(from.Layout), StepsOf(to.Layout));

    private static Steps StepsOf(Layout layout) => new(layout.Origin, layout.SampleSize, layout.Line, layout.Pixel);

    /// <summary>Read in another order of the axes: 0 line, 1 pixel, 2 channel.</summary>
    private static Steps Permuted(Steps steps, Place order)
    {
        int[] all = [steps.Line, steps.Pixel, steps.Channel];
        return steps with { Line = all[order.Y], Pixel = all[order.X], Channel = all[order.Channel] };
    }
}
