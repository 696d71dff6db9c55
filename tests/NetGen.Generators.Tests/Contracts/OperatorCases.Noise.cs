namespace NetGen.Generators.Tests.Contracts;

/// <content>What draws random numbers.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Noise() =>
    [
        new("Dropout", "2, 5, 3", "Conv2d(9, Padding = 1), Dropout(0.3f, WholeChannels = true), Conv2d(2, Padding = 1)")
        {
            BatchSize = 5, IsOnSimulator = true,
        },
        new("Dropout", "6, 4", "Dropout(0.4f, WholeChannels = true), Linear(5), Tanh, Dropout(0.2f, WholeChannels = true)")
        {
            Length = 4, IsOnSimulator = true,
        },
        new("Dropout", "6", "Linear(5), Dropout(0.4f, WholeChannels = true), Linear(2)"),
        new("Dropout", "2, 5, 3", "Conv2d(2, Padding = 1), Tanh", "Dropout(0.4f), Conv2d(3, Padding = 1), Flatten, Linear(2)")
        {
            IsOnSimulator = true,
        },
        new("Dropout", "2, 5, 3", "Dropout(0.4f), Conv2d(3, Padding = 1)") { IsOnSimulator = true },
        new("DropPath", "5", "Linear(17), DropPath(0.5f), Linear(3)") { BatchSize = 5 },
        new(
            "DropPath", "2, 5, 3", "A: Conv2d(3, Padding = 1)",
            "Conv2d(3, Padding = 1), BatchNorm, DropPath(0.4f), Residual, Relu, Repeat(2)")
        {
            BatchSize = 4, IsOnSimulator = true,
        },
        new("DropPath", "6, 4", "LayerNorm, Linear(4), DropPath(0.3f), Residual", "DropPath(0), Linear(2)") { Length = 5, BatchSize = 6 },
        new("DropPath", "3", "DropPath(0.5f), Linear(2), DropPath(0.25f)") { BatchSize = 1 },
        new("DropPath", "4, 3, 2", "Conv2d(4, Padding = 1), Tanh, DropPath(0.3f), Residual", "Flatten, Linear(2)"),
        new("DropPath", "4, 3, 2", "Conv2d(4, Padding = 1), Tanh, DropPath(0.3f), Residual, Recompute", "Flatten, Linear(2)"),
        new("GaussianNoise", "5", "Linear(17), GaussianNoise(0.5f), Tanh, Linear(3)") { BatchSize = 5 },
        new("GaussianNoise", "2, 5, 3", "GaussianNoise(0.1f), Conv2d(3, Padding = 1), GaussianNoise(2), Relu, Conv2d(2, Kernel = 1)")
        {
            IsOnSimulator = true,
        },
        new("GaussianNoise", "6, 4", "Linear(4), GaussianNoise(0.3f), Sigmoid, Repeat(2)", "GaussianNoise(0.2f)") { Length = 3 },
        new("GaussianNoise", "3", "GaussianNoise(1), Linear(2)") { BatchSize = 1 },
    ];
}
