namespace NetGen.Generators.Tests;

/// <summary>Networks that several tests compile.</summary>
internal static class Networks
{
    /// <summary>The README's network.</summary>
    public const string DigitClassifier = """
        using NetGen;

        [Network]
        [Input(1, 28, 28)]
        [CrossEntropyLoss(LabelSmoothing = 0.1f)]
        public partial class DigitClassifier
        {
            [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
            public partial Layer Stem { get; }

            [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
            public partial Layer Body { get; }

            [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
            public partial Layer Head { get; }
        }
        """;

    /// <summary>Small, in double, with edges of all kinds.</summary>
    public const string ResidualMlp = """
        using NetGen;

        [Network(Precision = Precision.Double)]
        [Input(6)]
        [MseLoss]
        internal partial class ResidualMlp
        {
            [Linear(5), Tanh]
            public partial Layer First { get; }

            [Linear(5), LeakyRelu(0.2f), Add(nameof(First))]
            public partial Layer Second { get; }

            [From(nameof(First)), Linear(3, Bias = false), Sigmoid]
            public partial Layer Side { get; }

            [Concat(nameof(Second), nameof(Side)), Linear(2)]
            public partial Layer Head { get; }
        }
        """;

    /// <summary>The smallest network that can be trained.</summary>
    public const string Tiny = """
        using NetGen;

        [Network, Input(4), CrossEntropyLoss]
        public partial class Tiny
        {
            [Linear(10)]
            public partial Layer Head { get; }
        }
        """;
}
