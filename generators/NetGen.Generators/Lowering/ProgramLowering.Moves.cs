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
        ClearHalos(result.Accesses);
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
        Buffer to = BufferOf(node);
        if (to.Root == BufferOf(node.Inputs[0]).Root)
        {
            return; // The layouts are the same: the value is there already.
        }

        if (to.Layout.HasHalo || node.Kind == MoveKind.Insert)
        {
            bool isWhole = node.Kind == MoveKind.Insert;
            _launches.Add(new ClearLaunch(isWhole ? $"{to.Name}, zeros around it" : $"{to.Name}, border", to, isWhole));
        }

        int channel = 0;
        foreach (Node input in node.Inputs)
        {
            Buffer from = BufferOf(input);
            _launches.Add(new MoveLaunch(node.Name, Copy(node, input.Shape, from.Layout, to.Layout, channel), from, to));
            channel += input.Shape.Channels;
        }
    }

    /// <summary>How one input of a move is copied: a box of height × width × channels, each side with steps of its own.</summary>
    private static MoveShape Copy(MoveNode node, TensorShape input, Layout from, Layout to, int channel)
    {
        TensorShape box = node.Kind is MoveKind.Flatten or MoveKind.Concat or MoveKind.Insert ? input : node.Shape;
        Steps source = StepsOf(from), target = StepsOf(to);
        switch (node.Kind)
        {
            case MoveKind.Stage or MoveKind.Unflatten:
                source = box.IsImage ? ChannelsFirst(source) : source;
                break;
            case MoveKind.Flatten:
                target = ChannelsFirst(target);
                break;
            case MoveKind.Concat:
                target = target with { Origin = target.Origin + channel };
                break;
            case MoveKind.Slice:
                source = From(source, node.Place);
                break;
            case MoveKind.Insert:
                target = From(target, node.Place);
                break;
            case MoveKind.Permute:
                source = Permuted(source, node.Place);
                break;
        }

        return new(box.Height, Dim.Of(box.Length, box.Width), box.Channels, source, target);

        Steps ChannelsFirst(Steps steps) => steps with { Origin = 0, Line = box.Width, Pixel = 1, Channel = box.Rows };
    }

    private static Steps StepsOf(Layout layout) => new(layout.Origin, layout.SampleSize, layout.Line, layout.Channels);

    private static Steps From(Steps steps, Place place) =>
        steps with { Origin = steps.Origin + place.Y * steps.Line + place.X * steps.Pixel + place.Channel * steps.Channel };

    /// <summary>Read in another order of the axes: 0 line, 1 pixel, 2 channel.</summary>
    private static Steps Permuted(Steps steps, Place order)
    {
        int[] all = [steps.Line, steps.Pixel, steps.Channel];
        return steps with { Line = all[order.Y], Pixel = all[order.X], Channel = all[order.Channel] };
    }
}
