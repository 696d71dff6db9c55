using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Frontend.Methods;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>Reads attributes into <see cref="AttributeModel"/>s: any attribute, with every argument by name.</summary>
/// <param name="diagnostics">Where it reports.</param>
/// <param name="methods">Reads the methods that attributes name.</param>
/// <param name="block">Metadata name of the block whose attributes it reads; null for a network's.</param>
internal sealed class AttributeReader(List<DiagnosticInfo> diagnostics, MethodReader methods, string? block = null)
{
    private const string Suffix = "Attribute";

    /// <summary>Whether something was met that the C# compiler rejects, so that what was read is not what was meant.</summary>
    public bool HasErrors { get; set; }

    /// <summary>
    /// Reads those attributes of <paramref name="symbol"/> that fulfil <paramref name="condition"/>, in the order written.
    /// </summary>
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
                bool isBlock = attribute.AttributeClass.DerivesFrom(BlockParser.BlockAttribute);
                var site = new Site(member, index, block);
                string name = Name(attribute.AttributeClass);
                models.Add(attribute.Is<SubnetworkAttribute>() ? Subnetwork(attribute, site) : new AttributeModel(
                    name, Arguments(attribute, isBlock, site), site, isBlock ? NetworkParser.MetadataName(attribute.AttributeClass) : null)
                {
                    Function = MethodReader.IsAbout(name) ? Function(attribute, name, symbol, site) : null,
                });
            }
        }

        return models.ToEquatableArray();
    }

    /// <summary>
    /// "Conv2d" for NetGen.Conv2dAttribute; with its namespace for an attribute from elsewhere, so that no name is taken for another.
    /// </summary>
    private static string Name(INamedTypeSymbol attribute)
    {
        bool isOwn = attribute.ContainingType is null
            && attribute.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };
        string name = isOwn ? attribute.Name : attribute.ToDisplayString();
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private FunctionModel? Function(AttributeData attribute, string name, ISymbol symbol, Site site)
    {
        FunctionModel? function = methods.Read(attribute, name, symbol as INamedTypeSymbol ?? symbol.ContainingType, site);
        HasErrors |= methods.HasErrors;
        return function;
    }

    /// <summary>A network that stands here as a block does; all that its attribute says is which.</summary>
    private AttributeModel Subnetwork(AttributeData attribute, Site site)
    {
        ITypeSymbol? named = Subnetworks.Named(attribute);
        INamedTypeSymbol? network = Subnetworks.NetworkOf(attribute);
        bool isUnknown = attribute.AttributeConstructor is null || named?.TypeKind == TypeKind.Error;
        HasErrors |= isUnknown;
        if (network is null && !isUnknown)
        {
            string name = named?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
            diagnostics.Add(DiagnosticInfo.Create(
                "NG0059", site, name, "is no network; name a class that has [Network]"));
        }

        return new AttributeModel(
            Name(attribute.AttributeClass!), EquatableArray<ArgumentModel>.Empty, site,
            network is null ? "" : NetworkParser.MetadataName(network));
    }

    private EquatableArray<ArgumentModel> Arguments(AttributeData attribute, bool isBlock, Site site)
    {
        // A parameter has no name while it is being typed.
        if (attribute.AttributeConstructor is not { } constructor
            || constructor.Parameters.Any(static parameter => parameter.Name.Length == 0))
        {
            HasErrors = true;
            return EquatableArray<ArgumentModel>.Empty;
        }

        var arguments = new List<ArgumentModel>();
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            Add(constructor.Parameters[i].Name, attribute.ConstructorArguments[i]);
        }

        // Named twice, it is an error of the C# compiler's.
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments
            .GroupBy(static argument => argument.Key)
            .Select(static same => same.Last()))
        {
            // Which class has a method was looked at with the method.
            if (argument.Key == "DeclaredIn" && MethodReader.IsAbout(Name(attribute.AttributeClass!)))
            {
                continue;
            }

            // A size that may be left out is an object, to take numbers and texts: the C# compiler lets anything else pass, too.
            ITypeSymbol? type = isBlock ? argument.Value.Type : TypeOf(attribute.AttributeClass!, argument.Key);
            if (!isBlock && type?.SpecialType == SpecialType.System_Object && !MayBeSize(argument.Value)
                && !IsNamedAs(argument.Value, argument.Key))
            {
                Report(argument.Key, argument.Value.ToCSharpString(), "a number, or inside a block arithmetic over its parameters");
                continue;
            }

            HasErrors |= type?.SpecialType != SpecialType.System_Object
                && !SymbolEqualityComparer.Default.Equals(type, argument.Value.Type);
            Add(argument.Key, argument.Value);
        }

        return arguments.ToEquatableArray();

        void Add(string name, TypedConstant constant)
        {
            // What is null was left out: the attribute's own default stands.
            if (constant is { IsNull: false } or { Kind: TypedConstantKind.Array or TypedConstantKind.Error })
            {
                arguments.Add(new ArgumentModel(NameOf(name), Value(constant)));
            }

            if (constant is { Kind: TypedConstantKind.Enum, Type: { } type })
            {
                IFieldSymbol[] members = [.. type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue)];
                if (!members.Any(member => Equals(member.ConstantValue, constant.Value)))
                {
                    Report(
                        name, Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
                        string.Join(" or ", members.Select(static member => member.Name)));
                }
            }
        }

        // A block's stages use its names as declared; an operation's parameter and its property are one.
        string NameOf(string declared) => isBlock ? declared : char.ToLowerInvariant(declared[0]) + declared.Substring(1);

        void Report(string argument, string seen, string allowed) =>
            diagnostics.Add(DiagnosticInfo.Create("NG0010", site, Name(attribute.AttributeClass!), NameOf(argument), seen, allowed));
    }

    private static ITypeSymbol? TypeOf(INamedTypeSymbol attribute, string property) =>
        attribute.Bases().Prepend(attribute).SelectMany(type => type.GetMembers(property)).OfType<IPropertySymbol>().FirstOrDefault()?.Type;

    private static bool MayBeSize(TypedConstant constant) => MayBeNumber(constant)
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false, Values: [_, ..] values } && values.All(MayBeNumber));

    /// <summary>Whether it is of an enum of NetGen's that is called as the property is: Padding = Padding.Same.</summary>
    private static bool IsNamedAs(TypedConstant constant, string property) => constant is { Kind: TypedConstantKind.Enum, Type: { } type }
        && type.ToDisplayString() == $"NetGen.{property}";

    private static bool MayBeNumber(TypedConstant constant) => constant.Kind == TypedConstantKind.Error
        || constant is { Kind: TypedConstantKind.Primitive, Value: not (null or bool or char) };

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
                    float number => new ArgumentValue(Rate.AsWritten(number)),
                    object number => new ArgumentValue(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
                };
        }
    }
}

/// <summary>Questions to an attribute's class, and to others.</summary>
internal static class AttributeDataExtensions
{
    public static bool Is<T>(this AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == typeof(T).FullName;

    public static bool DerivesFrom<T>(this AttributeData attribute) => attribute.AttributeClass?.DerivesFrom(typeof(T).FullName) == true;

    public static bool DerivesFrom(this INamedTypeSymbol type, string fullName) => type.Bases().Any(b => b.ToDisplayString() == fullName);

    public static IEnumerable<INamedTypeSymbol> Bases(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
