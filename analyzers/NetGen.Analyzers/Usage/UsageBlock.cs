using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>A body and what lints look for in it, in the order of the source.</summary>
internal sealed class UsageBlock
{
    public UsageBlock(KnownTypes types, ImmutableArray<IOperation> blocks)
    {
        Types = types;
        foreach (IOperation operation in blocks.SelectMany(static block => block.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    Calls.Add(call);
                    break;
                case IObjectCreationOperation creation:
                    Creations.Add(creation);
                    break;
                case ILocalReferenceOperation reference:
                    References.Add(reference);
                    break;
                case IVariableDeclaratorOperation declarator:
                    Declarators.Add(declarator);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    Deconstructions.Add(deconstruction);
                    break;
            }
        }
    }

    public KnownTypes Types { get; }

    public List<IInvocationOperation> Calls { get; } = [];

    public List<IObjectCreationOperation> Creations { get; } = [];

    public List<ILocalReferenceOperation> References { get; } = [];

    public List<IVariableDeclaratorOperation> Declarators { get; } = [];

    public List<IDeconstructionAssignmentOperation> Deconstructions { get; } = [];

    /// <summary>Whether anything in it belongs to NetGen.</summary>
    public bool IsOfInterest => Calls.Exists(call =>
            IsNetGen(call.TargetMethod.ContainingType) || IsNetGen(call.TargetMethod.ContainingType?.BaseType))
        || Creations.Exists(creation => Types.IsNetwork(creation.Type) || Types.IsOptimizer(creation.Type));

    /// <summary>Calls of a method of networks, trainers …</summary>
    public IEnumerable<IInvocationOperation> CallsOf(INamedTypeSymbol type, string name) =>
        Calls.Where(call => call.TargetMethod.Name == name && KnownTypes.IsOf(call.TargetMethod, type));

    /// <summary>The value of a parameter, without conversions; null where it was left out.</summary>
    public static IOperation? Argument(IInvocationOperation call, string parameter) => Argument(call.Arguments, parameter);

    /// <inheritdoc cref="Argument(IInvocationOperation, string)"/>
    public static IOperation? Argument(IObjectCreationOperation creation, string parameter) => Argument(creation.Arguments, parameter);

    /// <summary>A value without the conversions around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>What a value is kept in: a local, a parameter, a field or a property of this object; null for any other.</summary>
    public static ISymbol? SymbolOf(IOperation? operation) => operation is null ? null : Bare(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => property.Property,
        _ => null,
    };

    /// <summary>The innermost loop around an operation within its own function; null for none.</summary>
    public static ILoopOperation? LoopAround(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            parent = parent.Parent)
        {
            if (parent is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>Whether an operation is a part of another.</summary>
    public static bool IsWithin(IOperation operation, IOperation whole) => whole.Syntax.Span.Contains(operation.Syntax.Span);

    private static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument =>
            argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value
            is { } value ? Bare(value) : null;

    private static bool IsNetGen(INamedTypeSymbol? type) => type?.OriginalDefinition.ContainingNamespace is { Name: "NetGen" };
}
