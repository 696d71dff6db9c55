namespace NetGen.Generators.Tests.Contracts;

/// <content>Values merged, compared and stacked, and what is normalized sample by sample.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Merges() =>
    [
        new("Subtract", "6", "A: Linear(5), Tanh", "B: From(\"input\"), Linear(5), Subtract(nameof(A)), Tanh, Linear(2)"),
        new("Subtract", "3", "A: Linear(17)", "B: Linear(17), Tanh", "C: Subtract(nameof(A), nameof(B), nameof(A))") { BatchSize = 1 },
        new(
            "Subtract", "2, 4, 3", "A: Conv2d(5), Tanh", "B: GlobalAvgPool2d, Linear(5)",
            "C: Subtract(nameof(A), nameof(B)), Conv2d(5, Kernel = 1)", "D: From(nameof(B)), Subtract(nameof(C)), Flatten, Linear(2)")
        {
            IsOnSimulator = true,
        },
        new("Scale", "5", "Linear(17), Scale, Tanh, Linear(2)"),
        new("Scale", "5, 4", "Scale(PerChannel = false, Start = 0.5f), Tanh, Scale(Start = 0.1f), Residual, Linear(2)") { Length = 4 },
        new("Scale", "2, 4, 3", "Conv2d(3), Scale(PerChannel = false), Conv2d(3, Padding = 1), Scale(Start = -2), Relu")
        {
            BatchSize = 1, IsOnSimulator = true,
        },
        new("SumOver", "9", "Linear(17), Tanh, SumOver(Axis.Features), Linear(2)"),
        new("SumOver", "6, 4", "Linear(9), Tanh, SumOver(Axis.Length), Linear(2)") { Length = 4, IsOnSimulator = true },
        new("SumOver", "2, 5, 3", "Conv2d(3, Padding = 1), SumOver(Axis.Height), Tanh, SumOver(Axis.Width), SumOver(Axis.Features)")
        {
            BatchSize = 1,
        },
        new("MinOver", "9", "Linear(17), Tanh, MinOver(Axis.Features), Linear(2)"),
        new("MinOver", "6, 4", "Linear(9), Tanh, MinOver(Axis.Length), Linear(2)") { Length = 4, IsOnSimulator = true },
        new("MinOver", "2, 5, 3", "Conv2d(3, Padding = 1), MinOver(Axis.Width), Gelu, MinOver(Axis.Height), MinOver(Axis.Features)")
        {
            BatchSize = 1,
        },
        new("Stack", "5", "A: Linear(4), Tanh", "B: Linear(4)", "C: Stack(nameof(A), nameof(B), nameof(A)), SelfAttention(2), Linear(2)"),
        new("Stack", "5", "A: Linear(4), Tanh", "B: Linear(4), Stack(nameof(A)), Conv1d(3, Padding = 1), Flatten, Linear(2)")
        {
            BatchSize = 1,
        },
        new("Stack", "2, 3, 3", "A: Conv2d(5), Flatten", "B: From(\"input\"), GlobalAvgPool2d, Linear(5), Stack(nameof(A)), Linear(2)")
        {
            IsOnSimulator = true,
        },
        new("Similarity", "6", "A: Linear(5), Tanh", "B: From(\"input\"), Linear(5)", "C: Similarity(nameof(A), nameof(B)), Linear(2)"),
        new(
            "Similarity", "6",
            "A: Linear(5), Tanh", "B: From(\"input\"), Linear(5), Similarity(nameof(A), Metric = SimilarityMetric.L1), Linear(2)")
        {
            BatchSize = 1,
        },
        new(
            "Similarity", "6",
            "A: Linear(5), Tanh", "B: From(\"input\"), Linear(5), Similarity(nameof(A), Metric = SimilarityMetric.L2), Linear(2)")
        {
            IsOnSimulator = true,
        },
        new("Similarity", "5, 4", "A: Linear(3)", "B: From(\"input\"), Linear(3), Similarity(nameof(A), Epsilon = 0.01f), Linear(2)")
        {
            Length = 3,
        },
        new(
            "Similarity", "2, 3, 4",
            "A: Conv2d(3)", "B: From(\"input\"), Conv2d(3), Tanh, Similarity(nameof(A), Metric = SimilarityMetric.L2)"),
        new("Similarity", "4", "A: Linear(3)", "B: Tanh, Similarity(nameof(A))", "C: From(nameof(A)), Linear(1), Subtract(nameof(B))")
        {
            BatchSize = 2,
        },

        new("GroupNorm", "3, 4, 3", "Conv2d(6, Padding = 1), GroupNorm(2), Relu, Conv2d(2, Padding = 1)"),
        new("GroupNorm", "5, 4", "Linear(6), GroupNorm(3), Tanh, GroupNorm(1, Affine = false)") { Length = 4, IsOnSimulator = true },
        new("GroupNorm", "6", "Linear(18), GroupNorm(3, Epsilon = 0.01f), Linear(3)") { BatchSize = 1 },
        new("GroupNorm", "2, 3, 3", "Conv2d(17, Kernel = 1), GroupNorm(17), Gelu, Flatten, Linear(2)"),
        new("GroupNorm", "16, 7, 9", "Conv2d(32, Padding = 1), GroupNorm(8), Relu, Conv2d(33), GroupNorm(3), Flatten, Linear(3)")
        {
            IsLarge = true,
        },
        new("InstanceNorm", "3, 4, 3", "Conv2d(5, Padding = 1), InstanceNorm, Relu, Conv2d(2, Padding = 1)"),
        new("InstanceNorm", "5, 4", "Linear(6), InstanceNorm(Affine = true), Tanh, Linear(2)") { BatchSize = 1 },
        new("InstanceNorm", "7, 4", "InstanceNorm(Epsilon = 0.1f), Linear(3), InstanceNorm(Affine = true)")
        {
            Length = 4, IsOnSimulator = true,
        },
        new("BatchNorm", "6", "Linear(17), BatchNorm(Affine = false), Linear(3)") { BatchSize = 5 },
        new("BatchNorm", "2, 4, 3", "Conv2d(3, Padding = 1), BatchNorm(Affine = false, Momentum = 0.3f), Relu, BatchNorm(Frozen = true)"),
        new("BatchNorm", "5", "Linear(4), BatchNorm(Frozen = true), Tanh, BatchNorm(Frozen = true, Affine = false), Linear(2)")
        {
            BatchSize = 1,
        },
    ];
}
