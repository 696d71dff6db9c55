using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>
/// Loops over a row: their body runs once, for all elements; a variable that it changes must be a sum, a maximum or a minimum over them.
/// </content>
internal sealed partial class MethodEvaluator
{
    private bool _isInRow;

    private void OverRow(IOperation loop, Action body)
    {
        if (_isInRow)
        {
            throw Not(loop, "A loop over a row inside another", "compute what it gives before");
        }

        // Each variable starts as a mark, so that what is made of it can be told from the rest.
        Dictionary<ISymbol, (Symbolic Before, int Mark)> marks = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> changed = Assigned(loop);
        foreach (ISymbol variable in scope.Variables.Keys.Where(changed.Contains).ToList())
        {
            if (scope.Variables[variable] is (Number or Known) and var before && IsFraction(variable))
            {
                int mark = builder.Mark();
                marks[variable] = (before, mark);
                scope.Variables[variable] = new Number(mark);
            }
        }

        _isInRow = true;
        body();
        _isInRow = false;
        if (scope.HasReturned is not KnownTruth { Value: false })
        {
            throw Not(loop, "A return inside a loop over a row", "return behind it");
        }

        foreach ((ISymbol variable, Symbolic before, int mark) in marks.Select(m => (m.Key, m.Value.Before, m.Value.Mark)).ToList())
        {
            if (scope.Variables[variable] is not Number { Step: var step } || step != mark)
            {
                HashSet<int> others = [.. marks.Values.Select(m => m.Mark).Where(other => other != mark)];
                scope.Variables[variable] = Accumulated(loop, variable, before, mark, scope.Variables[variable], others);
                builder.Name(scope.Variables[variable], variable.Name);
            }
            else
            {
                scope.Variables[variable] = before;
            }
        }
    }

    private static bool IsFraction(ISymbol variable) => (variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    })?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

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
            foreach (IOperation part in target is ITupleOperation tuple ? tuple.Elements : [target])
            {
                assigned.UnionWith(part is ILocalReferenceOperation local ? [local.Local]
                    : part is IParameterReferenceOperation parameter ? [parameter.Parameter] : []);
            }
        }

        return assigned;
    }

    /// <summary>What stood in the variable and what the elements add to it, or the largest of both.</summary>
    private Symbolic Accumulated(IOperation loop, ISymbol variable, Symbolic before, int mark, Symbolic after, HashSet<int> others)
    {
        Exception Odd() => Not(
            loop, $"What the loop over a row makes of '{variable.Name}'",
            "a variable changed in it must be a sum (s += …), a maximum or a minimum over the elements");
        Dictionary<int, bool> depends = [];
        bool DependsOn(int step) => depends.TryGetValue(step, out bool known) ? known
            : depends[step] = step == mark || builder[step].Operands.Any(DependsOn);
        bool MeetsOthers(int step) => others.Contains(step) || builder[step].Operands.Any(MeetsOthers);

        if (after is not Number { Step: var last } || MeetsOthers(last))
        {
            throw Odd();
        }

        if (Extreme(last) is var (isMaximum, element))
        {
            Symbolic extreme = isMaximum ? Largest(element) : Negated(Largest(Negated(element)));
            return builder.Map(x => isMaximum ? Expr.Max(x[0], x[1]) : Expr.Min(x[0], x[1]), before, extreme);
        }

        Symbolic term = Term(last);
        Symbolic sum = term is Number { Step: var elements } && builder[elements].IsRow
            ? builder.Reduced(StepKind.Sum, elements)
            : builder.Map(x => x[0] * x[1], term, new Number(builder.StepOf(new Length(RowOf(loop), 0))));
        return builder.Map(x => x[0] + x[1], before, sum);

        // A sum: what the step is beside the mark.
        Symbolic Term(int step)
        {
            if (step == mark)
            {
                return new Known(0);
            }

            FunctionStep s = builder[step];
            if (s is not { Kind: StepKind.Map, Body: { } body } || !DependsOn(step))
            {
                throw Odd();
            }

            Symbolic Of(Expr e) => e switch
            {
                Expr.Constant c => new Known(c.Value),
                Expr.Input i => new Number(s.Operands[i.Index]),
                _ => throw Odd(),
            };
            bool Depends(Expr e) => e.Inputs().Any(i => DependsOn(s.Operands[i]));
            Symbolic TermOf(Expr e) => e is Expr.Input i ? Term(s.Operands[i.Index]) : throw Odd();
            return body switch
            {
                Expr.Binary { Operator: BinaryOperator.Add } b when !Depends(b.Right) => Add(TermOf(b.Left), Of(b.Right), 1),
                Expr.Binary { Operator: BinaryOperator.Add } b when !Depends(b.Left) => Add(TermOf(b.Right), Of(b.Left), 1),
                Expr.Binary { Operator: BinaryOperator.Subtract } b when !Depends(b.Right) => Add(TermOf(b.Left), Of(b.Right), -1),
                Expr.Select c when !Depends(c.Left) && !Depends(c.Right) => builder.Map(
                    x => Expr.Greater(x[0], x[1], x[2], x[3]), Of(c.Left), Of(c.Right), TermOf(c.Then), TermOf(c.Otherwise)),
                _ => throw Odd(),
            };
        }

        Symbolic Add(Symbolic a, Symbolic b, int sign) => builder.Map(x => x[0] + (sign * x[1]), a, b);

        // max(mark, e), or e > mark ? e : mark.
        (bool IsMaximum, Symbolic Element)? Extreme(int step)
        {
            if (builder[step] is not { Kind: StepKind.Map, Body: { } body, Operands: var operands })
            {
                return null;
            }

            bool IsMark(Expr e) => e is Expr.Input i && operands[i.Index] == mark;
            Symbolic? Free(Expr e) => e is Expr.Input i && !DependsOn(operands[i.Index]) ? new Number(operands[i.Index]) : null;
            return body switch
            {
                Expr.Binary { Operator: BinaryOperator.Max or BinaryOperator.Min } b => (IsMark(b.Left) ? Free(b.Right)
                    : IsMark(b.Right) ? Free(b.Left) : null) is { } e ? (b.Operator == BinaryOperator.Max, e) : null,
                Expr.Select s when s.Left == s.Then && s.Right == s.Otherwise => IsMark(s.Right) && Free(s.Left) is { } e ? (true, e)
                    : IsMark(s.Left) && Free(s.Right) is { } f ? (true, f) : null,
                Expr.Select s when s.Left == s.Otherwise && s.Right == s.Then => IsMark(s.Left) && Free(s.Right) is { } e ? (false, e)
                    : IsMark(s.Right) && Free(s.Left) is { } f ? (false, f) : null,
                _ => null,
            };
        }

        Symbolic Largest(Symbolic element) => builder.Reduced(StepKind.Max, Elementwise(builder.StepOf(element)));

        Symbolic Negated(Symbolic value) => builder.Map(x => -x[0], value);

        int Elementwise(int step) => builder[step].IsRow ? step : throw Odd();
    }

    /// <summary>The row that a loop goes over.</summary>
    private int RowOf(IOperation loop) => loop switch
    {
        IForLoopOperation { Locals: [var variable] } => ((Position)scope.Variables[variable]).Of,
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation element } =>
            ((Number)scope.Variables[element.Symbol]).Step,
        _ => throw new InvalidOperationException("No loop over a row."),
    };
}
