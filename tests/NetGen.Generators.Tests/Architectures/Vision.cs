namespace NetGen.Generators.Tests.Architectures;

/// <summary>Networks over images, with one blueprint for the published size and for one that a test can train.</summary>
internal static class Vision
{
    public const string Blocks = """
        public sealed partial class BasicBlock(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu,
                Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Residual, Relu]
            public partial Layer Body { get; }
        }

        public sealed partial class DownBlock(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu,
                Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm]
            public partial Layer Body { get; }

            [From(Input), Conv2d(nameof(channels), Kernel = 1, Stride = 2, Bias = false), BatchNorm]
            public partial Layer Shortcut { get; }

            [Add(nameof(Body), nameof(Shortcut)), Relu]
            public partial Layer Sum { get; }
        }

        public sealed partial class Bottleneck(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Kernel = 1, Bias = false), BatchNorm, Relu,
                Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu,
                Conv2d("4 * channels", Kernel = 1, Bias = false), BatchNorm, Residual, Relu]
            public partial Layer Body { get; }
        }

        public sealed partial class DownBottleneck(int channels, int stride = 2) : BlockAttribute
        {
            [Conv2d(nameof(channels), Kernel = 1, Bias = false), BatchNorm, Relu,
                Conv2d(nameof(channels), Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu,
                Conv2d("4 * channels", Kernel = 1, Bias = false), BatchNorm]
            public partial Layer Body { get; }

            [From(Input), Conv2d("4 * channels", Stride = nameof(stride), Kernel = 1, Bias = false), BatchNorm]
            public partial Layer Shortcut { get; }

            [Add(nameof(Body), nameof(Shortcut)), Relu]
            public partial Layer Sum { get; }
        }

        public sealed partial class DoubleConv(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu,
                Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu]
            public partial Layer Body { get; }
        }
        """;

    /// <summary>He et al. 2016, with 18 layers.</summary>
    public static string ResNet18(string name, int image, int width, int classes) => $$"""
        [Network, Input(3, {{image}}, {{image}}), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Conv2d({{width}}, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
            public partial Layer Stem { get; }

            [BasicBlock({{width}}), Repeat(2)] public partial Layer Stage1 { get; }

            [DownBlock({{2 * width}}), BasicBlock({{2 * width}})] public partial Layer Stage2 { get; }

            [DownBlock({{4 * width}}), BasicBlock({{4 * width}})] public partial Layer Stage3 { get; }

            [DownBlock({{8 * width}}), BasicBlock({{8 * width}})] public partial Layer Stage4 { get; }

            [GlobalAvgPool2d, Linear({{classes}})] public partial Layer Head { get; }
        }
        """;

    /// <summary>He et al. 2016, with 50 layers; the stride stands on the 3×3 convolution, as in PyTorch.</summary>
    public static string ResNet50(string name, int image, int width, int classes) => $$"""
        [Network, Input(3, {{image}}, {{image}}), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Conv2d({{width}}, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
            public partial Layer Stem { get; }

            [DownBottleneck({{width}}, stride: 1)] public partial Layer Widen1 { get; }

            [Bottleneck({{width}}), Repeat(2)] public partial Layer Stage1 { get; }

            [DownBottleneck({{2 * width}})] public partial Layer Down2 { get; }

            [Bottleneck({{2 * width}}), Repeat(3)] public partial Layer Stage2 { get; }

            [DownBottleneck({{4 * width}})] public partial Layer Down3 { get; }

            [Bottleneck({{4 * width}}), Repeat(5)] public partial Layer Stage3 { get; }

            [DownBottleneck({{8 * width}})] public partial Layer Down4 { get; }

            [Bottleneck({{8 * width}}), Repeat(2)] public partial Layer Stage4 { get; }

            [GlobalAvgPool2d, Linear({{classes}})] public partial Layer Head { get; }
        }
        """;

    /// <summary>Ronneberger et al. 2015, with padding, and a class for each pixel.</summary>
    public static string UNet(string name, int image, int width, int classes) => $$"""
        [Network, Input(3, {{image}}, {{image}}), CrossEntropyLoss]
        public partial class {{name}}
        {
            [DoubleConv({{width}})] public partial Layer Down1 { get; }

            [MaxPool2d(2), DoubleConv({{2 * width}})] public partial Layer Down2 { get; }

            [MaxPool2d(2), DoubleConv({{4 * width}})] public partial Layer Down3 { get; }

            [MaxPool2d(2), DoubleConv({{8 * width}})] public partial Layer Bottom { get; }

            [Upsample2d(2), Concat(nameof(Down3)), DoubleConv({{4 * width}})] public partial Layer Up3 { get; }

            [Upsample2d(2), Concat(nameof(Down2)), DoubleConv({{2 * width}})] public partial Layer Up2 { get; }

            [Upsample2d(2), Concat(nameof(Down1)), DoubleConv({{width}})] public partial Layer Up1 { get; }

            [Conv2d({{classes}}, Kernel = 1)] public partial Layer Head { get; }
        }
        """;

    /// <summary>Two images, one set of weights, one answer. Bromley et al. 1993.</summary>
    public static string Siamese(string name, int image, int width)
    {
        string tower = $"Conv2d({width}, Padding = 1), Relu, MaxPool2d(2), DoubleConv({2 * width}), MaxPool2d(2), "
            + $"Flatten, Linear({4 * width}), Tanh";
        return $$"""
            [Network, Input(1, {{image}}, {{image}}, Name = "Left"), Input(1, {{image}}, {{image}}, Name = "Right"),
                BinaryCrossEntropyWithLogitsLoss]
            public partial class {{name}}
            {
                [From("Left"), Conv2d({{width}}, Padding = 1), Relu,
                    MaxPool2d(2), DoubleConv({{2 * width}}), MaxPool2d(2), Flatten, Linear({{4 * width}}), Tanh]
                public partial Layer A { get; }

                [From("Right"), {{tower}}, SharesWeights(nameof(A))] public partial Layer B { get; }

                [Concat(nameof(A), nameof(B)), Linear({{width}}), Relu, Linear(1)] public partial Layer Same { get; }
            }
            """;
    }

    /// <summary>Convolutions, activations and pooling without normalization, as in LeCun et al. 1998.</summary>
    public static string Pooled(string name, int image, int width, int classes) => $$"""
        [Network, Input(3, {{image}}, {{image}}), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Conv2d({{width}}, Padding = 1), Relu, MaxPool2d(2)] public partial Layer Stem { get; }

            [Conv2d({{2 * width}}, Padding = 1), Relu, MaxPool2d(3, Stride = 2, Padding = 1)] public partial Layer Body { get; }

            [Flatten, Linear({{classes}})] public partial Layer Head { get; }
        }
        """;
}
