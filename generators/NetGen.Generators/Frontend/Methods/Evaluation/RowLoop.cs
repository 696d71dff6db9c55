using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>
/// Loops over a row: their body runs once, for all elements; a variable that it changes must be a sum, a maximum or a minimum over them.
/// </summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="scope">The variables that they change.</param>
/// <param name="rows">Sums and maxima.</param>
/// <param name="calls">Knows whether such a loop is read.</param>
internal sealed class RowLoop(FunctionBuilder builder, CallScope scope, RowFunctions rows, MethodCalls calls)
{
    /// <summary>Reads a loop over the places of a row.</summary>
    public void Run(IOperation loop, int row, Action body)
    {
        if (calls.IsInRow)
        {
            throw Not(loop, "A loop over a row inside another", "compute what it gives before");
        }

        // Each number starts as a mark, so that what is made of it can be told from the rest.
        Dictionary<ISymbol, Symbolic> before = new(scope.Variables, SymbolEqualityComparer.Default);
        Dictionary<ISymbol, int> marks = new(SymbolEqualityComparer.Default);
        foreach (ISymbol variable in Assigned(loop).Where(v => before.TryGetValue(v, out Symbolic value) && value is Number or Known))
        {
            marks[variable] = builder.Mark();
            scope.Variables[variable] = new Number(marks[variable]);
        }

        int path = builder.Path;
        Symbolic returned = scope.HasReturned;
        calls.IsInRow = true;
        body();
        calls.IsInRow = false;
        builder.Path = path;
        if (!Equals(scope.HasReturned, returned))
        {
            throw Not(loop, "A return inside a loop over a row", "return behind it");
        }

        foreach ((ISymbol variable, Symbolic value) in before.Select(pair => (pair.Key, pair.Value)))
        {
            Symbolic after = scope.Variables[variable];
            if (!marks.TryGetValue(variable, out int mark))
            {
                scope.Variables[variable] = Equals(after, value) ? value : throw Odd(loop, variable);
            }
            else if (Equals(after, new Number(mark)))
            {
                scope.Variables[variable] = value;
            }
            else
            {
                int[] others = [.. marks.Values.Where(other => other != mark)];
                scope.Variables[variable] = (after is Number { Step: var last } ? Accumulated(value, mark, last, others, row) : null)
                    ?? throw Odd(loop, variable);
                builder.Name(scope.Variables[variable], variable.Name);
            }
        }
    }

    private static UnsupportedException Odd(IOperation loop, ISymbol variable) => Not(
        loop, $"What the loop over a row makes of '{variable.Name}'",
        "a variable changed in it must be a sum (s += …), a maximum or a minimum over the elements");

    /// <summary>What stood in the variable and what the elements add to it, or the largest of both; null for anything else.</summary>
    private Symbolic? Accumulated(Symbolic before, int mark, int last, int[] others, int row)
    {
        Accumulation accumulation = new(builder, mark, last);
        if (accumulation.Meets(others))
        {
            return null;
        }

        if (accumulation.Term() is { } term)
        {
            Symbolic sum = IsOfRow(term, out int terms)
                ? builder.Reduced(StepKind.Sum, terms)
                : builder.Map(x => x[0] * x[1], term, new Number(builder.StepOf(new Length(row, 0))));
            return builder.Map(x => x[0] + x[1], before, sum);
        }

        if (accumulation.Extreme(isMaximum: true) is { } high)
        {
            return builder.Map(x => Expr.Max(x[0], x[1]), before, IsOfRow(high, out int elements) ? rows.Largest(elements) : high);
        }

        return accumulation.Extreme(isMaximum: false) is { } low
            ? builder.Map(x => Expr.Min(x[0], x[1]), before, IsOfRow(low, out int least) ? rows.Smallest(least) : low)
            : null;
    }

    private bool IsOfRow(Symbolic value, out int step)
    {
        step = value is Number number ? number.Step : -1;
        return step >= 0 && builder[step].IsRow;
    }

    private static HashSet<ISymbol> Assigned(IOperation loop)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        foreach (IOperation target in loop.Descendants().Select(static operation => operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            _ => null,
        }).OfType<IOperation>())
        {
            foreach (IOperation part in target.DescendantsAndSelf())
            {
                assigned.UnionWith(part is ILocalReferenceOperation local ? [local.Local]
                    : part is IParameterReferenceOperation parameter ? [parameter.Parameter] : []);
            }
        }

        return assigned;
    }
}
