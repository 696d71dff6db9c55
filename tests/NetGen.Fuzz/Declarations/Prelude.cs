namespace NetGen.Fuzz.Declarations;

/// <summary>What every project has beside its networks: blocks, a network that stands in others, methods.</summary>
internal static class Prelude
{
    public const string Source = """
        using System;
        using NetGen;

        internal sealed partial class Dense(string hidden) : BlockAttribute
        {
            [Linear(nameof(hidden)), Tanh, Linear("width"), Residual] public partial Layer Body { get; }
        }

        internal sealed partial class Basic(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu] public partial Layer First { get; }

            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Add(Input), Relu] public partial Layer Second { get; }
        }

        internal sealed partial class Down(int channels, int stride = 2) : BlockAttribute
        {
            [Conv2d(nameof(channels), Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
            public partial Layer Body { get; }

            [From(Input), Conv2d(nameof(channels), Stride = nameof(stride), Kernel = 1, Bias = false), BatchNorm]
            public partial Layer Shortcut { get; }

            [Add(nameof(Body), nameof(Shortcut)), Relu] public partial Layer Sum { get; }
        }

        internal sealed partial class Encoder(int heads, int hidden = 6) : BlockAttribute
        {
            [LayerNorm, SelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear(nameof(hidden)), Gelu, Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Nest(int hidden, int times) : BlockAttribute
        {
            [Dense($"2 * {nameof(hidden)} - 1"), Repeat(nameof(times))] public partial Layer Deep { get; }

            [Dense("(width + width % 2) / 2 + hidden % 2"), LayerNorm, Dense("3"), Add(Input)] public partial Layer Wide { get; }
        }

        [Network, Input(6)]
        internal sealed partial class Six
        {
            [Linear(5), Tanh] public partial Layer Stem { get; }

            [Dense("3"), Linear(6), Add("input"), Linear(4)] public partial Layer Body { get; }
        }

        internal static class Own
        {
            [Differentiable]
            public static double Curve(double x) => (0.5 * Math.Sin(x)) + (0.1 * x * x) + Math.Sqrt(0.3 + (x * x));

            [Differentiable]
            public static double Bent(double x)
            {
                if (x > 0.25)
                {
                    return x - 0.125;
                }

                return x < -0.5 ? 0.25 * x : x * x * (x > 0 ? 2 : 1);
            }

            [Differentiable]
            public static double Mix(double a, double b) => (0.3 * a) + (b / (1 + (a * a)));

            [Differentiable]
            public static double Leak(double x, double state) => (0.8 * state) + Math.Tanh(x);

            [Differentiable]
            public static double Gap(double output, double target) => Math.Log(1 + ((output - target) * (output - target)));

            [Differentiable]
            public static double Square(double weight) => weight * weight;
        }

        """;
}
