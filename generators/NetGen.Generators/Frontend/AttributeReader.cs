using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Frontend;

/// <summary>Reads attributes into <see cref="AttributeModel"/>s: any attribute, with every argument by name.</summary>
/// <param name="diagnostics">Where it reports.</param>
/// <param name="block">Metadata name of the block whose attributes it reads; null for a network's.</param>
internal sealed class AttributeReader(List<DiagnosticInfo> diagnostics, string? block = null)
{
    private const string Suffix = "Attribute";

    /// <summary>Whether something was met that the C# compiler rejects, so that what was read is not what was meant.</summary>
    public bool HasErrors { get; set; }

    /// <summary>Reads those attributes of <paramref name="symbol"/> that fulfil <paramref name="condition"/>, in the order written.</summary>
    public EquatableArray<AttributeModel> Read(ISymbol symbol, string? member, Func<AttributeData, bool> condition)
    {
        var models = new List<AttributeModel>();
        int index = -1;
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            index++;
            if (attribute.AttributeClass is null or { TypeKind: TypeKind.Error })
            {
                // On a class it may be another generator's; on a stage it is a misspelt operation.
                HasErrors |= member is not null;
            }
            else if (condition(attribute))
            {
                bool isBlock = attribute.DerivesFrom(BlockParser.BlockAttribute);
                var model = new AttributeModel(
                    Name(attribute.AttributeClass), Arguments(attribute, isBlock), new Site(member, index, block),
                    isBlock ? NetworkParser.MetadataName(attribute.AttributeClass) : null);
                CheckEnums(attribute, model);
                CheckOnce(model);
                models.Add(model);
            }
        }

        return models.ToEquatableArray();
    }

    /// <summary>"Conv2d" for NetGen.Conv2dAttribute; with its namespace for an attribute from elsewhere, so that no name is taken for another.</summary>
    private static string Name(INamedTypeSymbol attribute)
    {
        bool isOwn = attribute.ContainingType is null
            && attribute.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };
        string name = isOwn ? attribute.Name : attribute.ToDisplayString();
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private EquatableArray<ArgumentModel> Arguments(AttributeData attribute, bool isBlock)
    {
        // A parameter has no name while it is being typed.
        if (attribute.AttributeConstructor is not { } constructor || constructor.Parameters.Any(static parameter => parameter.Name.Length == 0))
        {
            HasErrors = true;
            return EquatableArray<ArgumentModel>.Empty;
        }

        var arguments = new List<ArgumentModel>();
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            // What is null was left out: the attribute's own default stands.
            if (attribute.ConstructorArguments[i] is { IsNull: false } or { Kind: TypedConstantKind.Array or TypedConstantKind.Error })
            {
                arguments.Add(new ArgumentModel(NameOf(constructor.Parameters[i].Name), Value(attribute.ConstructorArguments[i])));
            }
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            arguments.Add(new ArgumentModel(NameOf(argument.Key), Value(argument.Value)));
        }

        return arguments.ToEquatableArray();

        // A block's stages use its names as declared; an operation's parameter and its property are one.
        string NameOf(string declared) => isBlock ? declared : char.ToLowerInvariant(declared[0]) + declared.Substring(1);
    }

    /// <summary>What a constructor's parameter and a property both say would be one or the other.</summary>
    private void CheckOnce(AttributeModel model)
    {
        if (model.Arguments.GroupBy(static argument => argument.Name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            diagnostics.Add(DiagnosticInfo.Create("NG0010", model.Site, model.Name, twice.Key, "given twice", "given once"));
        }
    }

    /// <summary>An enum's argument must be one of its members, which no attribute's own rule needs to repeat.</summary>
    private void CheckEnums(AttributeData attribute, AttributeModel model)
    {
        IEnumerable<TypedConstant> constants =
            attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static argument => argument.Value));
        foreach ((ArgumentModel argument, TypedConstant constant) in model.Arguments.Zip(constants, static (a, c) => (a, c)))
        {
            if (constant.Kind == TypedConstantKind.Enum)
            {
                IFieldSymbol[] members = [.. constant.Type!.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue)];
                if (!members.Any(member => Equals(member.ConstantValue, constant.Value)))
                {
                    diagnostics.Add(DiagnosticInfo.Create(
                        "NG0010", model.Site, model.Name, argument.Name, Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
                        string.Join(" or ", members.Select(static member => member.Name))));
                }
            }
        }
    }

    private ArgumentValue Value(TypedConstant constant)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Array:
                return new ArgumentValue(Items: constant.IsNull
                    ? EquatableArray<ArgumentValue>.Empty
                    : constant.Values.Select(Value).ToEquatableArray());
            case TypedConstantKind.Type:
                return new ArgumentValue(Text: ((ITypeSymbol?)constant.Value)?.ToDisplayString() ?? string.Empty);
            case TypedConstantKind.Error:
                HasErrors = true;
                return new ArgumentValue(Text: string.Empty);
            default:
                return constant.Value switch
                {
                    null => new ArgumentValue(Text: string.Empty),
                    string text => new ArgumentValue(Text: text),
                    char character => new ArgumentValue(Text: character.ToString()),
                    float number => new ArgumentValue(AsWritten(number)),
                    object number => new ArgumentValue(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
                };
        }
    }

    /// <summary>0.1f is meant as 0.1, not as 0.10000000149: a network in double computes with what the user wrote.</summary>
    private static double AsWritten(float number) =>
        double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>Questions to an attribute's class, and to others.</summary>
internal static class AttributeDataExtensions
{
    public static bool Is(this AttributeData attribute, string fullName) =>
        attribute.AttributeClass?.ToDisplayString() == fullName;

    public static bool DerivesFrom(this AttributeData attribute, string fullName) => attribute.AttributeClass?.DerivesFrom(fullName) == true;

    public static bool DerivesFrom(this INamedTypeSymbol type, string fullName) => type.Bases().Any(b => b.ToDisplayString() == fullName);

    public static IEnumerable<INamedTypeSymbol> Bases(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
