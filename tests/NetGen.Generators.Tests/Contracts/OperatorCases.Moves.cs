namespace NetGen.Generators.Tests.Contracts;

/// <content>Values that lie within others: every kind of kernel reads and writes them there.</content>
internal static partial class OperatorCases
{
    private static IEnumerable<OperatorCase> Moves() =>
    [
        // Joined values that are joined again, read as they grow.
        new(
            "Concat", "2, 5, 5",
            "A: Conv2d(4, Padding = 1), Relu",
            "B: Conv2d(3, Padding = 1), Tanh, Concat(nameof(A))",
            "C: Conv2d(5, Kernel = 5, Padding = 2), Concat(nameof(B)), BatchNorm, Relu",
            "Head: Conv2d(2, Padding = 1)") { IsOnSimulator = true },
        new(
            "Concat", "5",
            "A: Linear(3), Tanh",
            "B: From(\"input\"), Linear(4), Sigmoid, Concat(nameof(A)), Slice(Axis.Features, 1, 5), Linear(3)")
        {
            BatchSize = 1,
        },
        new(
            "Concat", "6, 5",
            "A: Linear(3), Tanh",
            "B: Linear(4), Concat(nameof(A)), Slice(Axis.Features, 2, 4), LayerNorm, Linear(2)") { Length = 4 },

        // One pixel with zeros around it, within another.
        new(
            "Concat", "5, 1, 1",
            "A: Conv2d(4, Kernel = 1)",
            "B: Conv2d(2, Kernel = 1, Padding = 2), Flatten",
            "C: From(nameof(A)), Conv2d(3, Kernel = 1), Concat(nameof(A)), Sigmoid, Flatten",
            "Head: Concat(nameof(B), nameof(C)), Linear(2)"),

        // Convolutions in tiles, by groups, channel by channel, with steps and holes.
        new(
            "Concat", "3, 9, 7",
            "A: Conv2d(16, Padding = 1), Relu",
            "B: Conv2d(18, Padding = 1), Relu, Concat(nameof(A)), Conv2d(17, Padding = 1), "
                + "Slice(Axis.Features, 1, 16), Conv2d(16, Padding = 1)")
        {
            IsLarge = true,
        },
        new(
            "Slice", "4, 5, 5",
            "Conv2d(12, Padding = 1), Slice(Axis.Features, 2, 8), Conv2d(8, Padding = 1, Groups = 8), "
                + "Slice(Axis.Features, 1, 6), Conv2d(4, Stride = 2, Padding = 1, Groups = 2)")
        {
            IsOnSimulator = true,
        },
        new(
            "Slice", "2, 6, 6",
            "Conv2d(7, Kernel = 1), Slice(Axis.Features, 3, 3), Conv2d(5, Dilation = 2, Padding = 2), "
                + "Slice(Axis.Features, 1, 4), Conv2d(2, Kernel = 2, Stride = 2)"),

        // Pooling of what lies within, into it, and back.
        new(
            "Concat", "2, 6, 6",
            "A: Conv2d(5, Padding = 1), Tanh",
            "B: MaxPool2d(2), Conv2d(3, Padding = 1), Upsample2d(2), Concat(nameof(A)), AvgPool2d(2), Conv2d(2, Kernel = 1)")
        {
            IsOnSimulator = true,
        },
        new(
            "Concat", "2, 6, 6",
            "A: Conv2d(4, Padding = 1), MaxPool2d(3, Stride = 2, Padding = 1)",
            "B: From(\"input\"), Conv2d(3, Kernel = 1), AvgPool2d(2), Concat(nameof(A)), Conv2d(3, Padding = 1)"),
        new(
            "Concat", "2, 6, 6",
            "A: Conv2d(17, Padding = 1)",
            "B: Conv2d(3, Padding = 1), Concat(nameof(A)), MaxPool2d(2), BatchNorm, Relu, GlobalAvgPool2d, Linear(2)"),

        // Slices that together are the whole, that overlap, and that leave gaps.
        new(
            "Slice", "9",
            "M: Linear(12)",
            "A: From(nameof(M)), Slice(Axis.Features, 0, 5), Tanh",
            "B: From(nameof(M)), Slice(Axis.Features, 5, 7), Concat(nameof(A)), Linear(3)")
        {
            IsOnSimulator = true,
        },
        new(
            "Slice", "9",
            "M: Linear(12)",
            "A: From(nameof(M)), Slice(Axis.Features, 0, 7), Tanh",
            "B: From(nameof(M)), Slice(Axis.Features, 5, 7), Concat(nameof(A)), Linear(3)"),
        new(
            "Slice", "5, 6",
            "M: Linear(12), Tanh",
            "A: From(nameof(M)), Slice(Axis.Length, 0, 2), Slice(Axis.Features, 3, 7), LayerNorm, Flatten",
            "B: From(nameof(M)), Slice(Axis.Length, 4, 1), Slice(Axis.Features, 1, 4), Concat(nameof(A)), Linear(3)")
        {
            IsOnSimulator = true,
        },

        // Products of slices, whose gradients lie side by side in one.
        new(
            "MatMul", "7, 5",
            "M: Linear(13)",
            "K: From(nameof(M)), Slice(Axis.Features, 4, 4)",
            "V: From(nameof(M)), Slice(Axis.Features, 8, 5)",
            "Q: From(nameof(M)), Slice(Axis.Features, 0, 4), MatMul(nameof(K), Transpose = true, Scale = 0.5f), Softmax, "
                + "MatMul(nameof(V)), Linear(3)")
        {
            IsOnSimulator = true,
        },
        new(
            "MatMul", "9, 4",
            "M: Linear(6), Tanh",
            "A: From(nameof(M)), Slice(Axis.Length, 1, 3), Slice(Axis.Features, 2, 3)",
            "B: From(nameof(M)), Slice(Axis.Length, 5, 3), Slice(Axis.Features, 1, 5)",
            "C: From(nameof(A)), MatMul(nameof(B))",
            "D: From(nameof(B)), Concat(nameof(C), nameof(A)), Linear(2)")
        {
            IsOnSimulator = true, BatchSize = 2,
        },
        new(
            "MatMul", "70, 9",
            "M: Linear(150)",
            "A: From(nameof(M)), Slice(Axis.Features, 3, 70)",
            "B: From(nameof(M)), Slice(Axis.Features, 1, 67)",
            "C: From(nameof(M)), Slice(Axis.Features, 77, 70), MatMul(nameof(A), Transpose = true), MatMul(nameof(B)), Linear(3)")
        {
            IsLarge = true,
        },

        new(
            "MatMul", "4, 5",
            "A: Linear(6), Permute(1, 0)",
            "B: From(\"input\"), Linear(6), Slice(Axis.Length, 1, 3), MatMul(nameof(A)), Permute(1, 0)",
            "C: From(nameof(A)), MatMul(nameof(B)), Permute(1, 0), Linear(2)")
        {
            IsOnSimulator = true,
        },

        // Embeddings side by side, and what was added at each position.
        new(
            "Embedding", "TokenInput(7, 6, Name = \"Words\"), TokenInput(5, 6, Name = \"Kinds\")",
            "A: From(\"Words\"), Embedding(5), LearnedPositions",
            "B: From(\"Kinds\"), Embedding(3), Concat(nameof(A)), Linear(2)")
        {
            IsOnSimulator = true, BatchSize = 4,
        },
        new(
            "Embedding", "TokenInput(7, 6)",
            "A: Embedding(5)",
            "B: From(\"input\"), Embedding(3), LearnedPositions",
            "C: From(\"input\"), Embedding(4), Concat(nameof(A), nameof(B)), Linear(2)")
        {
            IsOnSimulator = true, Length = 4,
        },

        // Rows one after the other within features.
        new(
            "Embedding", "TokenInput(7, 1, Name = \"User\"), TokenInput(5, 3, Name = \"Items\")",
            "A: From(\"User\"), Embedding(4), Flatten",
            "B: From(\"Items\"), Embedding(2), Flatten, Concat(nameof(A)), Linear(3)")
        {
            IsOnSimulator = true,
        },
        new(
            "Flatten", "5, 4",
            "A: Linear(3), Flatten",
            "B: From(\"input\"), LayerNorm, Flatten, Concat(nameof(A)), Slice(Axis.Features, 4, 27), Reshape(9, 3), Linear(2)")
        {
            IsOnSimulator = true,
        },

        // Moves that are one, or none: patches as positions and back, channels dealt out to groups.
        new(
            "Permute", "3, 4, 6",
            "Conv2d(5, Kernel = 2, Stride = 2), Reshape(5, 6), Permute(1, 0), Linear(4), Permute(1, 0), Reshape(4, 2, 3)")
        {
            IsOnSimulator = true,
        },
        new(
            "Reshape", "2, 4, 5",
            "Conv2d(6, Kernel = 1), Reshape(2, 3, 20), Permute(1, 0, 2), Reshape(6, 4, 5), Conv2d(6, Padding = 1, Groups = 6)")
        {
            IsOnSimulator = true,
        },
        new(
            "Reshape", "6, 2, 3",
            "A: Reshape(2, 3, 6), Permute(2, 0, 1), Conv2d(4, Padding = 1)",
            "B: From(\"input\"), Permute(1, 2, 0), Reshape(3, 4, 3), Permute(0, 2, 1), Reshape(36), Linear(3)",
            "C: From(nameof(A)), Reshape(24), Concat(nameof(B)), Linear(2)"),

        // What must lie side by side: attention, a change of order, an output.
        new(
            "Concat", "6, 8",
            "A: Linear(4)",
            "B: From(\"input\"), Linear(4), Concat(nameof(A)), SelfAttention(2), Slice(Axis.Features, 2, 4), CausalSelfAttention(2)"),
        new("Concat", "2, 3, 3", "A: Conv2d(2, Padding = 1)", "B: Conv2d(3, Padding = 1), Concat(nameof(A)), Flatten, Linear(2)"),
        new("Slice", "6, 4", "Linear(7), Slice(Axis.Features, 2, 4), Permute(1, 0), Linear(3)"),
        new(
            "Concat", "5",
            "A: Linear(4), Tanh",
            "B: Linear(3), Concat(nameof(A))",
            "Head: From(nameof(A)), Linear(2), Concat(nameof(B))") { BatchSize = 4 },

        // Computed again for the backward pass.
        new(
            "Recompute", "5",
            "A: Linear(6), Tanh",
            "B: Linear(6), Gelu, Concat(nameof(A)), Slice(Axis.Features, 3, 6), Tanh, Recompute",
            "Head: Linear(2)"),
        new(
            "Recompute", "5",
            "A: Linear(6), Tanh",
            "B: Linear(6), Gelu, Concat(nameof(A)), Slice(Axis.Features, 3, 6), Tanh",
            "Head: Linear(2)"),
    ];
}
