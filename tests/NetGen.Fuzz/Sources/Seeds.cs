using NetGen.Fuzz.Declarations;

namespace NetGen.Fuzz.Sources;

/// <summary>Source with most forms that a declaration has, to be mutated.</summary>
internal static class Seeds
{
    private const string Uses = "using System;\nusing NetGen;\n";

    public const string WithBlocks = Uses + """
        namespace Some.@event;
        public sealed partial class Part(int units, string memory, float rate = 0.5f) : BlockAttribute
        {
            [Linear($"2 * {nameof(units)}"), Relu] private partial Layer A { get; }
            [Dropout(nameof(rate)), Linear("width - 1"), Concat(nameof(memory), Input), Repeat(1)] public partial Layer B { get; }
        }
        [Network(Precision = Precision.Double), Input(4), MseLoss(Weight = 2)]
        public partial class Net
        {
            /// <summary>What <see cref="Body"/> reads.</summary>
            [Linear(3)] public partial Layer Stem { get; }
            [Part(units: 2, nameof(Stem)), Part(1, "Stem", rate: 0.1f)] public partial Layer Body { get; }
        }
        """;

    public const string WithParts = Uses + """
        public partial class Outer
        {
            [Network]
            [Input(3, Name = "Left"), TokenInput(vocabulary: 5, length: 4, Name = "Text", Padding = 0)]
            [MseLoss(On = nameof(Size)), CrossEntropyLoss(LabelSmoothing = 0.1f)]
            internal partial class @class
            {
                private const int Width = 2 + 2;
                [From("Text"), Embedding(Width), LearnedPositions, SelfAttention(heads: 2, KeyPadding = "Text"), MeanOver(Axis.Length)]
                public partial Layer Words { get; }
                [From("Left"), Linear(Width), Tanh, Add(nameof(Words)), Output] internal new partial Layer Size { get; }
                [From(nameof(Words)), Linear(3, Bias = false), Repeat(1), Recompute, Features] partial Layer Head { get; }
                public string Summary(string title) => title;
            }
        }
        """;

    public const string WithPictures = Uses + """
        [Network, Input(1, 6, 6), CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 0.5f })]
        public partial class Net
        {
            /// <summary>Mine.</summary>
            [Conv2d(2, Kernel = new[] { 3, 3 }, Padding = 1, Initializer = Initializer.HeNormal, Bias = false), BatchNorm, Relu, Frozen]
            public partial Layer Stem { get; }
            [Conv2d(2, Padding = Padding.Same), Residual, Repeat(2), SharesWeights] public partial Layer Body { get; }
            [Conv2d(2, Padding = 1), SharesWeights(nameof(Body)), Tanh] public partial Layer Twin { get; }
            [MaxPool2d(2), Flatten, Linear(3), LoRA(1)] public partial Layer Head { get; }
        }
        """;

    public const string WithMethods = Uses + """
        [Network(Precision = Precision.Double), Input(4, 3), Loss(nameof(Far), Weight = 0.5f)]
        public partial class Net
        {
            [Linear(3), Apply(nameof(Soft), 0.5, 2)] public partial Layer Stem { get; }
            [Linear(3), Merge(nameof(Meet), nameof(Stem)), Recurrent(nameof(Whole))] public partial Layer Body { get; }
            [Linear(1), Recurrent(nameof(Keep), LastOnly = true)] public partial Layer Head { get; }

            [Differentiable]
            public static double Soft(double x, double low, double high, [Learnable(Start = 0.3f, Min = -1, Max = 1)] double slope)
            {
                double sum = 0;
                for (int i = 1; i <= 3; i++)
                {
                    sum += Math.Exp(-i * x * x) * slope;
                }

                if (x < -high || x > high && !(sum < 0.1))
                {
                    return x switch { < -3 => low * x, >= 3 and < 5 => high, _ => Math.Clamp(x, -low, low) };
                }

                return sum > 100 ? x : sum + Math.Max(x, low);
            }

            [Differentiable]
            public static double Meet(double a, double b)
            {
                (double large, double small) = a > b ? (a, b) : (b, a);
                return large - small * (a == b ? 1 : 0.5);
            }

            [Differentiable]
            public static Row<double> Whole(Row<double> x, [Width(3)] Row<double> state, [Learnable(3, 3)] Matrix<double> w) =>
                Row.Tanh((w * x) + (w * state));

            [Differentiable]
            public static double Keep(double x, double state) => 0.5 * state + x;

            [Differentiable]
            public static double Far(double output, double target) => Math.Abs(output - target) + Square(output);

            [Differentiable]
            private static double Square(double x) => x * x;
        }
        """;

    /// <summary>Each a project's only file.</summary>
    public static IReadOnlyList<string> All { get; } = [WithBlocks, WithParts, WithPictures, WithMethods];

    /// <summary>One of them, or a random network.</summary>
    public static string Draw(Draw draw, Func<Declaration> network) =>
        draw.Once(3) ? Uses + network().Source("Net") : draw.One(All);
}
