using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Reads the method that an attribute names, as what the attribute takes it for.</summary>
/// <param name="compilation">Where the methods are.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class MethodReader(Compilation compilation, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private static readonly Dictionary<string, MethodRole> s_roles = new()
    {
        ["Apply"] = MethodRole.Apply,
        ["Merge"] = MethodRole.Merge,
        ["Loss"] = MethodRole.Loss,
        ["Regularizer"] = MethodRole.Regularizer,
        ["Recurrent"] = MethodRole.Recurrent,
    };

    /// <summary>Whether a body has what the C# compiler rejects.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether an attribute of that name names a method.</summary>
    public static bool IsAbout(string attribute) => s_roles.ContainsKey(attribute);

    /// <summary>What the method computes; null after reporting why it cannot be used.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">Its name without "Attribute".</param>
    /// <param name="type">The class it stands in.</param>
    /// <param name="site">Where it stands.</param>
    public FunctionModel? Read(AttributeData attribute, string name, INamedTypeSymbol type, Site site)
    {
        object? DeclaredIn() => attribute.NamedArguments.FirstOrDefault(static a => a.Key == "DeclaredIn").Value.Value;
        if (attribute.ConstructorArguments.Length == 0
            || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Primitive } first)
        {
            HasErrors = true;
            return null;
        }

        string wanted = first.Value as string ?? "null";
        INamedTypeSymbol declaredIn = DeclaredIn() as INamedTypeSymbol ?? type;
        if (Find(declaredIn, wanted, out string? fault) is not { } method)
        {
            return Report(site, name, wanted, fault!);
        }

        double[] constants = s_roles[name] == MethodRole.Apply
            && attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Array } given]
            ? [.. given.Values.Select(static value => value.Value is double number ? number : 0)]
            : [];
        string key = string.Join(" ", constants.Select(static constant => constant.ToString("R", CultureInfo.InvariantCulture)));
        if (MethodCache.Find(compilation, method, s_roles[name], key) is { } cached)
        {
            return cached;
        }

        int known = diagnostics.Count;
        FunctionBuilder builder = new();
        MethodCalls calls = new(compilation, builder, diagnostics, cancellationToken);
        MethodSignature signature = new(builder, method);
        try
        {
            IReadOnlyList<Symbolic>? arguments = signature.Arguments(s_roles[name], constants, out fault);
            if (arguments is null)
            {
                return Report(site, name, wanted, fault!);
            }

            Symbolic result = calls.Inline(method, arguments, null);
            HasErrors |= calls.HasErrors;
            if (signature.Results(s_roles[name], result, out fault) is not { } results)
            {
                return Report(site, name, wanted, fault!);
            }

            (EquatableArray<FunctionStep> steps, EquatableArray<int> places) = builder.Needed(results);
            FunctionModel function = new(
                method.Name, signature.Given.ToEquatableArray(), signature.Learnt.ToEquatableArray(), steps, places);
            if (!HasErrors && diagnostics.Count == known)
            {
                MethodCache.Keep(compilation, method, s_roles[name], key, function, calls.Bodies);
            }

            return function;
        }
        catch (UnsupportedException exception)
        {
            HasErrors |= calls.HasErrors;
            diagnostics.RemoveRange(known, diagnostics.Count - known);
            if (!calls.HasErrors)
            {
                IMethodSymbol within = calls.Current;
                diagnostics.Add(DiagnosticInfo.Create(
                    "NG0091", MethodSite.Of(exception.Syntax, within), within.Name, exception.What, exception.Instead));
            }

            return null;
        }
    }

    private IMethodSymbol? Find(INamedTypeSymbol type, string name, out string? fault)
    {
        IMethodSymbol[] methods = [.. type.Bases().Prepend(type)
            .SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary)];
        IMethodSymbol[] marked = [.. methods.Where(MethodCalls.IsDifferentiable)];
        fault = methods.Length == 0 ? $"{type.Name} has no method of that name; where it is another class's, say DeclaredIn = typeof(…)"
            : marked.Length == 0 ? "it is not marked with [Differentiable]"
            : marked.Length > 1 ? "several differentiable methods have that name; give this one another"
            : !marked[0].IsStatic ? "it is not static"
            : !marked[0].DeclaringSyntaxReferences.Any(source => compilation.ContainsSyntaxTree(source.SyntaxTree))
                ? "its source is not in this project; link the file that declares it"
            : marked[0].IsExtern || marked[0].IsAbstract ? "it has no body"
            : marked[0].Parameters.Any(static p => p.RefKind is not (RefKind.None or RefKind.In)) ? "a parameter of it is ref or out"
            : null;
        return fault is null ? marked[0] : null;
    }

    private FunctionModel? Report(Site site, string attribute, string method, string fault)
    {
        diagnostics.Add(DiagnosticInfo.Create("NG0090", site, attribute, method, fault));
        return null;
    }
}

/// <summary>What a method is used for.</summary>
internal enum MethodRole
{
    Apply,
    Merge,
    Loss,
    Regularizer,
    Recurrent,
}
