using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Lowering;

/// <summary>Contractions, the packing of their weights, and the gradients of these.</summary>
internal sealed class ContractionLowering(ProgramBuilder program)
{
    private readonly Dictionary<(Buffer Weights, PackShape Order, bool ToPoints, bool IsForMany), Buffer> _panels = [];

    public void Lower(Group group, ContractionNode node)
    {
        ElementwiseLowering.Result result = program.Elementwise(group);
        Buffer a = program.Memory.Of(node.Inputs[0]), weights = program.Memory.Of(node.Inputs[1]);
        bool rows = ContractionNests.IsRows(node, a.Layout, result.Work.Spec.Operands);
        ContractionSchedule schedule = program.Schedule.Of(node, rows, a.Layout.IsDense);
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = rows ? ElementMode.Rows : ElementMode.Lines } };
        List<ContractionPhase> phases = [];
        bool isDepthwise = schedule.Method == ContractionMethod.Depthwise;
        foreach (ContractionNests.Phase phase in ContractionNests.Phases(node, a.Layout, rows, isDepthwise))
        {
            phases.Add(Phase(node, schedule, phase, weights));
        }

        program.ClearAll(result.Accesses);
        Buffer? sums = schedule.Splits == 1 || phases.Count > 1
            ? null
            : program.Memory.New(
                $"{node.Name} sums", BufferKind.Activation,
                Layout.Of(node.Shape with { Channels = node.Shape.Channels * schedule.Splits }));
        Buffer? scratch = ScratchOf(node, schedule.Scratch), unpacked = schedule.IsVectorForOne ? weights : null;
        Buffer? range = node.IsQuantized ? program.Memory.Of(node.Inputs[2]) : null;
        Access[] accesses =
        [
            new(a, false, Share.Samples), .. phases.Select(phase => new Access(phase.Weights, false, Share.Any)), .. result.Accesses,
            .. sums is null ? Array.Empty<Access>() : [new(sums, true, Share.Samples)],
            .. scratch is null ? Array.Empty<Access>() : [new(scratch, true, Share.Private)],
            .. unpacked is null ? Array.Empty<Access>() : [new(unpacked, false, Share.Any)],
            .. range is null ? Array.Empty<Access>() : [new(range, false, Share.Any)],
        ];
        string formula = node.Role == ContractionRole.Output ? "y = Σ x · W" : "dx = Σ dy · W";
        string shapes = $"({node.Geometry}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}";
        program.Launches.Add(new ContractionLaunch(program.Title(group), accesses, node, schedule, phases, a, work)
        {
            Detail = $"{formula} {shapes}, {node.Geometry.MultiplyAdds:D} multiply-adds a sample"
                + $"{InTiles(schedule.TilesAtOnce)}{InIntegers(schedule.Method)}",
            MultiplyAdds = node.Geometry.MultiplyAdds,
            Stream = result.Stream,
            Sums = sums,
            Unpacked = unpacked,
            Range = range,
        });
    }

    /// <summary>One nest of a contraction, with its weights brought to the order that it wants.</summary>
    private ContractionPhase Phase(ContractionNode node, ContractionSchedule schedule, ContractionNests.Phase phase, Buffer weights)
    {
        (ContractionShape shape, PackShape pack) = phase;
        int depth = pack.Products.Depth;
        int rows = node.Geometry.Length >= 0 ? node.Geometry.Width : Math.Max(shape.Lines, 1) * shape.Pixels.Factor;
        Tile? tile = depth == 0 ? null : schedule.TileOf?.Invoke(rows);
        switch (schedule.Weights)
        {
            case WeightOrder.InPlace when tile is null && schedule.Method == ContractionMethod.Nest:
                return new(shape with { BStep = node.Geometry.Channels }, pack, weights, tile);
            case WeightOrder.Rows when depth > 0:
                int groupSize = pack.Columns * depth;
                Buffer inRows = program.Memory.New(
                    $"{weights.Name} in rows for {node.Name}", BufferKind.Panel, new Layout(pack.Groups * groupSize));
                program.Launches.Add(new PackLaunch(inRows.Name, pack, weights, inRows));
                PackShape rowsPack = new(0, new Nest(1, 0, 1, 0, depth), pack.Columns, depth, pack.Groups, groupSize);
                return new(shape, rowsPack, inRows, tile);
            case WeightOrder.Panels or WeightOrder.Points:
                return new(shape, pack, Pack(node, schedule, weights, pack, shape.Products.Run), tile);
            default:
                return new(shape, pack, weights, tile);
        }
    }

    /// <summary>Memory for tiles; null where nothing is computed in tiles.</summary>
    private Buffer? ScratchOf(ContractionNode node, int elements) =>
        elements > 0 ? program.Memory.New($"scratch of {node.Name}", BufferKind.Scratch, new Layout(elements)) : null;

    private static string InTiles(int tiles) => tiles > 0 ? ", a quarter of them in tiles of 4×4 (Winograd)" : "";

    private static string InIntegers(ContractionMethod method) => method switch
    {
        ContractionMethod.Quantized or ContractionMethod.QuantizedWinograd => ", in integers",
        _ => "",
    };

    private Buffer Pack(ContractionNode node, ContractionSchedule schedule, Buffer weights, PackShape pack, int run)
    {
        bool toPoints = schedule.Weights == WeightOrder.Points;
        var key = (weights, pack, toPoints, schedule.IsVectorForOne || node.IsQuantized);
        if (!schedule.PacksLate && _panels.TryGetValue(key, out Buffer known))
        {
            return known;
        }

        int size = schedule.Method switch
        {
            ContractionMethod.Quantized => KernelSizes.QuantizedPanels(pack.Products.Depth / run, run, pack.Columns),
            ContractionMethod.QuantizedWinograd => KernelSizes.QuantizedWinogradPanels(pack.Products.Run, pack.Columns),
            _ when toPoints => KernelSizes.WinogradPanels(pack.Products.Run, pack.Columns),
            _ => KernelSizes.Panels(pack.Groups, pack.Products.Depth, pack.Columns),
        };
        Buffer panels = program.Memory.New($"{weights.Name} packed for {node.Name}", BufferKind.Panel, new Layout(Math.Max(size, 1)));
        _panels[key] = panels;
        PackLaunch launch = new(panels.Name, pack, weights, panels) 
        {
            ToPoints = toPoints, IsForMany = schedule.IsVectorForOne, IntegerRun = node.IsQuantized ? run : 0,
        };
        bool isComputed = weights.Kind != BufferKind.Parameter;
        (schedule.PacksLate || isComputed ? program.Launches : program.Pack).Add(launch);
        return panels;
    }

    public void LowerWeightGradient(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        Buffer x = program.Memory.Of(node.Inputs[0]), dy = program.Memory.Of(node.Inputs[1]);
        GradientSchedule schedule = program.Schedule.OfGradient(node, x.Layout.HasEvenRows && dy.Layout.HasEvenRows);
        (Buffer gradient, bool accumulates) = program.GradientTarget(node);
        string shapes = $"{node.Inputs[0].Shape.Layout()} and {node.Inputs[1].Shape.Layout()} → {g.WeightCount:D} weights";
        WeightGradientShape shape = ContractionNests.WeightGradient(g, x.Layout, dy.Layout);
        string detail = $"dW = Σ dy · x ({g}): {shapes}{InTiles(schedule.TilesAtOnce)}";
        switch (schedule.Method)
        {
            case GradientMethod.Split:
                int splits = schedule.Splits;
                Buffer sums = splits == 1
                    ? gradient
                    : program.Memory.New($"{node.Name} sums", BufferKind.Panel, new Layout(splits * g.WeightCount));
                program.Launches.Add(new SplitGradientLaunch(node.Name, node, shape, x, dy, sums, schedule, splits == 1 && accumulates)
                {
                    Detail = detail, MultiplyAdds = g.MultiplyAdds,
                });
                if (splits > 1)
                {
                    program.Launches.Add(new SumLaunch($"{node.Name}, all pieces", sums, splits, g.WeightCount, gradient, accumulates));
                }

                break;
            case GradientMethod.Rows:
                Buffer weights = program.Memory.OfParameter(program.TrainedBy(node), isGradient: false);
                program.Launches.Add(new RowsGradientLaunch(node.Name, node, x, dy, gradient, weights, accumulates)
                {
                    Detail = detail, MultiplyAdds = g.MultiplyAdds,
                });
                break;
            default:
                Buffer partial = program.Memory.New($"{node.Name} sums", BufferKind.Partial, new Layout(g.WeightCount));
                Buffer? scratch = ScratchOf(node, schedule.Scratch);
                program.Launches.Add(new WeightGradientLaunch(node.Name, shape, x, dy, partial, schedule, scratch)
                {
                    Detail = detail, MultiplyAdds = g.MultiplyAdds,
                });
                CombineLaunch combine = new($"{node.Name}, all workers", shape, g.Taps, partial, gradient, accumulates);
                (program.IsOnlyUse(node) ? program.Last : program.Launches).Add(combine);
                break;
        }
    }
}
