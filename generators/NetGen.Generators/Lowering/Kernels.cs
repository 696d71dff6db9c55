using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Lowering;

/// <summary>One call in the step: a kernel with its buffers. Subclasses name the kernel.</summary>
/// <param name="title">What it does, for people: "Stem.conv2d0 → bias → Relu".</param>
/// <param name="accesses">Every buffer touched and how, in an order that is the same for equal kernels.</param>
internal abstract class Launch(string title, IReadOnlyList<Access> accesses)
{
    public string Title { get; } = title;

    public IReadOnlyList<Access> Accesses { get; } = accesses;

    /// <summary>Formula and shapes, for people; empty where the title says it all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Multiply-adds for one sample, where that is what it does.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The first of the random streams it draws from; −1 where it draws from none.</summary>
    public int Stream { get; init; } = -1;

    /// <summary>Whether workers that share samples split the work on each.</summary>
    public virtual bool SplitsSamples => false;

    /// <summary>Whether it reads nothing behind the last element of its buffers, as kernels may that read whole vectors.</summary>
    public virtual bool ReadsExactly => false;

    /// <summary>What two calls must share, beside the kinds and layouts of their buffers, to be the same work over other memory.</summary>
    public abstract object Signature { get; }
}

/// <summary>How a launch touches a buffer.</summary>
internal sealed record Access(Buffer Buffer, bool Writes, Share Share)
{
    public Buffer Buffer { get; } = Buffer.Root;
}

/// <summary>Which part of a buffer a worker touches: decides where the team must meet.</summary>
internal enum Share
{
    /// <summary>Its own samples.</summary>
    Samples,

    /// <summary>Its own block.</summary>
    Private,

    /// <summary>Only the first worker touches it.</summary>
    FirstWorker,

    /// <summary>Any part.</summary>
    Any,
}

/// <summary>Elementwise work with its buffers, in the order of the specification's operands.</summary>
internal sealed record Elementwise(ElementwiseSpec Spec, IReadOnlyList<Buffer> Buffers, IReadOnlyList<string> Names);

/// <summary>An elementwise pass of its own.</summary>
internal sealed class ElementwiseLaunch(string title, IReadOnlyList<Access> accesses, Elementwise work) : Launch(title, accesses)
{
    public Elementwise Work { get; } = work;

    public override bool SplitsSamples => true;

    public override bool ReadsExactly => true;

    public override object Signature => Work.Spec;
}

/// <summary>Contraction: reads <paramref name="a"/> in place, and weights packed (CPU) or in place (GPU); the epilogue stores.</summary>
internal sealed class ContractionLaunch(
    string title, IReadOnlyList<Access> accesses, ContractionNode node, IReadOnlyList<ContractionPart> parts, Buffer a, Elementwise work)
    : Launch(title, accesses)
{
    public ContractionNode Node { get; } = node;

    public IReadOnlyList<ContractionPart> Parts { get; } = parts;

    /// <summary>Elements between the operand rows of neighbouring pixels.</summary>
    public int Stride => Parts[0].Shape.A.Pixel;

    public Buffer A { get; } = a;

    public Elementwise Work { get; } = work;

    /// <summary>On a GPU, where the products of each result are summed in so many pieces first: the pieces' sums, one after the other; null for one piece.</summary>
    public Buffer? Sums { get; init; }

    /// <summary>Pieces of each result's products.</summary>
    public int Splits { get; init; } = 1;

    /// <summary>On a CPU, where a batch of one sample reads the weights as they lie instead of packed: the weights; null where it does not.</summary>
    public Buffer? Unpacked { get; init; }

    /// <summary>On a CPU, where it is computed in tiles by Winograd's method; null where its sums are written out.</summary>
    public WinogradTiles? Tiles { get; init; }

    public override bool SplitsSamples => true;

    /// <summary>On a CPU, whether it is computed with the channels as columns of one group.</summary>
    public bool IsDepthwise => Node.Geometry.IsDepthwise;

    // Only of the weights more may be read than there is, and of channels that fill no vector.
    public override bool ReadsExactly => Tiles is null && !IsDepthwise;

    public override object Signature => (Node.Role, Node.Geometry, Work.Spec, A.Layout, Splits);
}

/// <summary>
/// One affine loop nest of a contraction, how its order of the weights is found in memory, and where they are read: in panels packed so, or
/// where they lie.
/// </summary>
internal sealed record ContractionPart(ContractionShape Shape, PackShape Pack, Buffer Weights)
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

    /// <summary>Whether the weights are brought to the points of <see cref="Winograd"/>.</summary>
    public bool ToPoints { get; init; }

    /// <summary>Whether a batch of one sample does without.</summary>
    public bool IsForMany { get; init; }

    public override object Signature => (Shape, ToPoints, IsForMany);
}

