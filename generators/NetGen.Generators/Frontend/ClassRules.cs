using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>What a class must be for generated code to complete it.</summary>
internal static class ClassRules
{
    /// <summary>The first reason why the class cannot be a network; null where it can.</summary>
    public static DiagnosticInfo? Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        var site = new Site(null, -1);
        if (!IsPartial(declaration))
        {
            return DiagnosticInfo.Create("NG0001", site, type.Name);
        }

        foreach (INamedTypeSymbol outer in NetworkParser.ContainingTypes(type))
        {
            if (!outer.DeclaringSyntaxReferences.All(static reference => IsPartial(reference.GetSyntax())))
            {
                return DiagnosticInfo.Create("NG0001", site, outer.Name);
            }
        }

        string? reason = Unsuitable(type);
        return reason is null ? null : DiagnosticInfo.Create("NG0002", site, type.Name, reason);
    }

    /// <summary>The end of the sentence "the class cannot be a network: it …"; null where it can.</summary>
    private static string? Unsuitable(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            return "is a record; declare a class";
        }

        if (type.IsStatic)
        {
            return "is static; remove 'static'";
        }

        if (type.IsAbstract)
        {
            return "is abstract; remove 'abstract'";
        }

        if (type.IsGenericType)
        {
            return type.Arity > 0
                ? "is generic; remove its type parameters"
                : "is nested in a generic type; declare it outside";
        }

        if (type.IsFileLocal || NetworkParser.ContainingTypes(type).Any(static outer => outer.IsFileLocal))
        {
            return "is visible in its own file only, where generated code cannot be; remove 'file'";
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType)
        {
            return $"derives from {baseType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, "
                + "but the build derives it from Network<T>; remove the base class";
        }

        if (SurfaceMembers.MayBeNamed(type.Name))
        {
            return $"has the name {type.Name}, which a member that the build adds to it has; choose another";
        }

        if (type.InstanceConstructors.Any(static constructor => !constructor.IsImplicitlyDeclared))
        {
            return "has a constructor of its own, but the build writes the constructor; use a static method that makes one";
        }

        return null;
    }

    private static bool IsPartial(SyntaxNode declaration) =>
        declaration is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
