using System.Numerics;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>All cases in both precisions, compiled once.</summary>
internal static class CompiledCases
{
    private static readonly Lazy<CaseAssembly> s_compiled = new(() => new CaseAssembly(
        "UserProject", [.. OperatorCases.All.SelectMany(operatorCase => new[] { (operatorCase, false), (operatorCase, true) })]));

    /// <summary>A new network of a case.</summary>
    public static Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => s_compiled.Value.Create<T>(operatorCase);

    /// <summary>What the front end read from the attributes of a case.</summary>
    public static NetworkModel Model(OperatorCase operatorCase) => s_compiled.Value.Model(operatorCase, isDouble: true);

    /// <summary>What the generated CreateTrainer gives.</summary>
    public static Trainer<T> CreateTrainer<T>(Network<T> network, Optimizer optimizer, int batchSize, TrainerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Trainer<T>)network.GetType().GetMethod("CreateTrainer")!.Invoke(network, [optimizer, batchSize, options])!;
}
