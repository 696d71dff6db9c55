namespace NetGen.Tests.Fixtures;

// The fixtures' networks of windows over images and sequences, in double: tests/fixtures/reference/windows.py.

[Network(Precision = Precision.Double)]
[Input(2, 7, 9)]
[CrossEntropyLoss]
internal sealed partial class WindowsDouble
{
    [Conv2d(4, Kernel = new[] { 2, 3 }, Padding = Padding.Same), Tanh]
    public partial Layer Stem { get; }

    [AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false),
        Conv2d(4, Padding = new[] { 2, 1 }, PaddingMode = PaddingMode.Reflect), AvgPool2d(2, CeilMode = true)]
    public partial Layer Down { get; }

    [ConvTranspose2d(6, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 2), GroupNorm(3), Silu]
    public partial Layer Up { get; }

    [Conv2d(8, Padding = 1, PaddingMode = PaddingMode.Replicate), PixelShuffle(2), InstanceNorm(Affine = true)]
    public partial Layer Fine { get; }

    [Upsample2d(3, Mode = UpsampleMode.Bilinear), Conv2d(3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Affine = false), Tanh,
        AdaptiveAvgPool2d(3, 2), Flatten, Linear(4)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(9, 3)]
[MseLoss]
internal sealed partial class LinesDouble
{
    [Conv1d(4, Kernel = 4, Padding = Padding.Same, Dilation = 3), Tanh]
    public partial Layer Stem { get; }

    [Conv1d(4, Dilation = 2, Groups = 2, Causal = true), Scale(Start = 0.5f), Residual]
    public partial Layer Past { get; }

    [ConvTranspose1d(6, Kernel = 4, Stride = 2, Padding = 1), Tanh, AvgPool1d(3, Stride = 2, Padding = 1, CeilMode = true)]
    public partial Layer Up { get; }

    [MeanOver(Axis.Length), Linear(5)]
    public partial Layer Left { get; }

    [From(nameof(Past)), SumOver(Axis.Length), Linear(5), Tanh]
    public partial Layer Right { get; }

    [Similarity(nameof(Left), nameof(Right))]
    public partial Layer Angle { get; }

    [Similarity(nameof(Left), nameof(Right), Metric = SimilarityMetric.L1)]
    public partial Layer City { get; }

    [Similarity(nameof(Left), nameof(Right), Metric = SimilarityMetric.L2)]
    public partial Layer Distance { get; }

    [Stack(nameof(Left), nameof(Right)), Conv1d(3, Kernel = 2), Flatten]
    public partial Layer Pair { get; }

    [From(nameof(Left)), Subtract(nameof(Right)), Linear(2)]
    public partial Layer Between { get; }

    [Concat(nameof(Angle), nameof(City), nameof(Distance), nameof(Pair), nameof(Between)), Linear(3)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(2, 4, 4)]
[MseLoss]
internal sealed partial class WeightNormDouble
{
    [Conv2d(6, Padding = 1, Groups = 2, WeightNorm = true), Tanh, Flatten]
    public partial Layer Body { get; }

    [Linear(7, WeightNorm = true), Tanh, Linear(3, WeightNorm = true)]
    public partial Layer Head { get; }
}
