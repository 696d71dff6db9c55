using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Frontend.Methods;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Frontend;

/// <summary>Reads networks that stand in others as blocks do.</summary>
internal static class Subnetworks
{
    /// <summary>The network that a [Subnetwork] names; null for other attributes, and where it names none.</summary>
    public static INamedTypeSymbol? NetworkOf(AttributeData attribute) =>
        attribute.Is<SubnetworkAttribute>() && Named(attribute) is INamedTypeSymbol type
        && type.GetAttributes().Any(static a => a.Is<NetworkAttribute>())
            ? type
            : null;

    /// <summary>What [Subnetwork] names; null for nothing.</summary>
    public static ITypeSymbol? Named(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol type }] ? type : null;

    /// <summary>Reads a network as a part of another. What is wrong in it, it reports by itself.</summary>
    public static BlockModel Read(
        INamedTypeSymbol network, Compilation compilation, CancellationToken cancellationToken, out bool hasErrors)
    {
        string name = NetworkParser.MetadataName(network);
        List<DiagnosticInfo> faults = [];
        AttributeReader attributes = new(faults, new MethodReader(compilation, faults, cancellationToken), name);
        EquatableArray<AttributeModel> inputs = attributes.Read(network, null, NetworkParser.IsInput);
        EquatableArray<AttributeModel> losses = attributes.Read(network, null, static a => a.DerivesFrom<CriterionAttribute>());
        EquatableArray<StageModel> stages = StageParser.Parse(network, attributes, faults, static _ => false, name);
        hasErrors = attributes.HasErrors;
        return new BlockModel(name, network.Name, stages)
        {
            Interface = new(
                inputs, Outputs(stages, hasErrors ? [] : losses).ToEquatableArray(), IsFaulty: faults.Count > 0 || stages.Count == 0),
        };
    }

    /// <summary>Stages marked as outputs and those with losses; without any, the last one.</summary>
    private static IEnumerable<string> Outputs(IReadOnlyList<StageModel> stages, IReadOnlyList<AttributeModel> losses)
    {
        string?[] on = [.. losses.Where(static loss => Registry.Losses.ContainsKey(loss.Name)).SelectMany(Registry.StagesOf)];
        bool IsNamed(StageModel stage) => stage.Modifier<OutputAttribute>() is not null || on.Contains(stage.Name);
        string[] named = [.. stages.Where(IsNamed).Select(static s => s.Name)];
        bool isLast = stages.Count > 0 && (named.Length == 0 || on.Contains(null));
        return isLast ? named.Append(stages[stages.Count - 1].Name).Distinct() : named;
    }
}
