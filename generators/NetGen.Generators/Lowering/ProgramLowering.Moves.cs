using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <content>Pooling and copies.</content>
internal sealed partial class ProgramLowering
{
    private void LowerPool(Passes.Group group, PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        ElementwiseLowering.Result result = Elementwise(group);
        Buffer[] sources = [.. node.Inputs.Select(BufferOf)];
        Buffer? places = _parts[node].Select(BufferOf).FirstOrDefault();
        Layout Of(int index, PoolRole[] roles, int height, int width) =>
            roles.Contains(node.Role) ? sources[index].Layout : new Layout(g.Channels, height, width);

        // Where an operand takes no part, its fields stay those of a plain layout and are not read.
        Layout dy = Of(0, [PoolRole.MaxGradient, PoolRole.AverageGradient], g.OutHeight, g.OutWidth);
        Layout x = Of(0, [PoolRole.Max, PoolRole.Average], g.Height, g.Width);
        Layout place = places?.Layout ?? Of(1, [PoolRole.MaxGradient], g.OutHeight, g.OutWidth);
        ClearAll(result.Accesses);
        Access[] accesses =
        [
            .. sources.Select(source => new Access(source, false, Share.Samples)), .. result.Accesses,
            .. places is null ? Array.Empty<Access>() : [new(places, true, Share.Samples)],
        ];
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = ElementMode.Lines } };
        _launches.Add(new PoolLaunch(Title(group), accesses, node, new PoolShape(g, x, place, dy), sources, places, work)
        {
            Detail = $"{PoolFormula(node.Role)}{(places is null ? "" : ", and its place")} ({g}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}",
            Stream = result.Stream,
        });
    }

    private static string PoolFormula(PoolRole role) => role switch
    {
        PoolRole.Max => "y = max x of the window",
        PoolRole.Average => "y = Σ x of the window / its size",
        PoolRole.MaxGradient => "dx = Σ dy of the windows that have their place at x",
        _ => "dx = Σ dy of the windows around x / their size",
    };

    private void LowerMove(MoveNode node)
    {
        Node source = node.Inputs[0];
        Buffer from = BufferOf(source), to = BufferOf(node);
        if (_placements[node].Host == source || IsSameMemory(node, to.Layout))
        {
            return; // The value is there already.
        }

        Clear(to);
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

    private void LowerJoin(JoinNode node)
    {
        Buffer to = BufferOf(node);
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = node.Inputs[i];
            if (_placements[input].Host != node)
            {
                Clear(to);
                Buffer from = BufferOf(input);
                Copy(node.Name, input.Shape, from, to, StepsOf(from.Layout), StepsOf(to.Layout.Box(node.Places[i], input.Shape)));
            }
        }
    }

    private void Copy(string title, TensorShape box, Buffer from, Buffer to, Steps read, Steps written) =>
        _launches.Add(new MoveLaunch(title, new MoveShape(box.Height, Dim.Of(box.Length, box.Width), box.Channels, read, written), from, to));

    /// <summary>Before anything is written to memory with zeros in it: the zeros.</summary>
    private void Clear(Buffer written)
    {
        Buffer buffer = written.Root;
        bool isSparse = _sparse.Contains(buffer);
        if ((isSparse || buffer.Layout.HasHalo) && _cleared.Add(buffer))
        {
            string title = isSparse ? $"{buffer.Name}, zeros around it" : $"{buffer.Name}, border";
            _launches.Add(new ClearLaunch(title, buffer, isSparse));
        }
    }

    private static Steps ChannelsFirst(Steps steps, TensorShape box) =>
        steps with { Line = box.Width, Pixel = 1, Channel = box.Rows };

    private static Steps StepsOf(Layout layout) => new(layout.Origin, layout.SampleSize, layout.Line, layout.Pixel);

    /// <summary>Read in another order of the axes: 0 line, 1 pixel, 2 channel.</summary>
    private static Steps Permuted(Steps steps, Place order)
    {
        int[] all = [steps.Line, steps.Pixel, steps.Channel];
        return steps with { Line = all[order.Y], Pixel = all[order.X], Channel = all[order.Channel] };
    }
}
