using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Model;

namespace NetGen.Generators.Emit;

/// <summary>The members that the build adds to a network's class beside its stages: what the user's own must not meet.</summary>
internal static class SurfaceMembers
{
    /// <summary>What fields of the build begin with.</summary>
    public const string Private = "_netGen";

    private static readonly HashSet<string> s_names =
    [
        "Costs", "CreateDecoder", "CreateDecoding", "CreateExplainer", "CreateFeatures", "CreateInference", "CreatePredictor",
        "CreateQuantized", "CreateTrainer", "CreateTraining", "ImportNames", "Inputs", "LoadQuantized", "OutputMemory", "Outputs",
        "Predict", "Predictor", "SaveOnnx", "Summary", "Targets", "ToMermaid", "Trainer",
    ];

    /// <summary>Whether some network's class has a generated member of that name.</summary>
    public static bool MayBeNamed(string name) => s_names.Contains(name) || name.StartsWith(Private, StringComparison.Ordinal);

    /// <summary>Whether no stage may have that name: Costs has a class for each stage, beside its own members.</summary>
    public static bool IsTaken(string name) => MayBeNamed(name) || CostEmitter.Members.Contains(name);

    /// <summary>Those of the user's own members that C# cannot tell from a member of the generated class.</summary>
    public static IEnumerable<MemberModel> Met(NetworkModel model, GeneratedFile surface)
    {
        if (model.Members.Count == 0)
        {
            return [];
        }

        IReadOnlyList<(string Name, string? Parameters)> generated = [.. In(surface.Text)];
        return model.Members.Where(own => generated.Any(made =>
            made.Name == own.Name && (made.Parameters is null || own.Parameters is null || made.Parameters == own.Parameters)));
    }

    /// <summary>
    /// The members that the class of a generated file declares, with the types of a method's parameters, read from its text: so that what
    /// is written and what is looked for cannot differ.
    /// </summary>
    public static IEnumerable<(string Name, string? Parameters)> In(string surface) =>
        CSharpSyntaxTree.ParseText(surface).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .First(static type => type.BaseList is not null)
            .Members
            .SelectMany(Described);

    private static IEnumerable<(string Name, string? Parameters)> Described(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method =>
            [(
                method.Identifier.ValueText,
                string.Join(", ", method.ParameterList.Parameters.Select(static p => $"{p.Type}".TrimEnd('?'))))],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(static v => (v.Identifier.ValueText, (string?)null)),
        BaseTypeDeclarationSyntax type => [(type.Identifier.ValueText, null)],

        // Stages are the user's own members, and a constructor beside the build's is not allowed.
        _ => [],
    };
}