/// <summary>Gradient of the weights of a matrix product, over all rows of the batch.</summary>
/// <param name="loss">Where it updates the weights itself: the step's loss, which decides whether it may.</param>
internal sealed class RowsGradientLaunch(string title, ContractionNode node, Buffer x, Buffer dy, Buffer gradient, Buffer weights, bool accumulates, Buffer? loss = null)
    : Launch(
        title,
        [
            new(x, false, Share.Any), new(dy, false, Share.Any), new(loss is null ? gradient : weights, true, Share.Any),
            .. loss is null ? Array.Empty<Access>() : [new(loss, false, Share.Any)],
        ])
{
    public ConvolutionGeometry Geometry { get; } = node.Geometry;

    public Buffer X { get; } = x;

    public Buffer Dy { get; } = dy;

    public Buffer Gradient { get; } = gradient;

    public Buffer Weights { get; } = weights;

    /// <summary>Whether it adds to what is there: another use of the same weights was before it.</summary>
    public bool Accumulates { get; } = accumulates;

    /// <summary>Whether the optimizer gets the gradient as it is computed.</summary>
    public bool Updates { get; } = loss is not null;

    // x is read by vectors, of 16 elements at most.
    public override bool ReadsExactly => Geometry.Channels % 16 == 0;

    public override object Signature => (Geometry, Accumulates, Updates, Kind: nameof(RowsGradientLaunch));

    /// <summary>The same, with the weights updated.</summary>
    public RowsGradientLaunch Updating(Buffer loss) =>
        new(Title, node, X, Dy, Gradient, Weights, Accumulates, loss) { Detail = $"{Detail}, each updated at once", MultiplyAdds = MultiplyAdds };
}

/// <summary>Gradient of the weights of a convolution: each worker sums its samples.</summary>
internal sealed class WeightGradientLaunch(
    string title, WeightGradientShape shape, Buffer x, Buffer dy, Buffer partial, WinogradTiles? tiles, bool isDepthwise)
    : Launch(
        title,
        [
            new(x, false, Share.Samples), new(dy, false, Share.Samples), new(partial, true, Share.Private),
            .. tiles is null ? Array.Empty<Access>() : [new(tiles.Scratch, true, Share.Private)],
        ])
{
    public WeightGradientShape Shape { get; } = shape;

    public Buffer X { get; } = x;

    public Buffer Dy { get; } = dy;

    public Buffer Partial { get; } = partial;

    /// <summary>Where it is computed in tiles by Winograd's method; null where its sums are written out.</summary>
    public WinogradTiles? Tiles { get; } = tiles;

    /// <summary>Whether it is computed with the channels as columns of one group.</summary>
    public bool IsDepthwise { get; } = isDepthwise;

    public override bool SplitsSamples => true;

    public override object Signature => (Shape, IsDepthwise, Kind: nameof(WeightGradientLaunch));
}

/// <summary>Adds up the workers' sums of a convolution's weight gradient, in the weights' own order.</summary>
internal sealed class CombineLaunch(string title, WeightGradientShape shape, int taps, Buffer partial, Buffer gradient, bool accumulates)
    : Launch(title, [new(partial, false, Share.Any), new(gradient, true, Share.Any)])
{
    public WeightGradientShape Shape { get; } = shape;

    public int Taps { get; } = taps;

    public Buffer Partial { get; } = partial;

    public Buffer Gradient { get; } = gradient;

    /// <summary>Whether it adds to what is there: another use of the same weights was before it.</summary>
    public bool Accumulates { get; } = accumulates;

    public override object Signature => (Shape, Taps, Accumulates);
}

/// <summary>Gradient of weights on a GPU: the rows of the batch in <paramref name="splits"/> pieces, each summed into a block of its own, in the weights' order.</summary>
internal sealed class SplitGradientLaunch(string title, ContractionNode node, Buffer x, Buffer dy, Buffer sums, int splits, bool accumulates)
    : Launch(title, [new(x, false, Share.Any), new(dy, false, Share.Any), new(sums, true, Share.Any)])
{
    public ConvolutionGeometry Geometry { get; } = node.Geometry;

    public Buffer X { get; } = x;

    public Buffer Dy { get; } = dy;

    /// <summary>The blocks of all pieces, or the gradient itself where there is one piece.</summary>
    public Buffer Sums { get; } = sums;

    public int Splits { get; } = splits;

    /// <summary>Whether the only piece adds to what is there.</summary>
    public bool Accumulates { get; } = accumulates;

    public override object Signature => (Geometry, X.Layout, Dy.Layout, Splits, Accumulates, Kind: nameof(SplitGradientLaunch));
}

/// <summary>Adds up the pieces of a gradient of weights.</summary>
internal sealed class SumLaunch(string title, Buffer sums, int splits, int size, Buffer gradient, bool accumulates)
    : Launch(title, [new(sums, false, Share.Any), new(gradient, true, Share.Any)])
{
    public Buffer Sums { get; } = sums;

    public int Splits { get; } = splits;

    /// <summary>Weights: elements of one piece.</summary>
    public int Size { get; } = size;

    public Buffer Gradient { get; } = gradient;

    /// <summary>Whether it adds to what is there: another use of the same weights was before it.</summary>
    public bool Accumulates { get; } = accumulates;

    public override object Signature => (Splits, Size, Accumulates, Kind: nameof(SumLaunch));
}

