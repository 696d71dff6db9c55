using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>How what is not supported is called.</summary>
internal static class UnsupportedNames
{
    public static string OfStatement(IOperation statement) => statement switch
    {
        IWhileLoopOperation => "A while loop",
        ITryOperation => "try",
        IThrowOperation => "throw",
        IUsingOperation or IUsingDeclarationOperation => "using",
        ILockOperation => "lock",
        IBranchOperation { BranchKind: BranchKind.Continue } => "continue",
        IBranchOperation { BranchKind: BranchKind.Break } => "break",
        IBranchOperation or ILabeledOperation => "goto",
        ILocalFunctionOperation => "A local function",
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => "yield",
        _ => $"This statement ({NameOf(statement)})",
    };

    private static string NameOf(IOperation operation) => operation.Kind == OperationKind.None
        ? operation.Syntax.Kind().ToString()
        : operation.Kind.ToString();

    public static string OfConstant(object? value) => value switch
    {
        null => "null",
        string => "A string",
        _ => $"A constant of type {value.GetType().Name.ToLowerInvariant()}",
    };

    public static string OfExpression(IOperation expression) => expression switch
    {
        IThrowOperation => "throw",
        IAwaitOperation => "await",
        IArrayCreationOperation or ICollectionExpressionOperation or IArrayElementReferenceOperation => "An array",
        IAnonymousFunctionOperation or IDelegateCreationOperation => "A function as a value",
        ICoalesceOperation or IConditionalAccessOperation or ICoalesceAssignmentOperation => "A test for null",
        IIsTypeOperation => "A test of a type",
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => "dynamic",
        IAddressOfOperation => "A pointer",
        IImplicitIndexerReferenceOperation => "An index from the end, or a range",
        IInterpolatedStringOperation => "A string",
        IIncrementOrDecrementOperation => "++ inside an expression",
        IAnonymousObjectCreationOperation => "An object without a type",
        IInstanceReferenceOperation => "'this'",
        ITypeOfOperation => "typeof",
        IRangeOperation => "A range",
        _ => $"This expression ({NameOf(expression)})",
    };
}
