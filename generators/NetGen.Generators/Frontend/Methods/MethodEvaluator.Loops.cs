using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Loops.</content>
internal sealed partial class MethodEvaluator
{
    /// <summary>Iterations of a loop that is written out.</summary>
    private const int MostIterations = 4096;

    /// <summary>A loop whose bounds are numbers is written out; one over a row's places is a sum or maximum.</summary>
    private void Loop(IForLoopOperation loop)
    {
        if (loop.Locals is not [var variable] || loop.AtLoopBottom is not [var step] || loop.Condition is null)
        {
            throw Not(loop, "This for loop", "write one with one variable: for (int i = 0; i < n; i++)");
        }

        RunAll(loop.Before);
        if (loop.Condition is IBinaryOperation { LeftOperand: ILocalReferenceOperation left } condition
            && SymbolEqualityComparer.Default.Equals(left.Local, variable)
            && Evaluate(condition.RightOperand) is Length length)
        {
            bool isWhole = scope.Variables[variable] is Known { Value: 0 } && IsIncrement(step, variable)
                && (condition.OperatorKind, length.Plus) is (BinaryOperatorKind.LessThan, 0) or (BinaryOperatorKind.LessThanOrEqual, -1);
            if (!isWhole)
            {
                throw Not(loop, "A loop over a part of a row", "go from 0 by 1 to its Length");
            }

            scope.Variables[variable] = new Position(length.Of);
            OverRow(loop, length.Of, () => Run(loop.Body));
            return;
        }

        int path = builder.Path;
        Symbolic before = scope.HasReturned;
        for (int i = 0; Truth(loop.Condition) is var goesOn; i++)
        {
            if (goesOn is not KnownTruth known)
            {
                throw Not(
                    loop.Condition, "A loop bound that is not known at build time", "use constants, or the Length of a row");
            }

            if (!known.Value || scope.IsDone)
            {
                break;
            }

            if (i == MostIterations)
            {
                throw Not(loop, "A loop this long", $"at most {MostIterations} iterations are written out");
            }

            EnterRest(path, ref before);
            Run(loop.Body);
            Run(step);
        }

        builder.Path = path;
    }

    private static bool IsIncrement(IOperation step, ILocalSymbol variable) => step is IExpressionStatementOperation
    {
        Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation target },
    } && SymbolEqualityComparer.Default.Equals(target.Local, variable);

    private void LoopOver(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation conversion)
        {
            collection = conversion.Operand;
        }

        if (Evaluate(collection) is not Row row || loop.LoopControlVariable is not IVariableDeclaratorOperation element)
        {
            throw Not(loop, "foreach over something else than a row", "go over a ReadOnlySpan parameter or the Span of a Row");
        }

        scope.Variables[element.Symbol] = new Number(row.Step);
        OverRow(loop, row.Step, () => Run(loop.Body));
    }
}
