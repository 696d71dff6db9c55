using System.Numerics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>Networks of cases, compiled in memory as a user's project with warnings as errors would be.</summary>
internal sealed class CaseAssembly
{
    private readonly Dictionary<(string Case, bool IsDouble), string> _classes;
    private readonly Dictionary<string, NetworkModel> _models;

    /// <summary>Compiles the networks.</summary>
    /// <param name="name">Of the assembly.</param>
    /// <param name="networks">The cases, each in one precision.</param>
    /// <param name="references">What the project references beside the runtime.</param>
    public CaseAssembly(string name, IReadOnlyList<(OperatorCase Case, bool IsDouble)> networks, params MetadataReference[] references)
    {
        _classes = networks.Select((network, i) => (network, i)).ToDictionary(
            pair => (pair.network.Case.Name, pair.network.IsDouble),
            pair => $"Case{pair.i}{(pair.network.IsDouble ? "Double" : "Single")}");
        IEnumerable<string> sources = networks.Select(
            network => network.Case.Source(_classes[(network.Case.Name, network.IsDouble)], network.IsDouble));
        GeneratorRun run = Harness.Run(references, CaseBlocks.With(string.Join('\n', sources)));
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assembly = Harness.Load(run, name);
        _models = run.Result.TrackedSteps[NetworkGenerator.Steps.Parsed]
            .SelectMany(step => step.Outputs).Select(output => ((ParsedNetwork)output.Value).Model!).ToDictionary(model => model.Name);
    }

    public Assembly Assembly { get; }

    /// <summary>A new network of a case.</summary>
    public Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type type = Assembly.GetType(_classes[(operatorCase.Name, typeof(T) == typeof(double))], throwOnError: true)!;
        return (Network<T>)Activator.CreateInstance(type, 1)!;
    }

    /// <summary>What the front end read from the attributes of a case.</summary>
    public NetworkModel Model(OperatorCase operatorCase, bool isDouble) => _models[_classes[(operatorCase.Name, isDouble)]];
}
