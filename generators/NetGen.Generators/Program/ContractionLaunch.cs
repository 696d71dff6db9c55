using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Program;

/// <summary>Contraction: reads <paramref name="a"/> in place, and weights packed (CPU) or in place (GPU); the epilogue stores.</summary>
internal sealed class ContractionLaunch(
    string title, IReadOnlyList<Access> accesses, ContractionNode node, ContractionSchedule schedule,
    IReadOnlyList<ContractionPhase> phases, Buffer a, Elementwise work)
    : Launch(title, accesses)
{
    public ContractionNode Node { get; } = node;

    /// <summary>How it is computed.</summary>
    public ContractionSchedule Schedule { get; } = schedule;

    public IReadOnlyList<ContractionPhase> Phases { get; } = phases;

    /// <summary>Elements between the operand rows of neighbouring pixels; in tiles, the channels of one.</summary>
    public int Stride => Schedule.Method is ContractionMethod.Winograd or ContractionMethod.QuantizedWinograd
        ? Phases[0].Shape.Products.Depth / Node.Geometry.Taps
        : Phases[0].Shape.A.Pixel;

    public Buffer A { get; } = a;

    public override Elementwise Work { get; } = work;

    /// <summary>
    /// Where the products of each result are summed in pieces first: the pieces' sums, one after the other; null for one piece.
    /// </summary>
    public Buffer? Sums { get; init; }

    /// <summary>Where a batch of one sample reads the weights as they lie instead of packed: the weights; null where it does not.</summary>
    public Buffer? Unpacked { get; init; }

    /// <summary>The smallest and the largest of what is read, where it is computed in integers; else null.</summary>
    public Buffer? Range { get; init; }

    public override bool SplitsSamples => true;

    // Only of the weights more may be read than there is, and of channels that fill no vector.
    public override bool ReadsExactly => Schedule.Method 
        is not (ContractionMethod.Winograd or ContractionMethod.Depthwise);

    public override object Signature => (Node.Role, Node.Geometry, Work.Spec, A.Layout, Schedule.Method, Schedule.Splits);
}

/// <summary>
/// One affine loop nest of a contraction, how its order of the weights is found in memory, and where they are read: in panels packed so, or
/// where they lie.
/// </summary>
/// <param name="Shape">The nest.</param>
/// <param name="Pack">The order of the weights.</param>
/// <param name="Weights">Where they are read.</param>
/// <param name="Tile">The blocks of groups of threads; null where there are none.</param>
internal sealed record ContractionPhase(ContractionShape Shape, PackShape Pack, Buffer Weights, Tile? Tile)
{
    /// <summary>Whether its sums are of no products: a phase of a strided gradient that no tap reaches.</summary>
    public bool IsEmpty => Shape.Products.Depth == 0;
}

/// <summary>Packs weights for one part of a contraction.</summary>
internal sealed class PackLaunch(string title, PackShape shape, Buffer weights, Buffer panels)
    : Launch(title, [new(weights, false, Share.Any), new(panels, true, Share.Any)])
{
    public PackShape Shape { get; } = shape;

    public Buffer Weights { get; } = weights;

    public Buffer Panels { get; } = panels;

    /// <summary>Whether the weights are brought to the points of <see cref="ContractionMethod.Winograd"/>.</summary>
    public bool ToPoints { get; init; }

    /// <summary>Where they become integers, the adjacent elements that these are multiplied by; else 0.</summary>
    public int IntegerRun { get; init; }

    /// <summary>Whether a batch of one sample does without.</summary>
    public bool IsForMany { get; init; }

    public override object Signature => (Shape, ToPoints, IntegerRun, IsForMany);
}
