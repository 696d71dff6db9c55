namespace NetGen.Generators.Tests.Contracts;

/// <content>Layers of features and images, and edges.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Layers() =>
    [
        new("Linear", "5", "Linear(1)") { BatchSize = 1 },
        new("Linear", "1", "Linear(3), Linear(1)") { BatchSize = 5 },
        new("Linear", "4", "Linear(9), Linear(17, Bias = false), Linear(3)"),
        new("Linear", "3", "Linear(16), Linear(32), Linear(2)") { BatchSize = 13 },
        new("Linear", "7", "Linear(5), Tanh, Linear(33)") { BatchSize = 17 },
        new("Linear", "7", "Linear(19, WeightNorm = true), Tanh, Linear(3, Bias = false, WeightNorm = true)") { IsOnSimulator = true },
        new("Linear", "4, 5", "Linear(6, WeightNorm = true), Relu, Linear(2)") { BatchSize = 1 },

        new("Linear", "261", "Linear(129), Gelu, Linear(257)") { BatchSize = 33, IsLarge = true },

        new("Conv2d", "4, 5, 5", "Conv2d(6, Padding = 1, Groups = 2, WeightNorm = true), Relu, Conv2d(3, WeightNorm = true, Bias = false)"),
        new("Conv2d", "4, 3, 3", "Conv2d(6, Kernel = 1), Conv2d(9, Kernel = 1, Groups = 3), Tanh, Conv2d(2, Kernel = 1)"),
        new("Conv2d", "4, 1, 1", "Conv2d(4, Kernel = 1, Groups = 4), Tanh, Flatten, Linear(2)"),
        new("Conv2d", "1, 5, 5", "Conv2d(1, Kernel = 1)") { BatchSize = 1 },
        new("Conv2d", "2, 7, 5", "Conv2d(3, Kernel = 1), Conv2d(5, Kernel = 3, Padding = 1)"),
        new("Conv2d", "3, 1, 1", "Conv2d(4, Kernel = 1), Conv2d(17, Kernel = 3, Padding = 1)"),
        new("Conv2d", "2, 9, 7", "Conv2d(3, Kernel = 3), Conv2d(4, Kernel = 3, Stride = 2, Padding = 1)") { BatchSize = 5 },
        new("Conv2d", "2, 8, 11", "Conv2d(2, Kernel = 1), Conv2d(3, Kernel = 2, Stride = 3, Bias = false)"),
        new("Conv2d", "1, 9, 9", "Conv2d(2, Kernel = 1), Conv2d(3, Kernel = 3, Dilation = 2, Padding = 2)"),
        new("Conv2d", "1, 11, 9", "Conv2d(2, Kernel = 1), Conv2d(3, Kernel = 3, Dilation = 3, Stride = 2, Padding = 1)"),
        new("Conv2d", "2, 5, 5", "Conv2d(4, Kernel = 1), Conv2d(6, Kernel = 3, Padding = 1, Groups = 2)"),
        new("Conv2d", "2, 5, 4", "Conv2d(5, Kernel = 1), Conv2d(5, Kernel = 3, Padding = 1, Groups = 5)"),
        new("Conv2d", "1, 3, 4", "Conv2d(6, Kernel = 1), Conv2d(51, Kernel = 2, Groups = 3)"),
        new(
            "Conv2d", "2, 9, 7",
            "Conv2d(18, Kernel = 1), Conv2d(18, Stride = 2, Dilation = 2, Padding = 1, Groups = 18), Tanh, Conv2d(3, Kernel = 1)"),
        new("Conv2d", "1, 4, 5", "Conv2d(3, Kernel = 1), Conv2d(3, Kernel = 1, Stride = 2, Groups = 3)") { BatchSize = 1 },
        new("Conv2d", "2, 4, 4", "Conv2d(3, Kernel = 1), Conv2d(2, Kernel = 3, Padding = 3)"),
        new("Conv2d", "2, 3, 3", "Conv2d(3, Kernel = 1), Conv2d(2, Kernel = 1, Padding = 1, Stride = 2)"),
        new("Conv2d", "1, 3, 2", "Conv2d(2, Kernel = 1), Relu, Conv2d(3, Kernel = 1, Stride = 2)") { IsOnSimulator = true },
        new("Conv2d", "1, 4, 5", "Conv2d(3, Kernel = 1), Tanh, Conv2d(2, Kernel = 2, Stride = 2, Dilation = 2)") { IsOnSimulator = true },
        new(
            "Conv2d", "1, 4, 5",
            "Conv2d(2, Kernel = 1), Conv2d(2, Kernel = 2, Stride = 4, Dilation = 2, Groups = 2)") { BatchSize = 1, IsOnSimulator = true },
        new("Conv2d", "2, 1, 1", "Conv2d(2, Kernel = 1), Conv2d(1, Kernel = 1, Stride = 3)") { IsOnSimulator = true },
        new(
            "Conv2d", "1, 9, 6",
            "Conv2d(2, Kernel = 1), Conv2d(2, Kernel = 5, Padding = 2), Conv2d(3, Kernel = 4, Stride = 3, Padding = 2)"),
        new("Conv2d", "1, 2, 37", "Conv2d(2, Kernel = 1), Conv2d(3, Kernel = 3, Padding = 1), Flatten, Linear(2)"),
        new("Conv2d", "1, 4, 4", "Conv2d(16, Kernel = 2), Conv2d(33, Kernel = 1), Flatten, Linear(2)") { BatchSize = 2 },
        new(
            "Conv2d", "4, 6, 6",
            "Conv2d(4, Kernel = 3, Stride = 2, Dilation = 2, Groups = 2, Padding = 2), Tanh, Conv2d(4, Groups = 4, Padding = 2)")
        {
            BatchSize = 1,
        },
        new("Conv2d", "2, 6, 7", "Conv2d(16, Kernel = 1), Tanh, Conv2d(18, Padding = 1), Tanh, Conv2d(2, Kernel = 4)"),
        new(
            "Conv2d", "2, 5, 9",
            "Conv2d(3, Kernel = 1), Tanh, Conv2d(4, Kernel = new[] { 1, 5 }, Padding = new[] { 0, 2 })",
            "Conv2d(3, Kernel = new[] { 4, 2 }, Stride = new[] { 1, 3 })") { IsOnSimulator = true },
        new(
            "Conv2d", "2, 7, 8",
            "Conv2d(4, Kernel = 2, Padding = new[] { 0, 0, 1, 1 }), Tanh",
            "Conv2d(4, Stride = new[] { 3, 2 }, Dilation = new[] { 1, 2 }, Padding = new[] { 2, 0, 1, 3 }, Groups = 2)")
        {
            BatchSize = 5, IsOnSimulator = true,
        },
        new("Conv2d", "1, 6, 7", "Conv2d(16, Kernel = 1), Tanh, Conv2d(17, Padding = new[] { 0, 2, 1, 0 }), Tanh, Conv2d(2, Kernel = 1)"),
        new("Conv2d", "1, 6, 5", "Conv2d(3, Kernel = 1), Conv2d(3, Kernel = new[] { 3, 2 }, Padding = new[] { 1, 0 }, Groups = 3), Tanh"),
        new("Conv2d", "1, 4, 5", "Conv2d(17, Kernel = 1), Tanh, Conv2d(16, Padding = 2), Tanh, Conv2d(2, Kernel = 6)") { BatchSize = 1 },
        new(
            "Conv2d", "32, 14, 14",
            "Conv2d(64, Padding = 1), Gelu, Conv2d(40), BatchNorm, Relu, Conv2d(16, Padding = 2), Flatten, Linear(3)")
        {
            BatchSize = 5, IsLarge = true,
        },
        new(
            "Conv2d", "24, 15, 17",
            "Conv2d(48, Padding = 1, Groups = 3), Tanh, Conv2d(48, Kernel = 5, Padding = 2, Groups = 48), Conv2d(33, Kernel = 1)")
        {
            BatchSize = 5, IsLarge = true,
        },
        new(
            "Conv2d", "16, 33, 29",
            "Conv2d(32, Kernel = 7, Stride = 2, Padding = 3), Gelu, Conv2d(48, Stride = 3, Dilation = 2, Padding = 2), Flatten, Linear(7)")
        {
            IsLarge = true,
        },

        new("BatchNorm", "6", "Linear(17), BatchNorm, Linear(3)") { BatchSize = 5 },
        new("BatchNorm", "6", "Linear(3), BatchNorm") { BatchSize = 2 },
        new("BatchNorm", "2, 5, 3", "Conv2d(5, Kernel = 3, Padding = 1), BatchNorm, Relu, Conv2d(2, Kernel = 3, Padding = 1)"),
        new("BatchNorm", "3, 1, 1", "Conv2d(9, Kernel = 1), BatchNorm, Sigmoid") { BatchSize = 7 },
        new("BatchNorm", "1, 7, 3", "BatchNorm, Conv2d(2), BatchNorm(Epsilon = 0.01f, Momentum = 0.3f), Flatten, Linear(2)"),
        new("BatchNorm", "2, 4, 4", "Conv2d(17, Kernel = 1), Tanh, BatchNorm, Gelu, BatchNorm") { BatchSize = 1 },
        new("BatchNorm", "6", "Linear(17), BatchNorm(Synchronized = true), Linear(3)") { BatchSize = 5 },
        new(
            "BatchNorm", "2, 5, 3",
            "Conv2d(5, Padding = 1), BatchNorm(Synchronized = true, Affine = false), Relu, Conv2d(2), BatchNorm(Synchronized = true)"),

        new("MaxPool2d", "2, 6, 6", "Conv2d(3, Kernel = 3, Padding = 1), MaxPool2d(2)"),
        new("MaxPool2d", "2, 7, 9", "Conv2d(5, Kernel = 1), MaxPool2d(3, Stride = 2, Padding = 1), Flatten, Linear(2)"),
        new("MaxPool2d", "1, 8, 7", "Conv2d(1, Kernel = 1), MaxPool2d(2, Stride = 3), Conv2d(2, Kernel = 2)") { BatchSize = 1 },
        new("MaxPool2d", "2, 5, 5", "Conv2d(17, Kernel = 1), Relu, MaxPool2d(3, Stride = 1), Conv2d(2, Kernel = 3, Padding = 1)"),
        new(
            "MaxPool2d", "1, 4, 5",
            "Conv2d(33, Kernel = 1), MaxPool2d(2, Stride = 1, Padding = 1), Relu, Flatten, Linear(2)") { BatchSize = 5 },
        new("MaxPool2d", "3, 1, 1", "Conv2d(2, Kernel = 1), MaxPool2d(1)"),
        new("MaxPool2d", "2, 5, 5", "MaxPool2d(3, Stride = 2), Conv2d(3, Kernel = 1), MaxPool2d(2)"),
        new(
            "MaxPool2d", "2, 6, 9",
            "Conv2d(3, Kernel = 1), MaxPool2d(3, Stride = new[] { 1, 2 }, Padding = new[] { 1, 0 }), Tanh",
            "MaxPool2d(2, Stride = new[] { 2, 1 }, Padding = new[] { 0, 0, 1, 1 })") { IsOnSimulator = true },
        new("MaxPool2d", "1, 18, 17", "Conv2d(3, Kernel = 2), MaxPool2d(16, Stride = 1), Flatten, Linear(2)") { IsOnSimulator = true },
        new("MaxPool2d", "1, 6, 6", "Conv2d(17, Kernel = 1), MaxPool2d(2, Padding = new[] { 0, 0, 1, 1 }), Tanh, Conv2d(2, Kernel = 1)"),

        new("AvgPool2d", "2, 6, 6", "Conv2d(3, Kernel = 3, Padding = 1), AvgPool2d(2)"),
        new("AvgPool2d", "2, 7, 9", "Conv2d(5, Kernel = 1), AvgPool2d(3, Stride = 2, Padding = 1), Flatten, Linear(2)"),
        new("AvgPool2d", "1, 8, 7", "Conv2d(1, Kernel = 1), AvgPool2d(2, Stride = 3), Conv2d(2, Kernel = 2)") { BatchSize = 1 },
        new(
            "AvgPool2d", "2, 6, 9",
            "Conv2d(3, Kernel = 1), AvgPool2d(3, Stride = new[] { 1, 2 }, Padding = new[] { 1, 0 }), Tanh",
            "AvgPool2d(2, Stride = new[] { 2, 1 }, Padding = new[] { 0, 0, 1, 1 })") { IsOnSimulator = true },
        new(
            "AvgPool2d", "2, 5, 5",
            "Conv2d(17, Kernel = 1), Gelu, AvgPool2d(5, Stride = 1, Padding = 2), Conv2d(2, Kernel = 3, Padding = 1)"),
        new(
            "AvgPool2d", "1, 4, 5",
            "Conv2d(33, Kernel = 1), AvgPool2d(2, Stride = 1, Padding = 1), Tanh, Flatten, Linear(2)") { BatchSize = 5 },
        new("AvgPool2d", "3, 1, 1", "Conv2d(2, Kernel = 1), AvgPool2d(1)"),

        new("GlobalAvgPool2d", "2, 5, 3", "Conv2d(17, Kernel = 3, Padding = 1), GlobalAvgPool2d, Linear(3)"),
        new("GlobalAvgPool2d", "3, 1, 1", "Conv2d(5, Kernel = 1), GlobalAvgPool2d") { BatchSize = 1 },
        new("GlobalAvgPool2d", "1, 7, 2", "Conv2d(1, Kernel = 2), Sigmoid, GlobalAvgPool2d, Tanh, Linear(2)") { BatchSize = 6 },

        new("Flatten", "2, 5, 3", "Conv2d(3, Kernel = 1), Flatten, Linear(4)"),
        new("Flatten", "2, 3, 4", "Conv2d(17, Kernel = 2), Tanh, Flatten"),
        new("Flatten", "9, 1, 1", "Flatten, Linear(5), Flatten, Linear(3)") { BatchSize = 1 },
        new("Flatten", "3, 2, 3", "Flatten, Linear(4)"),
        new("Flatten", "2, 4, 4", "Conv2d(3, Padding = 1), MaxPool2d(2), Flatten, BatchNorm, Linear(2)") { BatchSize = 5 },

        new("Dropout", "5", "Linear(17), Dropout(0.5f), Linear(3)") { BatchSize = 5 },
        new("Dropout", "7", "Dropout(0.4f), Linear(9), Relu, Dropout(0.25f), Linear(5), Dropout(0.2f)"),
        new("Dropout", "2, 5, 5", "Conv2d(3, Kernel = 3, Padding = 1), Dropout(0.3f), Conv2d(2, Kernel = 3, Padding = 1)"),
        new("Dropout", "1, 3, 3", "Conv2d(5, Kernel = 1), BatchNorm, Relu, Dropout(0.5f), Flatten, Linear(3)") { BatchSize = 4 },
        new("Dropout", "3", "Linear(4), Dropout(0f), Linear(2)") { BatchSize = 1 },

        new("Relu", "5", "Linear(17), Relu, Linear(3)"),
        new("Relu", "2, 5, 3", "Conv2d(3, Kernel = 3, Padding = 1), Relu, Conv2d(2, Kernel = 3, Padding = 1)"),
        new("Relu", "3", "Relu, Linear(1), Relu") { BatchSize = 1 },
        new("LeakyRelu", "5", "Linear(17), LeakyRelu, Linear(3)"),
        new("LeakyRelu", "2, 5, 3", "Conv2d(9, Kernel = 1), LeakyRelu(0.3f)"),
        new("LeakyRelu", "3", "LeakyRelu(0.1f), Linear(5), LeakyRelu(0f)") { BatchSize = 1 },
        new("Sigmoid", "5", "Linear(17), Sigmoid, Linear(3)"),
        new("Sigmoid", "2, 5, 3", "Conv2d(9, Kernel = 1), Sigmoid"),
        new("Sigmoid", "3", "Sigmoid, Linear(1), Sigmoid") { BatchSize = 1 },
        new("Tanh", "5", "Linear(17), Tanh, Linear(3)"),
        new("Tanh", "2, 5, 3", "Conv2d(9, Kernel = 1), Tanh"),
        new("Tanh", "3", "Tanh, Linear(1), Tanh") { BatchSize = 1 },
        new("Gelu", "5", "Linear(17), Gelu, Linear(3)"),
        new("Gelu", "2, 5, 3", "Conv2d(9, Kernel = 1), Gelu, Conv2d(2, Padding = 1)"),
        new("Gelu", "3", "Gelu, Linear(1), Gelu") { BatchSize = 1 },
        new("Softmax", "5", "Linear(17), Softmax, Linear(3)"),
        new("Softmax", "5", "Linear(3), Softmax") { BatchSize = 1 },
        new("Softmax", "2, 3, 5", "Conv2d(5, Kernel = 1), Softmax, Conv2d(3, Kernel = 3, Padding = 1)"),
        new("Softmax", "1, 4, 3", "Conv2d(33, Kernel = 1), Softmax, Flatten, Linear(2)"),
        new("Softmax", "4", "Linear(1), Softmax, Linear(2)"),
        new("Softmax", "9", "Linear(9), Tanh, Softmax, Gelu, Softmax") { BatchSize = 5 },

        new("Add", "6", "First: Linear(5), Tanh", "Second: Linear(5), Add(nameof(First)), Relu", "Head: Linear(2)"),
        new("Add", "3", "First: Linear(17)", "Second: Linear(17), Add(nameof(First), nameof(First))") { BatchSize = 1 },
        new(
            "Add", "2, 5, 4",
            "Stem: Conv2d(3, Kernel = 1)",
            "Block: Conv2d(3, Padding = 1), BatchNorm, Relu, Conv2d(3, Padding = 1), Add(nameof(Stem)), Relu",
            "Head: Conv2d(2, Padding = 1)"),
        new(
            "Add", "5",
            "First: Linear(4)",
            "Second: From(nameof(First)), Linear(4), Sigmoid",
            "Third: From(nameof(First)), Linear(4), Tanh",
            "Head: Add(nameof(First), nameof(Second), nameof(Third)), Linear(3)"),
        new(
            "Add", "2, 4, 5",
            "Stem: Conv2d(3, Padding = 1), Tanh",
            "Shift: From(\"input\"), Flatten, Linear(3)",
            "Head: From(nameof(Stem)), Add(nameof(Shift)), Relu, Conv2d(2)") { IsOnSimulator = true },
        new("Add", "3, 1, 1", "A: Conv2d(4, Kernel = 1)", "B: GlobalAvgPool2d, Linear(4), Tanh, Add(nameof(A)), Flatten, Linear(2)"),
        new("Add", "4, 3, 3", "Stem: Relu", "Block: Conv2d(4, Padding = 1), Add(nameof(Stem))"),

        new("Multiply", "6", "A: Linear(5), Tanh", "B: From(\"input\"), Linear(5), Sigmoid, Multiply(nameof(A)), Linear(2)"),
        new("Multiply", "3", "A: Linear(17)", "B: Linear(17), Multiply(nameof(A), nameof(A))") { BatchSize = 1 },
        new(
            "Multiply", "2, 5, 4",
            "Stem: Conv2d(17, Padding = 1), BatchNorm, Relu",
            "Gate: GlobalAvgPool2d, Linear(4), Relu, Linear(17), Sigmoid",
            "Head: From(nameof(Stem)), Multiply(nameof(Gate)), Conv2d(2, Padding = 1)") { BatchSize = 5, IsOnSimulator = true },
        new(
            "Multiply", "3, 4, 5",
            "Stem: Conv2d(4, Padding = 1), Tanh",
            "Film: From(\"input\"), Flatten, Linear(8)",
            "Scale: From(nameof(Film)), Slice(Axis.Features, 0, 4)",
            "Shift: From(nameof(Film)), Slice(Axis.Features, 4, 4)",
            "Head: From(nameof(Stem)), Multiply(nameof(Scale)), Add(nameof(Shift)), LayerNorm, Conv2d(2)") { IsOnSimulator = true },
        new(
            "Multiply", "3, 1, 1", "Stem: Conv2d(4, Kernel = 1), Tanh", "Gate: GlobalAvgPool2d, Linear(4), Sigmoid",
            "Head: From(nameof(Stem)), Multiply(nameof(Gate)), Flatten, Linear(2)"),
        new(
            "Multiply", "2, 4, 3", "Stem: Conv2d(5), Tanh", "Gate: AvgPool2d(1), Conv2d(5, Kernel = new[] { 2, 1 }), Sigmoid",
            "Head: From(nameof(Stem)), Multiply(nameof(Gate)), Tanh, Repeat(2)", "Last: Flatten, Linear(2)"),
        new(
            "Multiply", "2, 4, 3", "Stem: Conv2d(5), Tanh", "Gate: AvgPool2d(1), Conv2d(5, Kernel = new[] { 2, 1 }), Sigmoid",
            "Head: From(nameof(Stem)), Multiply(nameof(Gate)), Tanh, Repeat(2), Recompute", "Last: Flatten, Linear(2)"),
        new(
            "Multiply", "4, 3, 3",
            "A: Conv2d(3, Padding = 1)", "B: From(\"input\"), GlobalAvgPool2d, Linear(3)",
            "Head: From(nameof(A)), Add(nameof(B)), BatchNorm, Multiply(nameof(B), nameof(A)), Dropout(0.3f), Flatten, Linear(2)"),

        new(
            "Concat", "6",
            "First: Linear(5), Tanh",
            "Second: Linear(3), Sigmoid",
            "Head: Concat(nameof(First), nameof(Second)), Linear(2)"),
        new("Concat", "4", "First: Linear(3)", "Second: Linear(17), Concat(nameof(First))") { BatchSize = 1 },
        new(
            "Concat", "2, 4, 3",
            "A: Conv2d(3, Kernel = 1)",
            "B: Conv2d(5, Padding = 1), Relu",
            "C: From(nameof(A)), Conv2d(1, Kernel = 1)",
            "Head: Concat(nameof(A), nameof(B), nameof(C)), Conv2d(2, Padding = 1)"),
        new("Concat", "1, 4, 4", "A: Conv2d(3, Padding = 1), Gelu", "B: Concat(nameof(A)), MaxPool2d(2), Flatten, Linear(2)"),
        new(
            "Concat", "2, 3, 3",
            "A: Tanh",
            "B: Conv2d(16, Kernel = 1), Concat(nameof(A), nameof(A)), BatchNorm, GlobalAvgPool2d, Linear(3)") { BatchSize = 4 },

        new(
            "From", "5",
            "Stem: Linear(4), Tanh",
            "Left: Linear(3), Relu",
            "Right: From(nameof(Stem)), Linear(3), Sigmoid",
            "Head: From(nameof(Left)), Add(nameof(Right)), Linear(2)"),
        new(
            "From", "2, 4, 4",
            "Stem: Conv2d(4, Padding = 1)",
            "Side: Relu, Conv2d(4, Padding = 1)",
            "Head: From(nameof(Stem)), Add(nameof(Side))"),
        new("From", "4", "Stem: Linear(3), Tanh", "Side: Linear(3), Add(nameof(Stem))", "Head: From(nameof(Side))"),
        new(
            "From", "3, 4, 5",
            "Stem: Conv2d(3, Padding = 1), Relu",
            "Side: MaxPool2d(3, Stride = 1, Padding = 1)",
            "Head: From(nameof(Stem)), AvgPool2d(3, Stride = 1, Padding = 1), Concat(nameof(Side), nameof(Stem)), "
                + "GlobalAvgPool2d, Linear(2)"),
    ];
}
