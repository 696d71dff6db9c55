using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Usage;

/// <summary>The runtime's types that lints know.</summary>
internal sealed class KnownTypes(INamedTypeSymbol network, INamedTypeSymbol trainer, INamedTypeSymbol dataset, INamedTypeSymbol optimizer)
{
    public INamedTypeSymbol Network { get; } = network;

    public INamedTypeSymbol Trainer { get; } = trainer;

    public INamedTypeSymbol Dataset { get; } = dataset;

    /// <summary>Those of a project; null where it has no NetGen.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("NetGen.Network`1") is { } network
        && compilation.GetTypeByMetadataName("NetGen.Trainer`1") is { } trainer
        && compilation.GetTypeByMetadataName("NetGen.Dataset") is { } dataset
        && compilation.GetTypeByMetadataName("NetGen.Optimizer") is { } optimizer
            ? new(network, trainer, dataset, optimizer)
            : null;

    public bool IsNetwork(ITypeSymbol? type) => Is(type, Network);

    public bool IsTrainer(ITypeSymbol? type) => Is(type, Trainer);

    public bool IsOptimizer(ITypeSymbol? type) => Is(type, optimizer);

    /// <summary>Whether a method is one of a type, or of one that derives from it.</summary>
    public static bool IsOf(IMethodSymbol method, INamedTypeSymbol type) => Is(method.ContainingType, type);

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol wanted)
    {
        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, wanted))
            {
                return true;
            }
        }

        return false;
    }
}
