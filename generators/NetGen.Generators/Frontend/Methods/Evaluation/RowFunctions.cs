using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>What is computed of whole rows, and their elements.</summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="calls">Reads the functions that are mapped.</param>
internal sealed class RowFunctions(FunctionBuilder builder, MethodCalls calls)
{
    /// <summary>What a method of rows gives; null where it is not one of those supported.</summary>
    /// <param name="row">Whose.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="arguments">All but functions.</param>
    /// <param name="call">The call.</param>
    public Symbolic? Of(Row row, string name, Symbolic[] arguments, IInvocationOperation call)
    {
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
                return Slice(row.Step, (int)start.Value, (int)length.Value, call);
            case ("Map", []) when call.Arguments is [{ Value: IDelegateCreationOperation { Target: IMethodReferenceOperation function } }]:
                return Mapped(row, function.Method, call);
            case ("Map", []):
                throw Not(call.Arguments[0], "A function as a value", "name a function: Map(MathF.Tanh), Map(Mine)");
            default:
                return null;
        }

        Symbolic Divided(Symbolic sum) =>
            builder.Map(x => x[0] / x[1], sum, new Number(builder.StepOf(new Length(row.Step, 0))));
    }

    /// <summary>What a static method of Row does to each element.</summary>
    public static Func<Expr[], Expr> Formula(string name, IOperation call) => name switch
    {
        "Sigmoid" => static x => Expr.Sigmoid(x[0]),
        "Tanh" => static x => Expr.Tanh(x[0]),
        "Relu" => static x => Expr.Max(x[0], 0),
        "Exp" => static x => Expr.Exp(x[0]),
        "Log" => static x => Expr.Log(x[0]),
        _ => throw Not(call, $"Row.{name}", "use Row.Sigmoid, Row.Tanh, Row.Relu, Row.Exp, Row.Log or Map"),
    };

    /// <summary>The element of a row at a place.</summary>
    public Symbolic Element(Row row, Symbolic at, IOperation index, IOperation expression) => at switch
    {
        Position place when builder[place.Of].Width == builder[row.Step].Width => new Number(row.Step),
        Position => throw Not(expression, "An element of a row of another length", "use rows of one length"),
        Label label => builder.Reduced(StepKind.Element, row.Step, label: label.Step),
        Known { Value: var place } when place >= 0 && (builder[row.Step].Width == 0 || place < builder[row.Step].Width) =>
            builder.Reduced(StepKind.Element, row.Step, index: (int)place),
        Known => throw Not(expression, "An element outside of the row", $"it has {builder[row.Step].Width} numbers"),
        _ => throw Not(index, "A place that is computed", "use constants, the variable of a loop over a row, or a class label"),
    };

    public Symbolic Largest(int row) => builder.Reduced(StepKind.Max, row);

    public Symbolic Smallest(int row) =>
        builder.Map(x => -x[0], Largest(builder.StepOf(builder.Map(x => -x[0], new Number(row)))));

    /// <summary>A matrix times a row.</summary>
    public Symbolic Product(int matrix, int row, IOperation expression)
    {
        if (builder[row].Width is var width && width > 0 && builder[matrix].Columns is var columns && columns != width)
        {
            throw Not(
                expression, $"A matrix of {builder[matrix].Width} × {columns} times a row of {width}",
                "give the matrix as many columns as the row has numbers");
        }

        return new Row(builder.Add(new FunctionStep(StepKind.Product, new[] { matrix, row }.ToEquatableArray())
        {
            IsRow = true, Width = builder[matrix].Width,
        }));
    }

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

        return Functions.IsMath(function.ContainingType) && Functions.Formula(function.Name, 1) is { } formula
            ? builder.Map(formula, row)
            : throw Not(call, $"Map of {function.Name}", "use functions of MathF or Math, or methods with [Differentiable]");
    }

    private Symbolic Slice(int row, int start, int length, IOperation expression)
    {
        int width = builder[row].Width;
        if (start < 0 || length < 1 || (width > 0 && start + length > width))
        {
            throw Not(expression, $"A slice of {length} from {start}", $"stay within the {width} numbers of the row");
        }

        return new Row(builder.Add(new FunctionStep(StepKind.Slice, new[] { row }.ToEquatableArray())
        {
            Index = start, IsRow = true, Width = length,
        }));
    }
}
