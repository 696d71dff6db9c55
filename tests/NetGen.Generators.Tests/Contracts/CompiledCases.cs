using System.Numerics;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>All cases in both precisions: those of one operation or loss are compiled when the first of them is asked for.</summary>
internal static class CompiledCases
{
    private static readonly Dictionary<string, Lazy<CaseAssembly>> s_compiled = OperatorCases.All
        .GroupBy(operatorCase => operatorCase.Subject)
        .ToDictionary(cases => cases.Key, cases => new Lazy<CaseAssembly>(() => Compile(cases.Key, [.. cases])));

    /// <summary>A new network of a case.</summary>
    public static Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => s_compiled[operatorCase.Subject].Value.Create<T>(operatorCase);

    /// <summary>What the front end read from the attributes of a case.</summary>
    public static NetworkModel Model(OperatorCase operatorCase) =>
        s_compiled[operatorCase.Subject].Value.Model(operatorCase, isDouble: true);

    /// <summary>What the generated CreateTrainer gives.</summary>
    public static Trainer<T> CreateTrainer<T>(Network<T> network, Optimizer optimizer, int batchSize, TrainerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Trainer<T>)network.GetType().GetMethod("CreateTrainer", [typeof(Optimizer), typeof(int), typeof(TrainerOptions)])!
            .Invoke(network, [optimizer, batchSize, options])!;

    private static CaseAssembly Compile(string subject, OperatorCase[] cases) =>
        new($"{subject}Project", [.. cases.SelectMany(operatorCase => new[] { (operatorCase, false), (operatorCase, true) })]);
}
