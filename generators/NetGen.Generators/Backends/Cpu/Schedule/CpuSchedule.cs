using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Backends.Cpu.Schedule;

/// <summary>Which of the runtime's kernels compute a network's contractions.</summary>
internal sealed class CpuSchedule : Lowering.Schedule
{
    /// <summary>Packed weights of a training step that together exceed this many elements share memory: those of matrix products.</summary>
    private const long MostPackedAtOnce = 1 << 20;

    private readonly bool _trains;
    private readonly bool _packsLate;

    /// <summary>What is computed at each position of a recurrence.</summary>
    private readonly HashSet<Node> _repeated;

    public CpuSchedule(NetworkGraph graph)
    {
        _repeated = [.. graph.Nodes.OfType<ScanNode>().SelectMany(scan => scan.Body.Graph.Nodes)];
        _trains = graph.Assignments.Any(a => a.IsGradient);
        _packsLate = _trains && graph.Nodes.OfType<ContractionNode>().Sum(node => (long)node.Geometry.WeightCount) > MostPackedAtOnce;
    }

    public override string Summers => "workers";

    public override bool PacksForKernels => true;

    public override ContractionSchedule Of(ContractionNode node, bool isRows, bool isDense)
    {
        ConvolutionGeometry g = node.Geometry;
        if (node.IsQuantized)
        {
            return Integers.Of(node, isRows);
        }

        if (g.IsDepthwise)
        {
            return new(ContractionMethod.Depthwise, WeightOrder.Panels);
        }

        if (Winograd.Suits(node))
        {
            return new(ContractionMethod.Winograd, WeightOrder.Points)
            {
                TilesAtOnce = Winograd.Tiles(node), Scratch = Winograd.Scratch(node),
            };
        }

        // In the gradient by the input of a matrix product the weights' rows are the products of a result's neighbours. Packing them is
        // worth it where all positions of a recurrence read them.
        bool isInPlace = isRows && !_repeated.Contains(node)
            && node is { Role: ContractionRole.InputGradient, Geometry: { IsMatrixProduct: true, Groups: 1 } };
        return new(ContractionMethod.Nest, isInPlace ? WeightOrder.InPlace : WeightOrder.Panels)
        {
            // One sample is one row, whose product costs less than packing the weights for it again in each step.
            IsVectorForOne = isRows && isDense && _trains
                && g is { IsMatrixProduct: true, OutHeight: 1, OutWidth: 1, Groups: 1, Length: < 0 },
            PacksLate = _packsLate && g.IsMatrixProduct,
        };
    }

    public override GradientSchedule OfGradient(ContractionNode node, bool isRows) =>
        isRows && node.Geometry.IsMatrixProduct ? new(GradientMethod.Rows)
        : node.Geometry.IsDepthwise ? new(GradientMethod.Depthwise)
        : Winograd.Suits(node) ? new(GradientMethod.Winograd) { TilesAtOnce = Winograd.Tiles(node), Scratch = Winograd.Scratch(node) }
        : new(GradientMethod.Samples);
}
