using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
    private Symbolic Truth(IOperation condition) => Evaluate(condition) is (KnownTruth or Symbolic.Truth or Comparison) and var truth
        ? truth
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

    private Symbolic Unary(IUnaryOperation unary)
    {
        Symbolic operand = Evaluate(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => builder.Map(x => -x[0], Numeric(operand, unary.Operand)),
            UnaryOperatorKind.Not when operand is KnownTruth or Symbolic.Truth or Comparison => builder.Not(operand),
            _ => throw Not(unary, $"The operator {unary.OperatorKind}", "use arithmetic and comparisons"),
        };
    }

    private Symbolic Binary(BinaryOperatorKind kind, Symbolic left, Func<Symbolic> rightOf, IOperation expression)
    {
        // What && and || guard is read under their condition.
        if (kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            bool isAnd = kind == BinaryOperatorKind.ConditionalAnd;
            if (left is KnownTruth known && known.Value != isAnd)
            {
                return left;
            }

            int path = builder.Enter(isAnd ? left : builder.Not(left));
            Symbolic second = rightOf();
            builder.Path = path;
            return isAnd ? builder.And(left, second) : builder.Or(left, second);
        }

        Symbolic right = rightOf();
        switch (kind)
        {
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                return Compare(kind, left, right, expression);
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when left is KnownTruth or Symbolic.Truth or Comparison:
                return kind == BinaryOperatorKind.And ? builder.And(left, right) : builder.Or(left, right);
            case BinaryOperatorKind.ExclusiveOr when left is KnownTruth or Symbolic.Truth or Comparison:
                return Compare(ComparisonKind.Different, left, right);
            case BinaryOperatorKind.Multiply when left is Matrix matrix && right is Row row:
                return calls.Product(matrix.Step, row.Step, expression);
            case BinaryOperatorKind.Subtract or BinaryOperatorKind.Add when left is Length length && right is Known { Value: var number }:
                return length with { Plus = length.Plus + (kind == BinaryOperatorKind.Add ? 1 : -1) * (int)number };
        }

        bool isWhole = IsWhole(expression.Type);
        Symbolic a = Numeric(left, expression), b = Numeric(right, expression);
        if (kind == BinaryOperatorKind.Divide && b is Known { Value: 0 })
        {
            if (isWhole)
            {
                throw Not(expression, "A division by 0", "divide by another number");
            }

            calls.Warn(expression, "a division by 0 is no number");
        }

        return kind switch
        {
            BinaryOperatorKind.Add => builder.Map(x => x[0] + x[1], a, b),
            BinaryOperatorKind.Subtract => builder.Map(x => x[0] - x[1], a, b),
            BinaryOperatorKind.Multiply => builder.Map(x => x[0] * x[1], a, b),
            BinaryOperatorKind.Divide when isWhole && a is Known m && b is Known n => new Known(Math.Truncate(m.Value / n.Value)),
            BinaryOperatorKind.Divide => builder.Map(x => isWhole ? Functions.Truncate(x[0] / x[1]) : x[0] / x[1], a, b),
            BinaryOperatorKind.Remainder when a is Known m && b is Known n => new Known(m.Value % n.Value),
            BinaryOperatorKind.Remainder => builder.Map(x => Functions.Remainder(x[0], x[1]), a, b),
            _ => throw Not(expression, $"The operator {kind}", "use + - * / %, comparisons, && and ||"),
        };
    }

    private Symbolic Compare(BinaryOperatorKind kind, Symbolic left, Symbolic right, IOperation expression) => kind switch
    {
        BinaryOperatorKind.GreaterThan => Compare(ComparisonKind.Greater, left, right),
        BinaryOperatorKind.GreaterThanOrEqual => Compare(ComparisonKind.AtLeast, left, right),
        BinaryOperatorKind.LessThan => Compare(ComparisonKind.Greater, right, left),
        BinaryOperatorKind.LessThanOrEqual => Compare(ComparisonKind.AtLeast, right, left),
        BinaryOperatorKind.Equals => Compare(ComparisonKind.Equal, left, right),
        BinaryOperatorKind.NotEquals => Compare(ComparisonKind.Different, left, right),
        _ => throw Not(expression, "This comparison", "use <, <=, >, >=, == and !="),
    };

    private Symbolic Compare(ComparisonKind kind, Symbolic left, Symbolic right)
    {
        switch (left, right)
        {
            case (Known a, Known b):
                return new KnownTruth(kind switch
                {
                    ComparisonKind.Greater => a.Value > b.Value,
                    ComparisonKind.AtLeast => a.Value >= b.Value,
                    ComparisonKind.Equal => a.Value == b.Value,
                    _ => a.Value != b.Value,
                });
            case (KnownTruth or Symbolic.Truth or Comparison, KnownTruth or Symbolic.Truth or Comparison):
                (left, right) = (builder.Choose(left, new Known(1), new Known(0)), builder.Choose(right, new Known(1), new Known(0)));
                break;
            case (Label or Position, _) or (_, Label or Position) when kind is ComparisonKind.Equal or ComparisonKind.Different:
                Symbolic same = SamePlace(left, right);
                return kind == ComparisonKind.Equal ? same : builder.Not(same);
        }

        return left is Number or Known or Length && right is Number or Known or Length
            ? new Comparison(kind, builder.StepOf(left), builder.StepOf(right))
            : throw (left is Label or Position || right is Label or Position
                ? new MisfitException("This comparison of a class label or a place in a row", "compare it by == and != with constants")
                : new MisfitException("This comparison", "compare numbers"));
    }

    /// <summary>Whether a class label, or the place of an element, is a number, or one the other.</summary>
    private Symbolic SamePlace(Symbolic a, Symbolic b) => (a, b) switch
    {
        (Label label, Known known) => builder.Holds(new Expr.IsLabel(0, (int)known.Value), [label.Step]),
        (Position place, Known known) => builder.Holds(new Expr.IsChannel((int)known.Value), [], place.Of),
        (Position place, Label label) => builder.Holds(new Expr.OneHot(0), [label.Step], place.Of),
        (Known, _) or (Label, Position) => SamePlace(b, a),
        _ => throw new MisfitException("This comparison of a class label or a place in a row", "compare it by == and != with constants"),
    };

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

    private Symbolic Switch(ISwitchExpressionOperation choice)
    {
        Symbolic value = Evaluate(choice.Value);
        return Arm(0);

        Symbolic Arm(int index)
        {
            ISwitchExpressionArmOperation arm = index < choice.Arms.Length
                ? choice.Arms[index]
                : throw Not(choice, "A switch that leaves values out", "end it with _ => …");
            if (choice.IsExhaustive && index == choice.Arms.Length - 1 && arm is { Guard: null, Pattern: IConstantPatternOperation })
            {
                return Evaluate(arm.Value);
            }

            Symbolic matches = Matches(value, arm.Pattern);
            if (arm.Guard is { } guard)
            {
                matches = builder.And(matches, Truth(guard));
            }

            return Choice(matches, () => Evaluate(arm.Value), () => Arm(index + 1));
        }
    }

    private Symbolic Matches(Symbolic value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return new KnownTruth(true);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } variable }:
                Assign(variable, value);
                return new KnownTruth(true);
            case IConstantPatternOperation constant:
                return Compare(ComparisonKind.Equal, value, Evaluate(constant.Value));
            case IRelationalPatternOperation relation:
                return Compare(relation.OperatorKind, value, Evaluate(relation.Value), relation);
            case INegatedPatternOperation negated:
                return builder.Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return builder.And(Matches(value, both.LeftPattern), Matches(value, both.RightPattern));
            case IBinaryPatternOperation either:
                return builder.Or(Matches(value, either.LeftPattern), Matches(value, either.RightPattern));
            case IRecursivePatternOperation { DeconstructionSubpatterns: { Length: > 0 } parts, PropertySubpatterns.Length: 0 }
                when value is Composite composite && composite.Fields.Count == parts.Length:
                return parts.Select((part, i) => Matches(composite.Fields[i], part)).Aggregate(builder.And);
            default:
                throw Not(pattern, "This pattern", "use constants, relations, and, or, not, var and _");
        }
    }

    /// <summary>Puts a value into a variable, or the parts of one into several.</summary>
    private Symbolic Store(IOperation target, Symbolic value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Assign(local.Local, value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Assign(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value);
            case IDiscardOperation:
                break;
            case ITupleOperation tuple when value is Composite composite && composite.Fields.Count == tuple.Elements.Length:
                for (int i = 0; i < composite.Fields.Count; i++)
                {
                    Store(tuple.Elements[i], composite.Fields[i]);
                }

                break;
            default:
                throw Not(
                    target, "An assignment to this",
                    "assign to locals and parameters; make new tuples and records instead of changing them");
        }

        return value;
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

    private static string StatementName(IOperation statement) => statement switch
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

    private static string ConstantName(object? value) => value switch
    {
        null => "null",
        string => "A string",
        _ => $"A constant of type {value.GetType().Name.ToLowerInvariant()}",
    };

    private static string ExpressionName(IOperation expression) => expression switch
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
