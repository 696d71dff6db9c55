namespace NetGen.Tests.Fixtures;

// The fixtures' networks over plain features, in double: tests/fixtures/reference/vectors.py.

[Network(Precision = Precision.Double)]
[Input(12)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
internal sealed partial class MlpDouble
{
    [Linear(16), Relu, Linear(8), Tanh]
    public partial Layer Body { get; }

    [Linear(5)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(6)]
[BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class BinaryDouble
{
    [Linear(10), Sigmoid]
    public partial Layer Body { get; }

    [Linear(2)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(10)]
[MseLoss]
internal sealed partial class NormsDouble
{
    [LayerNorm(Bias = false), Linear(7), Silu]
    public partial Layer Stem { get; }

    [RmsNorm(Epsilon = 1e-3f), Linear(18), SwiGlu, LayerNorm(Epsilon = 1e-2f), Gelu]
    public partial Layer Body { get; }

    [Slice(Axis.Features, 2, 5), Linear(3, Bias = false)]
    public partial Layer Tail { get; }

    [From(nameof(Body)), MaxOver(Axis.Features)]
    public partial Layer Largest { get; }

    [From(nameof(Stem)), MeanOver(Axis.Features)]
    public partial Layer Mean { get; }

    [Concat(nameof(Tail), nameof(Largest), nameof(Mean)), RmsNorm]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(6)]
[CrossEntropyLoss(On = nameof(Kind), Weight = 0.75f)]
[MseLoss(On = nameof(Place), Weight = 0.5f)]
internal sealed partial class TwoHeadsDouble
{
    [Linear(9), Tanh]
    public partial Layer Stem { get; }

    [Linear(4)]
    public partial Layer Kind { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Place { get; }
}

[Network(Precision = Precision.Double)]
[Input(7, Name = "First")]
[Input(7, Name = "Second")]
[BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class SiameseDouble
{
#pragma warning disable NG0081 // The network of the fixture has these biases.
    [From("First"), Linear(8), BatchNorm, Gelu, Linear(5)]
    public partial Layer One { get; }

    [From("Second"), Linear(8), BatchNorm, Gelu, Linear(5), SharesWeights(nameof(One))]
    public partial Layer Other { get; }
#pragma warning restore NG0081

    [Concat(nameof(One), nameof(Other)), Linear(6), Silu]
    public partial Layer Join { get; }

    [Add(nameof(Join), nameof(Join)), Linear(1)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(6)]
[NllLoss(ClassWeights = new[] { 0.5f, 1, 2, 1.5f }, IgnoredLabel = 1)]
internal sealed partial class ActivationsDouble
{
    [Linear(8), Mish, Linear(8), Gelu(Approximation = GeluApproximation.Tanh), Linear(10), Glu, Linear(8), Softplus(2)]
    [Linear(8), Softsign, Linear(8), LogSigmoid]
    public partial Layer Smooth { get; }

    [Linear(9), PRelu(PerChannel = true), Linear(9), PRelu, Linear(8), Elu(0.7f), Linear(8), Selu]
    [Linear(8), HardSwish, Linear(8), HardSigmoid, Linear(8), HardTanh, Linear(8), Relu6]
    public partial Layer Kinked { get; }

    [Linear(4), LogSoftmax]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[Input(5)]
[CrossEntropyLoss(On = nameof(Weighted), ClassWeights = new[] { 0.5f, 1, 2, 1.5f }, IgnoredLabel = 2, LabelSmoothing = 0.15f)]
[BinaryCrossEntropyWithLogitsLoss(On = nameof(Binary), PositiveWeight = 3)]
[SoftCrossEntropyLoss(On = nameof(Soft))]
[MultiMarginLoss(On = nameof(Margin), Margin = 0.75f)]
[MaeLoss(On = nameof(Absolute))]
[HuberLoss(On = nameof(Huber), Delta = 0.5f)]
[SmoothL1Loss(On = nameof(Smooth), Beta = 0.5f)]
[PoissonNllLoss(On = nameof(Poisson))]
[GaussianNllLoss(On = nameof(Gaussian))]
[KlDivergenceLoss(On = nameof(Divergence))]
internal sealed partial class LossesDouble
{
    [Linear(8), Tanh]
    public partial Layer Stem { get; }

    [From(nameof(Stem)), Linear(4)]
    public partial Layer Weighted { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Binary { get; }

    [From(nameof(Stem)), Linear(4)]
    public partial Layer Soft { get; }

    [From(nameof(Stem)), Linear(4)]
    public partial Layer Margin { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Absolute { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Huber { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Smooth { get; }

    [From(nameof(Stem)), Linear(2)]
    public partial Layer Poisson { get; }

    [From(nameof(Stem)), Linear(4)]
    public partial Layer Gaussian { get; }

    [From(nameof(Stem)), Linear(4), LogSoftmax]
    public partial Layer Divergence { get; }
}

[Network(Precision = Precision.Double)]
[Input(5)]
[CrossEntropyLoss(On = nameof(Kind), Weight = 0.5f, LabelSmoothing = 0.1f, SampleWeights = true)]
[BinaryCrossEntropyWithLogitsLoss(On = nameof(Sides))]
[TripletLoss(nameof(Anchor), nameof(Positive), nameof(Negative), Margin = 1.5f)]
[InfoNceLoss(nameof(Image), nameof(Text), Weight = 0.7f, Temperature = 0.2f, Symmetric = true)]
internal sealed partial class EmbeddingsDouble
{
    [Linear(8), Tanh]
    public partial Layer Stem { get; }

    [From(nameof(Stem)), Linear(4)]
    public partial Layer Kind { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Sides { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Anchor { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Positive { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Negative { get; }

    [From(nameof(Stem)), Linear(6)]
    public partial Layer Image { get; }

    [From(nameof(Stem)), Linear(6)]
    public partial Layer Text { get; }
}
