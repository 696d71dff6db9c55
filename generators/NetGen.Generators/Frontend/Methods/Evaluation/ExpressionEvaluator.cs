using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>What an expression is on values that are steps instead of numbers.</summary>
internal sealed class ExpressionEvaluator
{
    private readonly FunctionBuilder _builder;
    private readonly CallScope _scope;
    private readonly MethodCalls _calls;
    private readonly RowFunctions _rows;
    private readonly SymbolicOperators _operators;
    private readonly RecordEvaluator _records;

    /// <param name="builder">Receives the steps.</param>
    /// <param name="scope">The variables.</param>
    /// <param name="calls">Reads the bodies of methods, and what is warned of.</param>
    public ExpressionEvaluator(FunctionBuilder builder, CallScope scope, MethodCalls calls)
    {
        _builder = builder;
        _scope = scope;
        _calls = calls;
        _rows = new(builder, calls);
        _operators = new(builder, _rows, calls);
        _records = new(calls, expression => Evaluate(expression));
        Patterns = new(builder, scope, _operators, expression => Evaluate(expression));
    }

    public PatternMatcher Patterns { get; }

    public Symbolic Evaluate(IOperation expression, bool isStatement = false)
    {
        try
        {
            _builder.Count();
            return expression.ConstantValue is { HasValue: true, Value: var constant }
                ? Constant(constant) ?? throw Not(expression, UnsupportedNames.OfConstant(constant), "use numbers and bools")
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
        IConversionOperation conversion => _operators.Convert(Evaluate(conversion.Operand), conversion),
        IUnaryOperation unary => _operators.Unary(Evaluate(unary.Operand), unary),
        IBinaryOperation binary => _operators.Binary(
            binary.OperatorKind, Evaluate(binary.LeftOperand), () => Evaluate(binary.RightOperand), binary),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Choice(
            Truth(choice.Condition), () => Evaluate(choice.WhenTrue), () => Evaluate(otherwise)),
        ISwitchExpressionOperation choice => Switch(choice),
        IIsPatternOperation test => Patterns.Matches(Evaluate(test.Value), test.Pattern),
        ICompoundAssignmentOperation compound => Store(
            compound.Target,
            _operators.Binary(compound.OperatorKind, Evaluate(compound.Target), () => Evaluate(compound.Value), compound)),
        ISimpleAssignmentOperation { IsRef: false } assignment => Store(assignment.Target, Evaluate(assignment.Value)),
        IDeconstructionAssignmentOperation deconstruction => Store(deconstruction.Target, Evaluate(deconstruction.Value)),
        IIncrementOrDecrementOperation step when isStatement => Store(step.Target, _builder.Map(
            x => x[0] + (step.Kind == OperationKind.Increment ? 1 : -1), _operators.Numeric(Evaluate(step.Target), step.Target))),
        IInvocationOperation call => Call(call),
        IPropertyReferenceOperation property => Property(property),
        IFieldReferenceOperation field => Field(field),
        ITupleOperation tuple => _records.Create(tuple),
        IObjectCreationOperation creation => _records.Create(creation),
        IWithOperation with => _records.With(with),
        IDefaultValueOperation { Type: { } type } => _calls.Default(type, expression),
        IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
        _ => throw Not(
            expression, UnsupportedNames.OfExpression(expression), "write it with arithmetic, Math, ?:, switch, tuples and records"),
    };

    /// <summary>A bool.</summary>
    public Symbolic Truth(IOperation condition) => SymbolicOperators.Truth(Evaluate(condition), condition);

    private static Symbolic? Constant(object? value) => value switch
    {
        bool truth => new KnownTruth(truth),
        char or string or decimal => null,
        float single => new Known(Rate.AsWritten(single)),
        IConvertible number => new Known(number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };

    private Symbolic Variable(IOperation reference, ISymbol variable) => _scope.Variables.TryGetValue(variable, out Symbolic value)
        ? value
        : throw Not(reference, $"'{variable.Name}'", "give it a value before, on every way to here");

    /// <summary>A choice between two expressions, each read under its condition.</summary>
    private Symbolic Choice(Symbolic condition, Func<Symbolic> then, Func<Symbolic> otherwise)
    {
        if (condition is KnownTruth known)
        {
            return known.Value ? then() : otherwise();
        }

        int path = _builder.Enter(condition);
        Symbolic first = then();
        _builder.Path = path;
        _builder.Enter(_builder.Not(condition));
        Symbolic second = otherwise();
        _builder.Path = path;
        return _builder.Choose(condition, first, second);
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

            Symbolic matches = Patterns.Matches(value, arm.Pattern);
            if (arm.Guard is { } guard)
            {
                matches = _builder.And(matches, Truth(guard));
            }

            return Choice(matches, () => Evaluate(arm.Value), () => Arm(index + 1));
        }
    }

    /// <summary>Puts a value into a variable, or the parts of one into several.</summary>
    private Symbolic Store(IOperation target, Symbolic value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                _scope.Assign(local.Local, value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                _scope.Assign(parameter.Parameter, value);
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

    private Symbolic Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(static a => a.Parameter is { RefKind: RefKind.Ref or RefKind.Out }) is { } passed)
        {
            throw Not(passed, "A ref or out argument", "return what the method gives, several numbers as a tuple");
        }

        Symbolic[] Arguments() => [.. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(argument => Evaluate(argument.Value))];
        if (call.Instance is { } instance)
        {
            return (Evaluate(instance) is Row row ? _rows.Of(row, method.Name, ValuesOf(call), call) : null) ?? throw Unknown(call);
        }

        if (MethodCalls.IsDifferentiable(method))
        {
            return _calls.Inline(method, Arguments(), call.Syntax);
        }

        if (method.ContainingType is { Name: "Row", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } })
        {
            return _builder.Map(RowFunctions.Formula(method.Name, call), Arguments().Single());
        }

        if (!Functions.IsMath(method.ContainingType))
        {
            throw Unknown(call);
        }

        if (Functions.Formula(method.Name, call.Arguments.Length) is not { } formula)
        {
            throw Not(
                call, $"{method.ContainingType.Name}.{method.Name} with {call.Arguments.Length} arguments",
                $"those supported are {string.Join(", ", Functions.Names)}");
        }

        Symbolic[] arguments = [.. Arguments().Select(argument => _operators.Numeric(argument, call))];
        if (arguments.All(static argument => argument is Known) && Functions.Folded(method.Name, arguments) is { } folded)
        {
            return folded;
        }

        if (Functions.IsFlat(method.Name))
        {
            _calls.Warn(call, $"{method.Name} is flat between its steps");
        }

        return _builder.Map(formula, arguments);
    }

