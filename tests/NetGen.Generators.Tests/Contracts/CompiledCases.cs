using System.Numerics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Frontend;
using NetGen.Generators.Model;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>All cases in both precisions, compiled once, in memory, as a user's project with warnings as errors would be.</summary>
internal static class CompiledCases
{
    private static readonly Lazy<(Assembly Assembly, Dictionary<string, NetworkModel> Models)> s_compiled = new(Compile);

    /// <summary>A new network of a case.</summary>
    public static Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type type = s_compiled.Value.Assembly.GetType(ClassName(operatorCase, typeof(T) == typeof(double)), throwOnError: true)!;
        return (Network<T>)Activator.CreateInstance(type, 1)!;
    }

    /// <summary>What the front end read from the attributes of a case.</summary>
    public static NetworkModel Model(OperatorCase operatorCase) => s_compiled.Value.Models[ClassName(operatorCase, isDouble: true)];

    /// <summary>What the generated CreateTrainer gives.</summary>
    public static Trainer<T> CreateTrainer<T>(Network<T> network, Optimizer optimizer, int batchSize, TrainerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Trainer<T>)network.GetType().GetMethod("CreateTrainer")!.Invoke(network, [optimizer, batchSize, options])!;

    private static string ClassName(OperatorCase operatorCase, bool isDouble) =>
        $"Case{OperatorCases.All.ToList().IndexOf(operatorCase)}{(isDouble ? "Double" : "Single")}";

    private static (Assembly Assembly, Dictionary<string, NetworkModel> Models) Compile()
    {
        string[] sources = [.. OperatorCases.All.SelectMany(c => new[] { c.Source(ClassName(c, false), false), c.Source(ClassName(c, true), true) })];
        GeneratorRun run = Harness.Run("using NetGen;\n" + CaseBlocks.Source + string.Join('\n', sources));
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Compilation release = run.Output.WithOptions(
            ((CSharpCompilationOptions)run.Output.Options).WithOptimizationLevel(OptimizationLevel.Release));
        using MemoryStream image = new();
        var emitted = release.Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10));
        Assert.True(emitted.Success);
        IEnumerable<NetworkModel> models = run.Result.TrackedSteps[NetworkGenerator.Steps.Parsed]
            .SelectMany(step => step.Outputs).Select(output => ((ParsedNetwork)output.Value).Model!);
        return (Assembly.Load(image.ToArray()), models.ToDictionary(model => model.Name));
    }
}
