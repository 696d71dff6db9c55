using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>
/// What one pass of a loop over a row makes of a variable, told from the steps between its mark and what it becomes. These are walked in
/// their order, not by recursion: a loop written out inside makes long chains.
/// </summary>
/// <param name="builder">Has the steps and receives new ones.</param>
/// <param name="mark">What stands for the variable before the pass.</param>
/// <param name="last">What it is behind.</param>
internal sealed class Accumulation(FunctionBuilder builder, int mark, int last)
{
    private readonly bool[] _depends = Dependents(builder, [mark], Math.Max(mark, last));

    /// <summary>Whether other variables that the loop changes play into it.</summary>
    public bool Meets(IReadOnlyCollection<int> others) => Dependents(builder, others, last)[last];

    /// <summary>What the pass adds: v + term; null where it does something else.</summary>
    public Symbolic? Term() => Walk(new Known(0), (step, of) => TermOf(step.Body!, step, of));

    /// <summary>What the pass compares with: max(v, element), or min; null where it does something else.</summary>
    public Symbolic? Extreme(bool isMaximum)
    {
        Known none = new(isMaximum ? double.NegativeInfinity : double.PositiveInfinity);
        return Walk(none, (step, of) => ElementOf(step.Body!, step, of, isMaximum, none));
    }

    private static bool[] Dependents(FunctionBuilder builder, IReadOnlyCollection<int> marks, int last)
    {
        bool[] depends = new bool[last + 1];
        for (int step = 0; step <= last; step++)
        {
            depends[step] = marks.Contains(step) || builder[step].Operands.Any(operand => depends[operand]);
        }

        return depends;
    }

    private Symbolic? Walk(Symbolic first, Func<FunctionStep, Symbolic?[], Symbolic?> next)
    {
        Symbolic?[] of = new Symbolic?[_depends.Length];
        of[mark] = first;
        for (int step = mark + 1; step <= last; step++)
        {
            of[step] = _depends[step] && builder[step].Kind == StepKind.Map ? next(builder[step], of) : null;
        }

        return of[last];
    }

    private Symbolic? TermOf(Expr e, FunctionStep step, Symbolic?[] of)
    {
        Symbolic? Inner(Expr inner) => TermOf(inner, step, of);
        Symbolic? Sum(Expr changed, Expr added, int sign) => Inner(changed) is { } term
            ? builder.Map(x => x[0] + (sign * x[1]), term, Free(added, step))
            : null;
        return e switch
        {
            Expr.Input i => of[step.Operands[i.Index]],
            Expr.Binary { Operator: BinaryOperator.Add } b when !Depends(b.Right, step) => Sum(b.Left, b.Right, 1),
            Expr.Binary { Operator: BinaryOperator.Add } b when !Depends(b.Left, step) => Sum(b.Right, b.Left, 1),
            Expr.Binary { Operator: BinaryOperator.Subtract } b when !Depends(b.Right, step) => Sum(b.Left, b.Right, -1),
            Expr.Select s when !Depends(s.Left, step) && !Depends(s.Right, step) => Choice(s, step, Inner),
            _ => null,
        };
    }

    private Symbolic? ElementOf(Expr e, FunctionStep step, Symbolic?[] of, bool isMaximum, Known none)
    {
        Symbolic? Inner(Expr inner) => ElementOf(inner, step, of, isMaximum, none);
        Symbolic? Best(Expr changed, Expr met) => Inner(changed) is not { } element ? null
            : Equals(element, none) ? Free(met, step)
            : builder.Map(x => isMaximum ? Expr.Max(x[0], x[1]) : Expr.Min(x[0], x[1]), element, Free(met, step));
        return e switch
        {
            Expr.Input i => of[step.Operands[i.Index]],
            Expr.Binary b when b.Operator == (isMaximum ? BinaryOperator.Max : BinaryOperator.Min) =>
                !Depends(b.Right, step) ? Best(b.Left, b.Right) : !Depends(b.Left, step) ? Best(b.Right, b.Left) : null,
            Expr.Select s when !Depends(s.Left, step) && !Depends(s.Right, step) => Choice(s, step, Inner),

            // Of l > r ? l : r the largest, of l > r ? r : l the smallest.
            Expr.Select s when (isMaximum ? (s.Then, s.Otherwise) : (s.Otherwise, s.Then)) == (s.Left, s.Right) =>
                !Depends(s.Right, step) ? Best(s.Left, s.Right) : !Depends(s.Left, step) ? Best(s.Right, s.Left) : null,
            _ => null,
        };
    }

    private Symbolic? Choice(Expr.Select s, FunctionStep step, Func<Expr, Symbolic?> inner) =>
        inner(s.Then) is { } then && inner(s.Otherwise) is { } otherwise
            ? builder.Map(x => Expr.Greater(x[0], x[1], x[2], x[3]), Free(s.Left, step), Free(s.Right, step), then, otherwise)
            : null;

    private bool Depends(Expr e, FunctionStep step) => e.Inputs().Any(i => _depends[step.Operands[i]]);

    /// <summary>A part of a step's formula as a value by itself.</summary>
    private Symbolic Free(Expr e, FunctionStep step) =>
        builder.Map(x => e.Substitute(i => x[i]), [.. step.Operands.Select(static operand => (Symbolic)new Number(operand))]);
}