    /// <summary>What a method of rows is called with, but functions.</summary>
    private Symbolic[] ValuesOf(IInvocationOperation call) => [.. call.Arguments
        .Where(static a => a.Parameter?.Type.TypeKind != TypeKind.Delegate)
        .Select(a => Evaluate(a.Value))];

    private static UnsupportedException Unknown(IInvocationOperation call) => call.TargetMethod is var method
        && method.IsStatic && method.DeclaringSyntaxReferences.Length > 0
            ? Not(call, $"The call of {method.Name}", "mark it with [Differentiable], so that its body is read, too")
            : Not(
                call, $"The call of {method.ContainingType?.Name}.{method.Name}",
                "call Math, MathF, methods of Row and static methods with [Differentiable] in this project");

    private Symbolic Property(IPropertyReferenceOperation property)
    {
        if (property.Instance is null)
        {
            throw Not(property, $"The property {property.Property.Name}", "use constants, parameters and locals");
        }

        Symbolic instance = Evaluate(property.Instance);
        return (instance, property.Property.Name) switch
        {
            (Row row, "Length") => new Length(row.Step, 0),
            (Row row, "Span") => row,
            (Row row, _) when property is { Property.IsIndexer: true, Arguments: [{ Value: var index }] } =>
                _rows.Element(row, Evaluate(index), index, property),
            (_, _) when property is { Property.IsIndexer: true, Arguments: [_] } =>
                throw Not(property, "An element of something else than a row", "use spans and rows"),
            (Composite composite, var name) => RecordEvaluator.Part(composite, name, property),
            _ => throw Not(property, $"The property {property.Property.Name}", "use parts of records and the Length of rows"),
        };
    }

    private Symbolic Field(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (reference.Instance is { } instance)
        {
            return Evaluate(instance) is Composite composite
                ? RecordEvaluator.Part(composite, field.CorrespondingTupleField?.Name ?? field.Name, reference)
                : throw Not(reference, $"The field {field.Name}", "use parts of records and tuples");
        }

        return _calls.Initial(field)
            ?? throw Not(reference, $"The field {field.Name}", "use const, or static readonly with a value made of constants");
    }
}
