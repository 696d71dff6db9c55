using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Frontend.Methods;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>Reads the blocks and networks that a class's stages use, and those that these use, each once.</summary>
internal sealed class BlockParser(List<DiagnosticInfo> diagnostics, Compilation compilation, CancellationToken cancellationToken)
{
    public const string BlockAttribute = "NetGen.BlockAttribute";

    private readonly HashSet<string> _seen = [];

    public List<BlockModel> Blocks { get; } = [];

    /// <summary>Whether one has something that the C# compiler rejects.</summary>
    public bool HasErrors { get; private set; }

    public void ReadUsed(INamedTypeSymbol type)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (AttributeData attribute in property.GetAttributes())
            {
                bool isBlock = attribute.AttributeClass?.DerivesFrom(BlockAttribute) == true;
                if ((isBlock ? attribute.AttributeClass!.OriginalDefinition : Subnetworks.NetworkOf(attribute)) is { } used
                    && _seen.Add(NetworkParser.MetadataName(used)))
                {
                    bool hasErrors = false;
                    Blocks.Add(isBlock ? Read(used) : Subnetworks.Read(used, compilation, cancellationToken, out hasErrors));
                    HasErrors |= hasErrors;
                    ReadUsed(used);
                }
            }
        }
    }

    private BlockModel Read(INamedTypeSymbol block)
    {
        string name = NetworkParser.MetadataName(block);
        AttributeReader attributes = new(diagnostics, new MethodReader(compilation, diagnostics, cancellationToken), name);
        EquatableArray<StageModel> stages = StageParser.Parse(block, attributes, diagnostics, static stage => stage == "Input", name);
        HasErrors |= attributes.HasErrors;
        if (stages.Count == 0 && !attributes.HasErrors && diagnostics.Count == 0)
        {
            diagnostics.Add(DiagnosticInfo.Create("NG0050", new Site(null, -1, name), ShortName(block)));
        }

        return new BlockModel(name, ShortName(block), stages);
    }

    /// <summary>"DecoderBlock", also for DecoderBlockAttribute.</summary>
    public static string ShortName(INamedTypeSymbol block) => block.Name.EndsWith("Attribute", StringComparison.Ordinal)
        && block.Name.Length > "Attribute".Length
        ? block.Name.Substring(0, block.Name.Length - "Attribute".Length)
        : block.Name;
}
