using NetGen.Generators.Backends.Cpu.Schedule;
using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;
using NetGen.Numerics;

namespace NetGen.Generators.Lowering;

/// <summary>Contractions, the packing of their weights, and the gradients of these.</summary>
internal sealed partial class ProgramLowering
{
    private void LowerContraction(Group group, ContractionNode node)
    {
        ElementwiseLowering.Result result = Elementwise(group);
        Buffer a = BufferOf(node.Inputs[0]), weights = BufferOf(node.Inputs[1]);
        bool rows = ContractionLowering.IsRows(node, a.Layout, result.Work.Spec.Operands);
        bool isVector = rows && a.Layout.IsDense && IsVector(node);
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = rows ? ElementMode.Rows : ElementMode.Lines } };
        List<ContractionPhase> phases = [];
        foreach (ContractionLowering.Phase phase in ContractionLowering.Phases(node, a.Layout, rows, _target == Target.Cpu && node.Geometry.IsDepthwise))
        {
            if (_target == Target.Cpu && rows && ContractionLowering.ReadsWeightsInPlace(node))
            {
                phases.Add(new ContractionPhase(phase.Shape with { BStep = node.Geometry.Channels }, phase.Pack, weights));
                continue;
            }

            (PackShape order, Buffer from) = _target == Target.Cpu
                ? (phase.Pack, Pack(node, weights, phase.Pack, isVector))
                : GpuWeights(node, weights, phase.Pack);
            phases.Add(new ContractionPhase(phase.Shape, order, from));
        }

        ClearAll(result.Accesses);
        int splits = _target == Target.Gpu && phases.Count == 1 ? GpuSplits.OfProducts(node) : 1;
        WinogradTiles? tiles = TilesOf(node);
        Buffer? unpacked = isVector ? weights : null;
        Buffer? sums = splits == 1 ? null : New($"{node.Name} sums", BufferKind.Activation, Layout.Of(node.Shape with { Channels = node.Shape.Channels * splits }));
        Access[] accesses =
        [
            new(a, false, Share.Samples), .. phases.Select(phase => new Access(phase.Weights, false, Share.Any)), .. result.Accesses,
            .. sums is null ? Array.Empty<Access>() : [new(sums, true, Share.Samples)],
            .. tiles is null ? Array.Empty<Access>() : [new(tiles.Scratch, true, Share.Private)],
            .. unpacked is null ? Array.Empty<Access>() : [new(unpacked, false, Share.Any)],
        ];
        _launches.Add(new ContractionLaunch(Title(group), accesses, node, phases, a, work)
        {
            Detail = $"{(node.Role == ContractionRole.Output ? "y = Σ x · W" : "dx = Σ dy · W")} ({node.Geometry}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}, {node.Geometry.MultiplyAdds:D} multiply-adds a sample{InTiles(tiles)}",
            MultiplyAdds = node.Geometry.MultiplyAdds,
            Stream = result.Stream,
            Sums = sums,
            Splits = splits,
            Tiles = tiles,
            Unpacked = unpacked,
        });
    }

    /// <summary>Whether one sample is one row, whose product costs less than packing the weights for it again in each step.</summary>
    private bool IsVector(ContractionNode node) =>
        _target == Target.Cpu && _trains && node.Geometry is { IsMatrixProduct: true, OutHeight: 1, OutWidth: 1, Groups: 1, Length: < 0 };

    private WinogradTiles? TilesOf(ContractionNode node) => _target == Target.Cpu && Winograd.Suits(node)
        ? new(Winograd.Tiles(node), New($"scratch of {node.Name}", BufferKind.Scratch, new Layout(Winograd.Scratch(node))))
        : null;

    private static string InTiles(WinogradTiles? tiles) => tiles is null ? "" : ", a quarter of them in tiles of 4×4 (Winograd)";

    private Buffer Pack(ContractionNode node, Buffer weights, PackShape pack, bool isForMany)
    {
        bool toPoints = Winograd.Suits(node);
        bool packsLate = _packsLate && node.Geometry.IsMatrixProduct;
        if (!packsLate && _panels.TryGetValue((weights, pack, toPoints, isForMany), out Buffer known))
        {
            return known;
        }

        int size = toPoints
            ? KernelSizes.WinogradPanels(pack.Products.Run, pack.Columns)
            : KernelSizes.Panels(pack.Groups, pack.Products.Depth, pack.Columns);
        Buffer panels = New($"{weights.Name} packed for {node.Name}", BufferKind.Panel, new Layout(Math.Max(size, 1)));
        _panels[(weights, pack, toPoints, isForMany)] = panels;
        PackLaunch launch = new(panels.Name, pack, weights, panels) { ToPoints = toPoints, IsForMany = isForMany };
        (packsLate ? _launches : _pack).Add(launch);
        return panels;
    }

    /// <summary>
    /// What a GPU reads weights from: the weights themselves; where the taps of a convolution lie between neighbouring products, a copy with the
    /// products of each column in a row.
    /// </summary>
    private (PackShape Order, Buffer Weights) GpuWeights(ContractionNode node, Buffer weights, PackShape pack)
    {
        int depth = pack.Products.Depth;
        if (node.Geometry.Kernel == 1 || depth == 0 || (pack.Groups > 1 && pack.Columns < MostDirectColumns))
        {
            return (pack, weights);
        }

        Buffer panels = New($"{weights.Name} in rows for {node.Name}", BufferKind.Panel, new Layout(pack.Groups * pack.Columns * depth));
        _launches.Add(new PackLaunch(panels.Name, pack, weights, panels));
        return (new PackShape(0, new Nest(1, 0, 1, 0, depth), pack.Columns, depth, pack.Groups, pack.Columns * depth), panels);
    }

    private void LowerWeightGradient(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        Buffer x = BufferOf(node.Inputs[0]), dy = BufferOf(node.Inputs[1]);
        (Buffer gradient, bool accumulates) = GradientTarget(node);
        string detail = $"dW = Σ dy · x ({g}): {node.Inputs[0].Shape.Layout()} and {node.Inputs[1].Shape.Layout()} → {g.WeightCount:D} weights";
        if (_target == Target.Gpu)
        {
            int splits = GpuSplits.OfRows(g);
            Buffer sums = splits == 1 ? gradient : New($"{node.Name} sums", BufferKind.Panel, new Layout(splits * g.WeightCount));
            _launches.Add(new SplitGradientLaunch(node.Name, node, x, dy, sums, splits, splits == 1 && accumulates) { Detail = detail, MultiplyAdds = g.MultiplyAdds });
            if (splits > 1)
            {
                _launches.Add(new SumLaunch($"{node.Name}, all pieces", sums, splits, g.WeightCount, gradient, accumulates));
            }

            return;
        }

        if (g.IsMatrixProduct && x.Layout.HasEvenRows && dy.Layout.HasEvenRows)
        {
            Buffer weights = ParameterBuffer(TrainedBy(node), isGradient: false);
            _launches.Add(new RowsGradientLaunch(node.Name, node, x, dy, gradient, weights, accumulates) { Detail = detail, MultiplyAdds = g.MultiplyAdds });
            return;
        }

        WeightGradientShape shape = ContractionLowering.WeightGradient(g, x.Layout, dy.Layout);
        Buffer partial = New($"{node.Name} sums", BufferKind.Partial, new Layout(g.WeightCount));
        WinogradTiles? tiles = TilesOf(node);
        _launches.Add(new WeightGradientLaunch(node.Name, shape, x, dy, partial, tiles, g.IsDepthwise) { Detail = detail + InTiles(tiles), MultiplyAdds = g.MultiplyAdds });
        CombineLaunch combine = new($"{node.Name}, all workers", shape, g.Kernel * g.Kernel, partial, gradient, accumulates);
        (IsOnlyUse(node) ? _last : _launches).Add(combine);
    }

    /// <summary>Whether the weights have no other gradient to be added to.</summary>
    private bool IsOnlyUse(Node node) =>
        TrainedBy(node) is var parameter && _graph.Assignments.Count(a => a.IsGradient && a.Parameter == parameter) == 1;
}
