using NetGen.Generators.Backends.Cpu.Schedule;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Contractions, the packing of their weights, and the gradients of these.</summary>
internal sealed partial class ProgramLowering
{
    private void LowerContraction(Group group, ContractionNode node)
    {
        ElementwiseLowering.Result result = Elementwise(group);
        Buffer a = BufferOf(node.Inputs[0]), weights = BufferOf(node.Inputs[1]);
        bool rows = ContractionLowering.IsRows(node, a.Layout, result.Work.Spec.Operands);
        ContractionSchedule schedule = _schedule.Of(node, rows, a.Layout.IsDense);
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = rows ? ElementMode.Rows : ElementMode.Lines } };
        List<ContractionPhase> phases = [];
        bool isDepthwise = schedule.Method == ContractionMethod.Depthwise;
        foreach (ContractionLowering.Phase phase in ContractionLowering.Phases(node, a.Layout, rows, isDepthwise))
        {
            phases.Add(Phase(node, schedule, phase, weights));
        }

        ClearAll(result.Accesses);
        Buffer? sums = schedule.Splits == 1 || phases.Count > 1
            ? null
            : New($"{node.Name} sums", BufferKind.Activation, Layout.Of(node.Shape with { Channels = node.Shape.Channels * schedule.Splits }));
        Buffer? scratch = ScratchOf(node, schedule.TilesAtOnce), unpacked = schedule.IsVectorForOne ? weights : null;
        Access[] accesses =
        [
            new(a, false, Share.Samples), .. phases.Select(phase => new Access(phase.Weights, false, Share.Any)), .. result.Accesses,
            .. sums is null ? Array.Empty<Access>() : [new(sums, true, Share.Samples)],
            .. scratch is null ? Array.Empty<Access>() : [new(scratch, true, Share.Private)],
            .. unpacked is null ? Array.Empty<Access>() : [new(unpacked, false, Share.Any)],
        ];
        string formula = node.Role == ContractionRole.Output ? "y = Σ x · W" : "dx = Σ dy · W";
        string shapes = $"({node.Geometry}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}";
        _launches.Add(new ContractionLaunch(Title(group), accesses, node, schedule, phases, a, work)
        {
            Detail = $"{formula} {shapes}, {node.Geometry.MultiplyAdds:D} multiply-adds a sample{InTiles(schedule.TilesAtOnce)}",
            MultiplyAdds = node.Geometry.MultiplyAdds,
            Stream = result.Stream,
            Sums = sums,
            Unpacked = unpacked,
        });
    }

    /// <summary>One nest of a contraction, with its weights brought to the order that it wants.</summary>
    private ContractionPhase Phase(ContractionNode node, ContractionSchedule schedule, ContractionLowering.Phase phase, Buffer weights)
    {
        (ContractionShape shape, PackShape pack) = phase;
        int depth = pack.Products.Depth, rows = node.Geometry.Length >= 0 ? node.Geometry.Width : Math.Max(shape.Lines, 1) * shape.Pixels.Factor;
        Tile? tile = depth == 0 ? null : schedule.TileOf?.Invoke(rows);
        switch (schedule.Weights)
        {
            case WeightOrder.InPlace when tile is null && schedule.Method == ContractionMethod.Nest:
                return new(shape with { BStep = node.Geometry.Channels }, pack, weights, tile);
            case WeightOrder.Rows when depth > 0:
                Buffer inRows = New($"{weights.Name} in rows for {node.Name}", BufferKind.Panel, new Layout(pack.Groups * pack.Columns * depth));
                _launches.Add(new PackLaunch(inRows.Name, pack, weights, inRows));
                return new(shape, new PackShape(0, new Nest(1, 0, 1, 0, depth), pack.Columns, depth, pack.Groups, pack.Columns * depth), inRows, tile);
            case WeightOrder.Panels or WeightOrder.Points:
                return new(shape, pack, Pack(node, schedule, weights, pack), tile);
            default:
                return new(shape, pack, weights, tile);
        }
    }

    /// <summary>Memory for tiles; null where nothing is computed in tiles.</summary>
    private Buffer? ScratchOf(ContractionNode node, int tiles) =>
        tiles > 0 ? New($"scratch of {node.Name}", BufferKind.Scratch, new Layout(Winograd.Scratch(node))) : null;

    private static string InTiles(int tiles) => tiles > 0 ? ", a quarter of them in tiles of 4×4 (Winograd)" : "";

    private Buffer Pack(ContractionNode node, ContractionSchedule schedule, Buffer weights, PackShape pack)
    {
        bool toPoints = schedule.Weights == WeightOrder.Points;
        var key = (weights, pack, toPoints, schedule.IsVectorForOne);
        if (!schedule.PacksLate && _panels.TryGetValue(key, out Buffer known))
        {
            return known;
        }

        // Columns are padded to whole vectors; 16 elements are the widest there are.
        int size = toPoints
            ? Winograd.PanelSize(pack.Products.Run, pack.Columns)
            : pack.Groups * pack.Products.Depth * ((pack.Columns + 15) / 16 * 16);
        Buffer panels = New($"{weights.Name} packed for {node.Name}", BufferKind.Panel, new Layout(Math.Max(size, 1)));
        _panels[key] = panels;
        PackLaunch launch = new(panels.Name, pack, weights, panels) { ToPoints = toPoints, IsForMany = schedule.IsVectorForOne };
        (schedule.PacksLate ? _launches : _pack).Add(launch);
        return panels;
    }

    private void LowerWeightGradient(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        Buffer x = BufferOf(node.Inputs[0]), dy = BufferOf(node.Inputs[1]);
        GradientSchedule schedule = _schedule.OfGradient(node, x.Layout.HasEvenRows && dy.Layout.HasEvenRows);
        (Buffer gradient, bool accumulates) = GradientTarget(node);
        string shapes = $"{node.Inputs[0].Shape.Layout()} and {node.Inputs[1].Shape.Layout()} → {g.WeightCount:D} weights";
        string detail = $"dW = Σ dy · x ({g}): {shapes}{InTiles(schedule.TilesAtOnce)}";
        switch (schedule.Method)
        {
            case GradientMethod.Split:
                int splits = schedule.Splits;
                Buffer sums = splits == 1 ? gradient : New($"{node.Name} sums", BufferKind.Panel, new Layout(splits * g.WeightCount));
                _launches.Add(new SplitGradientLaunch(node.Name, node, x, dy, sums, schedule, splits == 1 && accumulates)
                {
                    Detail = detail, MultiplyAdds = g.MultiplyAdds,
                });
                if (splits > 1)
                {
                    _launches.Add(new SumLaunch($"{node.Name}, all pieces", sums, splits, g.WeightCount, gradient, accumulates));
                }

                break;
            case GradientMethod.Rows:
                Buffer weights = ParameterBuffer(TrainedBy(node), isGradient: false);
                _launches.Add(new RowsGradientLaunch(node.Name, node, x, dy, gradient, weights, accumulates) { Detail = detail, MultiplyAdds = g.MultiplyAdds });
                break;
            default:
                WeightGradientShape shape = ContractionLowering.WeightGradient(g, x.Layout, dy.Layout);
                Buffer partial = New($"{node.Name} sums", BufferKind.Partial, new Layout(g.WeightCount));
                _launches.Add(new WeightGradientLaunch(node.Name, shape, x, dy, partial, schedule, ScratchOf(node, schedule.TilesAtOnce))
                {
                    Detail = detail, MultiplyAdds = g.MultiplyAdds,
                });
                CombineLaunch combine = new($"{node.Name}, all workers", shape, g.Kernel * g.Kernel, partial, gradient, accumulates);
                (IsOnlyUse(node) ? _last : _launches).Add(combine);
                break;
        }
    }

    /// <summary>Whether the weights have no other gradient to be added to.</summary>
    private bool IsOnlyUse(Node node) =>
        TrainedBy(node) is var parameter && _graph.Assignments.Count(a => a.IsGradient && a.Parameter == parameter) == 1;
}
