namespace NetGen.Generators.Tests.Contracts;

/// <content>Windows over images and sequences.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Windows() =>
    [
        new("Conv1d", "7, 3", "Linear(4), Conv1d(5, Padding = 1), Tanh, Conv1d(2, Kernel = 1)"),
        new("Conv1d", "9, 2", "Linear(3), Conv1d(4, Kernel = 4, Stride = 2, Padding = new[] { 2, 0 }), Tanh, Linear(2)") { BatchSize = 1 },
        new("Conv1d", "8, 4", "Linear(6), Conv1d(6, Kernel = 2, Dilation = 3, Groups = 3, Bias = false), Relu, Flatten, Linear(2)"),
        new("Conv1d", "6, 3", "Linear(4), Conv1d(4, Causal = true), Tanh, Conv1d(3, Kernel = 2, Dilation = 3, Causal = true)"),
        new("Conv1d", "7, 3", "Linear(4), Conv1d(4, Causal = true, Stride = 2, Groups = 4, Dilation = 2), Linear(2)")
        {
            IsOnSimulator = true,
        },
        new(
            "Conv1d", "TokenInput(5, 6)", "A: Embedding(3)",
            "B: Conv1d(3, Kernel = 4, Padding = Padding.Same), Tanh, Add(nameof(A)), Conv1d(5, Kernel = 1)") { Loss = "CrossEntropyLoss" },
        new(
            "Conv1d", "5, 4",
            "A: Linear(3)",
            "B: Conv1d(3, Padding = 1), Tanh, Add(nameof(A))",
            "C: MatMul(nameof(A), Transpose = true), Conv1d(4, Padding = 1), Concat(nameof(A)), Conv1d(2, Causal = true)",
            "Head: Concat(nameof(B), nameof(C)), SelfAttention(1), Conv1d(2, Padding = 1)") { IsOnSimulator = true },
        new("Conv1d", "6, 3", "Conv1d(4, Padding = 1), Gru(3), Conv1d(2, Padding = 1), Tanh, Conv1d(3), Lstm(2), Conv1d(2, Padding = 2)"),
        new("Conv1d", "7, 4", "Linear(3), Conv1d(5, Kernel = 1), Tanh, Conv1d(2, Kernel = 1, Padding = Padding.Same)") { Length = 4 },
        new("Conv1d", "6, 3", "Linear(2), Conv1d(3, Padding = 2, PaddingMode = PaddingMode.Reflect), Linear(2)"),
        new("Conv1d", "6, 3", "Linear(2), Conv1d(3, Kernel = 5, Causal = true, PaddingMode = PaddingMode.Replicate), Linear(2)"),
        new("Conv1d", "130, 17", "Conv1d(40, Kernel = 5, Padding = 2), Gelu, Conv1d(33, Stride = 2), Linear(3)")
        {
            BatchSize = 2, IsLarge = true,
        },

        new("Conv2d", "2, 5, 4", "Conv2d(3, Kernel = new[] { 2, 4 }, Padding = Padding.Same), Tanh, Conv2d(2, Padding = Padding.Same)"),
        new("Conv2d", "2, 5, 6", "Conv2d(3, Kernel = 1), Conv2d(4, Kernel = 2, Dilation = 3, Padding = Padding.Same), Flatten, Linear(2)"),
        new(
            "Conv2d", "2, 4, 5",
            "Conv2d(3, Kernel = 1), Conv2d(4, Padding = 1, PaddingMode = PaddingMode.Reflect), Tanh, Flatten, Linear(2)"),
        new(
            "Conv2d", "2, 4, 5",
            "Conv2d(4, Kernel = 1), Conv2d(4, Kernel = 5, Padding = new[] { 1, 3, 2, 0 }, Groups = 2, PaddingMode = PaddingMode.Replicate)")
        {
            BatchSize = 1, IsOnSimulator = true,
        },

        new("ConvTranspose2d", "2, 3, 4", "Conv2d(3, Padding = 1), ConvTranspose2d(4), Tanh, Conv2d(2, Kernel = 1)"),
        new(
            "ConvTranspose2d", "2, 3, 4",
            "Conv2d(3, Kernel = 1), ConvTranspose2d(5, Kernel = 4, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2d(2, Kernel = 1)")
        {
            BatchSize = 1,
        },
        new(
            "ConvTranspose2d", "2, 4, 3",
            "ConvTranspose2d(4, Stride = 2, Padding = 1, OutputPadding = 1), Gelu, "
                + "ConvTranspose2d(6, Kernel = 2, Stride = 3, Groups = 2, Bias = false), Flatten, Linear(2)"),
        new(
            "ConvTranspose2d", "3, 3, 3",
            "Conv2d(4, Kernel = 1), ConvTranspose2d(4, Groups = 4, Stride = 2, Dilation = 2, Padding = 1), Tanh, Conv2d(2, Padding = 1)")
        {
            IsOnSimulator = true,
        },
        new(
            "ConvTranspose2d", "2, 3, 4",
            "Conv2d(3, Kernel = 1), ConvTranspose2d(2, Kernel = new[] { 2, 3 }, Stride = new[] { 3, 1 }, Padding = new[] { 0, 1, 2, 0 }, "
                + "OutputPadding = new[] { 2, 0 }, Dilation = new[] { 1, 2 })") { IsOnSimulator = true },
        new(
            "ConvTranspose2d", "5, 1, 1",
            "A: ConvTranspose2d(4, Kernel = 1), Tanh",
            "B: ConvTranspose2d(3, Kernel = 4), Sigmoid, ConvTranspose2d(2, Kernel = 1), Flatten, Linear(2)"),
        new("ConvTranspose2d", "2, 6, 7", "Conv2d(16, Padding = 1), ConvTranspose2d(18, Padding = 1), Tanh, Conv2d(2, Kernel = 1)"),
        new(
            "ConvTranspose2d", "16, 7, 9",
            "ConvTranspose2d(32, Kernel = 4, Stride = 2, Padding = 1), Gelu, ConvTranspose2d(33, Padding = 1), Flatten, Linear(3)")
        {
            IsLarge = true,
        },
        new("ConvTranspose1d", "5, 3", "Linear(4), ConvTranspose1d(5), Tanh, Linear(2)"),
        new(
            "ConvTranspose1d", "5, 3",
            "Linear(4), ConvTranspose1d(6, Kernel = 4, Stride = 2, Padding = 1, Groups = 2), Relu, Conv1d(2)") { BatchSize = 1 },
        new(
            "ConvTranspose1d", "TokenInput(5, 4)",
            "Embedding(3), ConvTranspose1d(3, Stride = 3, Dilation = 2, OutputPadding = 2, Padding = new[] { 0, 2 }), LayerNorm, Linear(2)")
        {
            IsOnSimulator = true,
        },

        new("PixelShuffle", "2, 3, 4", "Conv2d(12, Padding = 1), PixelShuffle(2), Tanh, Conv2d(2, Padding = 1)"),
        new("PixelShuffle", "2, 3, 2", "Conv2d(9, Kernel = 1), PixelShuffle(3), Flatten, Linear(2)") { BatchSize = 1 },
        new(
            "PixelShuffle", "8, 2, 3", "A: PixelShuffle(2), Conv2d(3, Padding = 1)",
            "B: From(\"input\"), Conv2d(3, Kernel = 1), PixelShuffle(1), Upsample2d(2), Add(nameof(A))") { IsOnSimulator = true },
        new("GlobalMaxPool2d", "2, 5, 3", "Conv2d(17, Padding = 1), GlobalMaxPool2d, Linear(3)"),
        new("GlobalMaxPool2d", "3, 1, 1", "Conv2d(5, Kernel = 1), GlobalMaxPool2d") { BatchSize = 1 },
        new("GlobalMaxPool2d", "1, 7, 2", "Conv2d(1, Kernel = 2), Sigmoid, GlobalMaxPool2d, Tanh, Linear(2)") { BatchSize = 6 },
        new("AdaptiveAvgPool2d", "2, 6, 8", "Conv2d(3, Padding = 1), AdaptiveAvgPool2d(3, 2), Conv2d(2, Padding = 1)"),
        new("AdaptiveAvgPool2d", "2, 7, 5", "Conv2d(3, Kernel = 1), AdaptiveAvgPool2d(3, 3), Tanh, Flatten, Linear(2)") { BatchSize = 1 },
        new("AdaptiveAvgPool2d", "2, 5, 3", "Conv2d(3, Kernel = 1), AdaptiveAvgPool2d(4, 5), Conv2d(2, Padding = 1)")
        {
            IsOnSimulator = true,
        },
        new("AdaptiveMaxPool2d", "2, 6, 8", "Conv2d(3, Padding = 1), AdaptiveMaxPool2d(3, 2), Conv2d(2, Padding = 1)"),
        new("AdaptiveMaxPool2d", "2, 7, 5", "Conv2d(3, Kernel = 1), AdaptiveMaxPool2d(3, 3), Tanh, Flatten, Linear(2)") { BatchSize = 1 },
        new("AdaptiveMaxPool2d", "2, 5, 4", "A: Conv2d(3, Kernel = 1)", "B: AdaptiveMaxPool2d(3, 4), Relu, Conv2d(2, Padding = 1)"),
        new("Upsample2d", "2, 3, 4", "Conv2d(3, Padding = 1), Upsample2d(2, Mode = UpsampleMode.Bilinear), Tanh, Conv2d(2, Padding = 1)"),
        new("Upsample2d", "2, 2, 1", "Conv2d(3, Kernel = 1), Upsample2d(3, Mode = UpsampleMode.Bilinear), Flatten, Linear(2)"),
        new("Upsample2d", "2, 3, 2", "Upsample2d(4, Mode = UpsampleMode.Bilinear), Conv2d(2, Stride = 3)")
        {
            BatchSize = 1, IsOnSimulator = true,
        },

        new("Pad", "2, 3, 4", "Conv2d(3, Kernel = 1), Pad(1), Tanh, Conv2d(2, Kernel = 2)"),
        new("Pad", "2, 3, 4", "Conv2d(3, Padding = 1), Pad(1, 2, 2, 0, Mode = PaddingMode.Reflect), Tanh, Conv2d(2, Kernel = 2)")
        {
            BatchSize = 1,
        },
        new("Pad", "2, 3, 4", "Conv2d(3, Kernel = 1), Pad(0, 3, Mode = PaddingMode.Replicate), Conv2d(2, Padding = 1)")
        {
            IsOnSimulator = true,
        },
        new("Pad", "4, 3", "Linear(5), Pad(2, 1), Linear(2)"),
        new("Pad", "4, 3", "Linear(5), Pad(3, Mode = PaddingMode.Reflect), Tanh, Linear(2)") { IsOnSimulator = true },
        new("Pad", "4, 3", "A: Linear(5), Tanh", "B: Pad(1, 3, Mode = PaddingMode.Replicate), LayerNorm, Linear(2)"),

        new("MaxPool1d", "7, 3", "Linear(4), MaxPool1d(2, CeilMode = true), Linear(2)"),
        new("MaxPool1d", "8, 3", "Linear(4), Tanh, MaxPool1d(3, Stride = 2, Padding = 1), Linear(2)") { BatchSize = 1 },
        new("MaxPool1d", "6, 3", "Linear(17), MaxPool1d(4, Stride = 1, Padding = Padding.Same), Relu, MaxPool1d(2), Flatten, Linear(2)"),
        new("AvgPool1d", "7, 3", "Linear(4), AvgPool1d(3, Stride = 2, CeilMode = true, Padding = 1, CountIncludePad = false), Linear(2)"),
        new("AvgPool1d", "8, 3", "Linear(4), Tanh, AvgPool1d(2), Linear(2)") { BatchSize = 1 },
        new("AvgPool1d", "8, 3", "Linear(4), Tanh, AvgPool1d(3, Stride = 3, Padding = new[] { 1, 0 }, CeilMode = true), Linear(2)"),

        new("MaxPool2d", "2, 6, 7", "Conv2d(3, Kernel = 1), MaxPool2d(3, Stride = 2, CeilMode = true), Flatten, Linear(2)"),
        new("MaxPool2d", "2, 5, 4", "Conv2d(3, Kernel = 1), MaxPool2d(2, Stride = 3, Padding = 1, CeilMode = true), Flatten, Linear(2)"),
        new("AvgPool2d", "2, 6, 7", "Conv2d(3, Kernel = 1), AvgPool2d(3, Stride = 2, CeilMode = true), Tanh, Conv2d(2, Padding = 1)"),
        new(
            "AvgPool2d", "2, 6, 5",
            "Conv2d(17, Kernel = 1), AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false), Flatten, Linear(2)")
        {
            IsOnSimulator = true,
        },
        new(
            "AvgPool2d", "2, 6, 7",
            "Conv2d(3, Kernel = 1), AvgPool2d(2, Stride = 3, Padding = 1, CeilMode = true, CountIncludePad = false)")
        {
            BatchSize = 1,
        },
    ];
}
