using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Tuples and objects of records: made, changed, and their parts.</summary>
/// <param name="calls">Knows the defaults of types.</param>
/// <param name="evaluate">Gives the values of expressions.</param>
internal sealed class RecordEvaluator(MethodCalls calls, Func<IOperation, Symbolic> evaluate)
{
    /// <summary>The parts of a tuple, or of a record: its own parameters.</summary>
    public static IReadOnlyList<string> FieldNames(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? [.. tuple.TupleElements.Select(static element => element.Name)]
        : [.. MethodCalls.PartsOf(type).Select(static part => part.Name)];

    public static Symbolic Part(Composite composite, string name, IOperation expression)
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

    public Symbolic Create(ITupleOperation tuple) =>
        new Composite(tuple.Type!, FieldNames(tuple.Type!), [.. tuple.Elements.Select(evaluate)]);

    public Symbolic Create(IObjectCreationOperation creation)
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
            type, names, [.. creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(argument => evaluate(argument.Value))]);
    }

    public Symbolic With(IWithOperation with)
    {
        if (evaluate(with.Operand) is not Composite composite)
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
                evaluate(((ISimpleAssignmentOperation)change).Value);
        }

        return composite with { Fields = fields };
    }
}
