using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Parallel;

/// <summary>Networks that several processes train on devices: whose numbers depend on the other processes' samples.</summary>
internal static class ParallelNetworks
{
    /// <summary>By name; of 16 samples a batch.</summary>
    public static IReadOnlyDictionary<string, OperatorCase> All { get; } = new Dictionary<string, OperatorCase>
    {
        ["chain"] = new("Tanh", "4", "Linear(6), Tanh, Dropout(0.2f), Linear(3)") { Loss = "CrossEntropyLoss", BatchSize = 16 },
        ["penalty"] = new(
            "Regularizer", "4", "Stem: Linear(5), Silu, Regularizer(\"Ridge\", DeclaredIn = typeof(CaseMethods))", "Head: Linear(2)")
        {
            BatchSize = 16,
        },
        ["pictures"] = new(
            "BatchNorm", "1, 4, 4", "Conv2d(3, Padding = 1, Bias = false), BatchNorm(Synchronized = true), Relu, GaussianNoise(0.1f)",
            "Flatten, Linear(5, Bias = false), BatchNorm(Synchronized = true, Affine = false), Tanh, Dropout(0.2f), Linear(3)")
        {
            Loss = "CrossEntropyLoss", BatchSize = 16,
        },
        ["parts"] = new("BatchNorm", "4", "Linear(6, Bias = false), BatchNorm, Tanh, Dropout(0.2f), Linear(3)")
        {
            Loss = "CrossEntropyLoss", BatchSize = 16,
        },
        ["words"] = new(
            "SelfAttention", "TokenInput(11, 3)", "Embedding(4)",
            "SelfAttention(2, Bias = false, Dropout = 0.2f), BatchNorm(Synchronized = true), DropPath(0.2f), Residual", "Linear(11)")
        {
            Loss = "CrossEntropyLoss", BatchSize = 16,
        },
    };
}