/// <summary>NetGen.Numerics.PoolShape: a window, and how the operands lie; where one takes no part, it is not read.</summary>
internal sealed record PoolShape(PoolGeometry Window, Layout X, Layout Place, Layout Dy);

/// <summary>Pooling or its gradient; the epilogue stores. The places are a further result of the maximum, where the gradient needs them.</summary>
internal sealed class PoolLaunch(
    string title, IReadOnlyList<Access> accesses, PoolNode node, PoolShape shape, IReadOnlyList<Buffer> sources, Buffer? places,
    Elementwise work)
    : Launch(title, accesses)
{
    public PoolNode Node { get; } = node;

    public PoolShape Shape { get; } = shape;

    public IReadOnlyList<Buffer> Sources { get; } = sources;

    public Buffer? Places { get; } = places;

    /// <summary>What the kernel takes before the epilogue's operands.</summary>
    public IReadOnlyList<Buffer> Operands => Places is null ? Sources : [.. Sources, Places];

    public Elementwise Work { get; } = work;

    public override bool SplitsSamples => true;

    public override object Signature => (Node.Role, Places is null, Shape, Work.Spec);
}

/// <summary>A copy.</summary>
internal sealed class MoveLaunch(string title, MoveShape shape, Buffer from, Buffer to)
    : Launch(title, [new(from, false, Share.Samples), new(to, true, Share.Samples)])
{
    public MoveShape Shape { get; } = shape;

    public Buffer From { get; } = from;

    public Buffer To { get; } = to;

    public override bool SplitsSamples => true;

    public override bool ReadsExactly => true;

    public override object Signature => (Shape, Kind: nameof(MoveLaunch));
}

/// <summary>Zeroes the halo of a buffer before its inside is written, or all of it.</summary>
internal sealed class ClearLaunch(string title, Buffer buffer, bool isWhole)
    : Launch(title, [new(buffer, true, Share.Samples)])
{
    public Buffer Buffer { get; } = buffer;

    /// <summary>Whether the inside is zeroed as well.</summary>
    public bool IsWhole { get; } = isWhole;

    public override object Signature => (Buffer.Layout, IsWhole);
}

/// <summary>A kernel of the runtime.</summary>
internal sealed class OpaqueLaunch(string title, IReadOnlyList<Access> accesses, OpaqueKernel kernel, IReadOnlyList<Buffer?> buffers, bool? accumulates)
    : Launch(title, accesses)
{
    public OpaqueKernel Kernel { get; } = kernel;

    /// <summary>In the order of the kernel's operands; null for none.</summary>
    public IReadOnlyList<Buffer?> Buffers { get; } = buffers;

    /// <summary>Whether it adds to what is there; null where that is no question.</summary>
    public bool? Accumulates { get; } = accumulates;

    public override bool SplitsSamples => Kernel.SplitsSamples;

    public override object Signature => (Kernel, Accumulates);
}

/// <summary>The team meets.</summary>
/// <param name="onlyShared">Only where workers share samples.</param>
internal sealed class SyncLaunch(bool onlyShared) : Launch("", [])
{
    public bool OnlyShared { get; } = onlyShared;

    public override object Signature => (OnlyShared, nameof(SyncLaunch));
}

/// <summary>The same calls over the elements of arrays, again and again.</summary>
/// <param name="count">How often.</param>
/// <param name="body">The calls of the first time.</param>
/// <param name="steps">For each buffer of the first time that is an array's element: by how many elements it moves each time, 1 or −1.</param>
/// <param name="streams">By how much the random streams move each time.</param>
internal sealed class LoopLaunch(int count, IReadOnlyList<Launch> body, IReadOnlyDictionary<Buffer, int> steps, int streams)
    : Launch(LoopTitle(body), [.. body.SelectMany(launch => launch.Accesses)])
{
    public int Count { get; } = count;

    public IReadOnlyList<Launch> Body { get; } = body;

    public IReadOnlyDictionary<Buffer, int> Steps { get; } = steps;

    public int Streams { get; } = streams;

    public override object Signature => this;

    /// <summary>The same loop with meetings in it.</summary>
    public LoopLaunch WithBody(IReadOnlyList<Launch> body) => new(Count, body, Steps, Streams);

    /// <summary>"Body" where most calls are named as "Body.Attend.layernorm0" is: the first may belong to what stands before the loop.</summary>
    private static string LoopTitle(IReadOnlyList<Launch> body) => body.SelectMany(launch => launch is PartsLaunch parts ? parts.Body : [launch]).Where(launch => launch is not SyncLaunch)
        .GroupBy(launch => launch.Title.TrimStart('∂').Split('.', ' ')[0]).OrderByDescending(group => group.Count()).First().Key;
}
