using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Expressions.</content>
internal sealed partial class MethodEvaluator
{
    public Symbolic Evaluate(IOperation expression, bool isStatement = false)
    {
        try
        {
            builder.Count();
            return expression.ConstantValue is { HasValue: true, Value: var constant }
                ? Constant(constant) ?? throw Not(expression, ConstantName(constant), "use numbers and bools")
                : ValueOf(expression, isStatement);
        }
        catch (MisfitException misfit)
        {
            throw new UnsupportedException(misfit, expression.Syntax);
        }
    }

    private Symbolic ValueOf(IOperation expression, bool isStatement) => expression switch
    {
        ILocalReferenceOperation local => Variable(local, local.Local),
        IParameterReferenceOperation parameter => Variable(parameter, parameter.Parameter),
        IParenthesizedOperation inner => Evaluate(inner.Operand),
        IConversionOperation conversion => Convert(conversion),
        IUnaryOperation unary => Unary(unary),
        IBinaryOperation binary => Binary(binary.OperatorKind, Evaluate(binary.LeftOperand), () => Evaluate(binary.RightOperand), binary),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Choice(
            Truth(choice.Condition), () => Evaluate(choice.WhenTrue), () => Evaluate(otherwise)),
        ISwitchExpressionOperation choice => Switch(choice),
        IIsPatternOperation test => Matches(Evaluate(test.Value), test.Pattern),
        ICompoundAssignmentOperation compound => Store(
            compound.Target,
            Binary(compound.OperatorKind, Evaluate(compound.Target), () => Evaluate(compound.Value), compound)),
        ISimpleAssignmentOperation { IsRef: false } assignment => Store(assignment.Target, Evaluate(assignment.Value)),
        IDeconstructionAssignmentOperation deconstruction => Store(deconstruction.Target, Evaluate(deconstruction.Value)),
        IIncrementOrDecrementOperation step when isStatement => Store(step.Target, builder.Map(
            x => x[0] + (step.Kind == OperationKind.Increment ? 1 : -1), Numeric(Evaluate(step.Target), step.Target))),
        IInvocationOperation call => Call(call),
        IPropertyReferenceOperation property => Property(property),
        IFieldReferenceOperation field => Field(field),
        ITupleOperation tuple => new Composite(
            tuple.Type!, FieldNames(tuple.Type!), [.. tuple.Elements.Select(element => Evaluate(element))]),
        IObjectCreationOperation creation => Create(creation),
        IWithOperation with => With(with),
        IDefaultValueOperation { Type: { } type } => calls.Default(type, expression),
        IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
        _ => throw Not(expression, ExpressionName(expression), "write it with arithmetic, Math, ?:, switch, tuples and records"),
    };

    public static Symbolic? Constant(object? value) => value switch
    {
        bool truth => new KnownTruth(truth),
        char or string or decimal => null,
        float single => new Known(Rate.AsWritten(single)),
        IConvertible number => new Known(number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };

    private Symbolic Variable(IOperation reference, ISymbol variable) => scope.Variables.TryGetValue(variable, out Symbolic value)
        ? value
        : throw Not(reference, $"'{variable.Name}'", "give it a value before, on every way to here");

    /// <summary>A bool.</summary>
    private Symbolic Truth(IOperation condition) => Truth(Evaluate(condition), condition);

    private Symbolic Truth(Symbolic value, IOperation condition) => value is KnownTruth or Symbolic.Truth or Comparison
        ? value
        : throw Not(condition, "This condition", "use comparisons of numbers, &&, || and !");

    private Symbolic Convert(IConversionOperation conversion)
    {
        Symbolic value = Evaluate(conversion.Operand);
        ITypeSymbol? from = conversion.Operand.Type, to = conversion.Type;
        if (conversion.OperatorMethod is not null && value is not Row)
        {
            throw Not(conversion, $"The conversion to {to?.ToDisplayString()}", "use float, double and int");
        }

        if (IsWhole(to) && IsFraction(from))
        {
            if (value is Known known)
            {
                return new Known(Math.Truncate(known.Value));
            }

            calls.Warn(conversion, "a conversion to whole numbers is flat between its steps");
            return builder.Map(x => Functions.Truncate(x[0]), Numeric(value, conversion));
        }

        bool isKept = value is Row or Matrix or Composite or Label or Length or Position or KnownTruth or Symbolic.Truth or Comparison
            || IsWhole(to) || IsFraction(to) || to?.TypeKind == TypeKind.TypeParameter;
        return isKept ? value : throw Not(conversion, $"The conversion to {to?.ToDisplayString()}", "use float, double and int");
    }

    /// <summary>A choice between two expressions, each read under its condition.</summary>
    private Symbolic Choice(Symbolic condition, Func<Symbolic> then, Func<Symbolic> otherwise)
    {
        if (condition is KnownTruth known)
        {
            return known.Value ? then() : otherwise();
        }

        int path = builder.Enter(condition);
        Symbolic first = then();
        builder.Path = path;
        builder.Enter(builder.Not(condition));
        Symbolic second = otherwise();
        builder.Path = path;
        return builder.Choose(condition, first, second);
    }

    /// <summary>A number or row.</summary>
    private Symbolic Numeric(Symbolic value, IOperation expression) => value switch
    {
        Number or Known or Row => value,
        Length or Label or Position => new Number(builder.StepOf(value)),
        _ => throw Not(expression, "This operand", "use numbers and rows"),
    };

    private static bool IsWhole(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool IsFraction(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type?.TypeKind == TypeKind.TypeParameter;

    private static UnsupportedException Not(IOperation operation, string what, string instead) => new(operation.Syntax, what, instead);
}
