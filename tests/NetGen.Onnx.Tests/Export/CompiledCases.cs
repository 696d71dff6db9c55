using System.Numerics;
using NetGen.Onnx.Tests.Export;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// The networks of all cases with what writes them as ONNX: those of one subject are compiled when the first is asked for.
/// </summary>
internal static class CompiledCases
{
    private static readonly Dictionary<string, Lazy<CaseAssembly>> s_compiled = OperatorCases.All
        .GroupBy(operatorCase => operatorCase.Subject)
        .ToDictionary(cases => cases.Key, cases => new Lazy<CaseAssembly>(() => new(
            $"{cases.Key}Project", [.. cases.Select(operatorCase => (operatorCase, false))], OnnxProject.References)));

    /// <summary>A new network of a case.</summary>
    public static Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => s_compiled[operatorCase.Subject].Value.Create<T>(operatorCase);

    /// <summary>What the generated CreateTrainer gives.</summary>
    public static Trainer<T> CreateTrainer<T>(Network<T> network, Optimizer optimizer, int batchSize, TrainerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Trainer<T>)network.GetType().GetMethod("CreateTrainer", [typeof(Optimizer), typeof(int), typeof(TrainerOptions)])!
            .Invoke(network, [optimizer, batchSize, options])!;
}
