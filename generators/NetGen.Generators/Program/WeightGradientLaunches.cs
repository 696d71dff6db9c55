using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Program;

/// <summary>Gradient of the weights of a matrix product, over all rows of the batch.</summary>
/// <param name="loss">Where it updates the weights itself: the step's loss, which decides whether it may.</param>
internal sealed class RowsGradientLaunch(
    string title, ContractionNode node, Buffer x, Buffer dy, Buffer gradient, Buffer weights, bool accumulates, Buffer? loss = null)
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

    public override object Signature => (Geometry, X.Layout, Dy.Layout, Accumulates, Updates, Kind: nameof(RowsGradientLaunch));

    /// <summary>The same, with the weights updated.</summary>
    public RowsGradientLaunch Updating(Buffer loss) =>
        new(Title, node, X, Dy, Gradient, Weights, Accumulates, loss)
        {
            Detail = $"{Detail}, each updated at once", MultiplyAdds = MultiplyAdds,
        };
}

/// <summary>Gradient of the weights of a convolution: each worker sums its samples.</summary>
internal sealed class WeightGradientLaunch(
    string title, WeightGradientShape shape, Buffer x, Buffer dy, Buffer partial, GradientSchedule schedule, Buffer? scratch)
    : Launch(
        title,
        [
            new(x, false, Share.Samples), new(dy, false, Share.Samples), new(partial, true, Share.Private),
            .. scratch is null ? Array.Empty<Access>() : [new(scratch, true, Share.Private)],
        ])
{
    public WeightGradientShape Shape { get; } = shape;

    public Buffer X { get; } = x;

    public Buffer Dy { get; } = dy;

    public Buffer Partial { get; } = partial;

    /// <summary>How it is computed.</summary>
    public GradientSchedule Schedule { get; } = schedule;

    public override bool SplitsSamples => true;

    public override object Signature => (Shape, Schedule, Kind: nameof(WeightGradientLaunch));
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

/// <summary>
/// Gradient of weights on a GPU: the rows of the batch in pieces, each summed into a block of its own, in the weights' order.
/// </summary>
internal sealed class SplitGradientLaunch(
    string title, ContractionNode node, WeightGradientShape shape, Buffer x, Buffer dy, Buffer sums,
    GradientSchedule schedule, bool accumulates)
    : Launch(title, [new(x, false, Share.Any), new(dy, false, Share.Any), new(sums, true, Share.Any)])
{
    public ConvolutionGeometry Geometry { get; } = node.Geometry;

    public WeightGradientShape Shape { get; } = shape;

    public Buffer X { get; } = x;

    public Buffer Dy { get; } = dy;

    /// <summary>The blocks of all pieces, or the gradient itself where there is one piece.</summary>
    public Buffer Sums { get; } = sums;

    /// <summary>How it is computed.</summary>
    public GradientSchedule Schedule { get; } = schedule;

    /// <summary>Whether the only piece adds to what is there.</summary>
    public bool Accumulates { get; } = accumulates;

    public override object Signature => (Geometry, X.Layout, Dy.Layout, Schedule.Splits, Accumulates, Kind: nameof(SplitGradientLaunch));
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
