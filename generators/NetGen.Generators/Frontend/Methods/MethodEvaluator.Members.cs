using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Calls, fields, properties, records and elements of rows.</content>
internal sealed partial class MethodEvaluator
{
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
            return Evaluate(instance) is Row row ? OfRow(row, method.Name, call) : throw Unknown(call);
        }

        if (MethodCalls.IsDifferentiable(method))
        {
            return calls.Inline(method, Arguments(), call.Syntax);
        }

        if (method.ContainingType is { Name: "Row", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } })
        {
            return builder.Map(OfRow(method.Name, call), Arguments().Single());
        }

        if (!IsMath(method.ContainingType))
        {
            throw Unknown(call);
        }

        if (Functions.Formula(method.Name, call.Arguments.Length) is not { } formula)
        {
            throw Not(
                call, $"{method.ContainingType.Name}.{method.Name} with {call.Arguments.Length} arguments",
                $"those supported are {string.Join(", ", Functions.Names)}");
        }

        Symbolic[] arguments = [.. Arguments().Select(argument => Numeric(argument, call))];
        if (arguments.All(static argument => argument is Known) && Folded(method.Name, arguments) is { } folded)
        {
            return folded;
        }

        if (Functions.IsFlat(method.Name))
        {
            calls.Warn(call, $"{method.Name} is flat between its steps");
        }

        return builder.Map(formula, arguments);
    }

    private static bool IsMath(INamedTypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || (type is { Name: "Math" or "MathF" }
            && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true });

    /// <summary>What a function gives for constants: as the C# library does.</summary>
    private static Known? Folded(string name, Symbolic[] arguments) =>
        typeof(Math).GetMethod(name, [.. arguments.Select(static _ => typeof(double))]) is { } method
        && method.ReturnType == typeof(double)
            ? new Known((double)method.Invoke(null, [.. arguments.Select(static a => (object)((Known)a).Value)])!)
            : null;

    private UnsupportedException Unknown(IInvocationOperation call) => call.TargetMethod is var method
        && method.IsStatic && method.DeclaringSyntaxReferences.Length > 0
            ? Not(call, $"The call of {method.Name}", "mark it with [Differentiable], so that its body is read, too")
            : Not(
                call, $"The call of {method.ContainingType?.Name}.{method.Name}",
                "call Math, MathF, methods of Row and static methods with [Differentiable] in this project");

    private Symbolic OfRow(Row row, string name, IInvocationOperation call)
    {
        Symbolic[] arguments = [.. call.Arguments
            .Where(static a => a.Parameter?.Type.TypeKind != TypeKind.Delegate)
            .Select(a => Evaluate(a.Value))];
        switch (name, arguments)
        {
            case ("Sum", []):
                return builder.Reduced(StepKind.Sum, row.Step);
            case ("Mean", []):
                return Divided(builder.Reduced(StepKind.Sum, row.Step));
            case ("Max", []):
                return Largest(row.Step);
            case ("Min", []):
                return Smallest(row.Step);
            case ("Dot", [Row other]):
                return builder.Reduced(StepKind.Sum, builder.StepOf(builder.Map(x => x[0] * x[1], row, other)));
            case ("Norm", []):
                Symbolic squares = builder.Reduced(StepKind.Sum, builder.StepOf(builder.Map(x => x[0] * x[0], row)));
                return builder.Map(x => Functions.Root(x[0]), squares);
            case ("Slice", [Known start, Known length]):
                return calls.Slice(row.Step, (int)start.Value, (int)length.Value, call);
            case ("Map", []) when call.Arguments is [{ Value: IDelegateCreationOperation { Target: IMethodReferenceOperation function } }]:
                return Mapped(row, function.Method, call);
            case ("Map", []):
                throw Not(call.Arguments[0], "A function as a value", "name a function: Map(MathF.Tanh), Map(Mine)");
            default:
                throw Unknown(call);
        }

        Symbolic Divided(Symbolic sum) =>
            builder.Map(x => x[0] / x[1], sum, new Number(builder.StepOf(new Length(row.Step, 0))));
    }

    private static Func<Expr[], Expr> OfRow(string name, IOperation call) => name switch
    {
        "Sigmoid" => static x => Expr.Sigmoid(x[0]),
        "Tanh" => static x => Expr.Tanh(x[0]),
        "Relu" => static x => Expr.Max(x[0], 0),
        "Exp" => static x => Expr.Exp(x[0]),
        "Log" => static x => Expr.Log(x[0]),
        _ => throw Not(call, $"Row.{name}", "use Row.Sigmoid, Row.Tanh, Row.Relu, Row.Exp, Row.Log or Map"),
    };

    private Symbolic Mapped(Row row, IMethodSymbol function, IInvocationOperation call)
    {
        if (MethodCalls.IsDifferentiable(function))
        {
            int path = builder.Path;
            builder.Path = builder.WholePath;
            Symbolic result = calls.Inline(function, [new Number(row.Step)], call.Syntax);
            builder.Path = path;
            return builder.AsRow(result, row);
        }

        return IsMath(function.ContainingType) && Functions.Formula(function.Name, 1) is { } formula
            ? builder.Map(formula, row)
            : throw Not(call, $"Map of {function.Name}", "use functions of MathF or Math, or methods with [Differentiable]");
    }

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
            (_, _) when property is { Property.IsIndexer: true, Arguments: [var index] } => Element(instance, index.Value, property),
            (Composite composite, var name) => Part(composite, name, property),
            _ => throw Not(property, $"The property {property.Property.Name}", "use parts of records and the Length of rows"),
        };
    }

    private static Symbolic Part(Composite composite, string name, IOperation expression)
    {
        for (int i = 0; i < composite.Names.Count; i++)
        {
            if (composite.Names[i] == name || $"Item{i + 1}" == name)
            {
                return composite.Fields[i];
            }
        }

        throw Not(expression, $"'{name}'", "use what stands in the record's own parameters");
    }

    private Symbolic Field(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (reference.Instance is { } instance)
        {
            return Evaluate(instance) is Composite composite
                ? Part(composite, field.CorrespondingTupleField?.Name ?? field.Name, reference)
                : throw Not(reference, $"The field {field.Name}", "use parts of records and tuples");
        }

        return calls.Initial(field)
            ?? throw Not(reference, $"The field {field.Name}", "use const, or static readonly with a value made of constants");
    }

    private Symbolic Element(Symbolic of, IOperation index, IOperation expression)
    {
        if (of is not Row row)
        {
            throw Not(expression, "An element of something else than a row", "use spans and rows");
        }

        return Evaluate(index) switch
        {
            Position place when builder[place.Of].Width == builder[row.Step].Width => new Number(row.Step),
            Position => throw Not(expression, "An element of a row of another length", "use rows of one length"),
            Label label => builder.Reduced(StepKind.Element, row.Step, label: label.Step),
            Known { Value: var place } when place >= 0 && (builder[row.Step].Width == 0 || place < builder[row.Step].Width) =>
                builder.Reduced(StepKind.Element, row.Step, index: (int)place),
            Known => throw Not(expression, "An element outside of the row", $"it has {builder[row.Step].Width} numbers"),
            _ => throw Not(index, "A place that is computed", "use constants, the variable of a loop over a row, or a class label"),
        };
    }

    private Symbolic Create(IObjectCreationOperation creation)
    {
        if (creation is not { Type: INamedTypeSymbol { TypeArguments: var generic } type, Constructor: { } constructor }
            || MethodCalls.IsRow(type) || creation.Initializer is not null)
        {
            throw Not(creation, "The creation of this object", "create tuples and positional records");
        }

        if (creation.Arguments.Length == 0 && type.IsValueType)
        {
            return calls.Default(type, creation);
        }

        IReadOnlyList<string> names = FieldNames(type);
        if (names.Count == 0 || !constructor.Parameters.Select(static p => p.Name).SequenceEqual(names))
        {
            throw Not(
                creation, $"The creation of a {type.Name}",
                "create tuples and positional records: record struct State(float A, float B)");
        }

        return new Composite(
            type, names, [.. creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(argument => Evaluate(argument.Value))]);
    }

    private Symbolic With(IWithOperation with)
    {
        if (Evaluate(with.Operand) is not Composite composite)
        {
            throw Not(with, "with", "use it on records");
        }

        Symbolic[] fields = [.. composite.Fields];
        foreach (IOperation change in with.Initializer.Initializers)
        {
            string? name = change is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var changed } }
                ? changed
                : null;
            int place = name is null ? -1 : composite.Names.ToList().IndexOf(name);
            fields[place >= 0 ? place : throw Not(change, "This change", "change what stands in the record's own parameters")] =
                Evaluate(((ISimpleAssignmentOperation)change).Value);
        }

        return composite with { Fields = fields };
    }

    /// <summary>The parts of a tuple, or of a record: its own parameters.</summary>
    public static IReadOnlyList<string> FieldNames(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? [.. tuple.TupleElements.Select(static element => element.Name)]
        : [.. MethodCalls.PartsOf(type).Select(static part => part.Name)];
}
