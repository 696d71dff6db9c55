using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

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
        EquatableArray<Field> shape = ShapeFields.Of(
            new("Channels", g.Channels), new("Height", g.Height), new("Width", Dim.Of(g.Length, g.Width)), new("KernelHeight", g.KernelHeight), new("KernelWidth", Dim.Of(g.Length, g.KernelWidth)),
            new("Stride", g.Stride), new("Padding", g.Padding), new("OutHeight", g.OutHeight), new("OutWidth", g.OutWidth),
            new("XOrigin", x.Origin), new("XSample", x.SampleSize), new("XLine", x.LineSize), new("PlaceOrigin", place.Origin), new("PlaceSample", place.SampleSize), new("PlaceLine", place.LineSize),
            new("DyOrigin", dy.Origin), new("DySample", dy.SampleSize), new("DyLine", dy.LineSize));
        ClearHalos(result.Accesses);
        Access[] accesses =
        [
            .. sources.Select(source => new Access(source, false, Share.Samples)), .. result.Accesses,
            .. places is null ? Array.Empty<Access>() : [new(places, true, Share.Samples)],
        ];
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = ElementMode.Lines } };
        _launches.Add(new PoolLaunch(Title(group), accesses, node, shape, sources, places, work)
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
    private static EquatableArray<Field> Copy(MoveNode node, TensorShape input, Layout from, Layout to, int channel)
    {
        TensorShape box = node.Kind is MoveKind.Flatten or MoveKind.Concat or MoveKind.Insert ? input : node.Shape;
        Steps source = Steps.Of(from), target = Steps.Of(to), channelsFirst = new(0, box.Width, 1, box.Rows);
        switch (node.Kind)
        {
            case MoveKind.Stage or MoveKind.Unflatten:
                source = box.IsImage ? channelsFirst : source;
                break;
            case MoveKind.Flatten:
                target = channelsFirst;
                break;
            case MoveKind.Concat:
                target = target with { Origin = target.Origin + channel };
                break;
            case MoveKind.Slice:
                source = source.From(node.Place);
                break;
            case MoveKind.Insert:
                target = target.From(node.Place);
                break;
            case MoveKind.Permute:
                source = source.Permuted(node.Place);
                break;
        }

        return ShapeFields.Of(
            new("Height", box.Height), new("Width", Dim.Of(box.Length, box.Width)), new("Channels", box.Channels),
            new("FromOrigin", source.Origin), new("FromSample", from.SampleSize), new("FromLine", source.Line), new("FromPixel", source.Pixel), new("FromChannel", source.Channel),
            new("ToOrigin", target.Origin), new("ToSample", to.SampleSize), new("ToLine", target.Line), new("ToPixel", target.Pixel), new("ToChannel", target.Channel));
    }

    /// <summary>Where the first element lies, and how far apart neighbours along each axis are.</summary>
    private sealed record Steps(int Origin, int Line, int Pixel, int Channel)
    {
        public static Steps Of(Layout layout) => new(layout.Origin, layout.Line, layout.Channels, 1);

        public Steps From(Place place) => this with { Origin = Origin + place.Y * Line + place.X * Pixel + place.Channel * Channel };

        /// <summary>Read in another order of the axes: 0 line, 1 pixel, 2 channel.</summary>
        public Steps Permuted(Place order)
        {
            int[] steps = [Line, Pixel, Channel];
            return new(Origin, steps[order.Y], steps[order.X], steps[order.Channel]);
        }
    }
}
