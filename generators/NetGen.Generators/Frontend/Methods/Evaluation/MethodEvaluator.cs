using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>
/// Runs a method's body on values that are steps instead of numbers: statements. Both branches of a condition run, and each variable
/// becomes a choice of what they left in it; what stands behind a return runs only where nothing was returned yet.
/// </summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="scope">The variables and the way back of one call.</param>
/// <param name="calls">Reads the bodies of methods, and what is warned of.</param>
internal sealed class MethodEvaluator(FunctionBuilder builder, CallScope scope, MethodCalls calls)
{
    /// <summary>Iterations of a loop that is written out.</summary>
    private const int MostIterations = 4096;

    private readonly ExpressionEvaluator _expressions = new(builder, scope, calls);
    private readonly RowLoop _rowLoop = new(builder, scope, new(builder, calls), calls);

    /// <summary>The whole body of a method.</summary>
    public void RunBody(IOperation body)
    {
        if (body is IMethodBodyOperation { BlockBody: null, ExpressionBody.Operations: [IReturnOperation { ReturnedValue: { } value }] })
        {
            scope.Return(_expressions.Evaluate(value));
        }
        else
        {
            Run(body);
        }
    }

    public void Run(IOperation statement)
    {
        if (scope.IsDone)
        {
            return;
        }

        calls.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            builder.Count();
            Execute(statement);
        }
        catch (MisfitException misfit)
        {
            throw new UnsupportedException(misfit, statement.Syntax);
        }
    }

    private void Execute(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                RunAll(block.Operations);
                break;
            case IMethodBodyOperation body:
                Run(body.BlockBody ?? body.ExpressionBody!);
                break;
            case IExpressionStatementOperation expression:
                _expressions.Evaluate(expression.Operation, isStatement: true);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
                {
                    Declare(declarator);
                }

                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                scope.Return(_expressions.Evaluate(value));
                break;
            case IConditionalOperation branch:
                Branch(branch.Condition, () => Run(branch.WhenTrue), () => RunOptional(branch.WhenFalse));
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case IForLoopOperation loop:
                Loop(loop);
                break;
            case IForEachLoopOperation loop:
                LoopOver(loop);
                break;
            case IEmptyOperation or ILabeledOperation { Operation: null }:
                break;
            default:
                throw Not(
                    statement, UnsupportedNames.OfStatement(statement),
                    "write it with if, switch, for loops with known bounds, locals and returns");
        }
    }

    private void RunAll(IEnumerable<IOperation> statements)
    {
        int path = builder.Path;
        Symbolic before = scope.HasReturned;
        foreach (IOperation statement in statements)
        {
            EnterRest(path, ref before);
            Run(statement);
        }

        builder.Path = path;
    }

    /// <summary>Where something has returned since, the rest is read under the condition that it has not.</summary>
    private void EnterRest(int path, ref Symbolic before)
    {
        if (scope.HasReturned is not KnownTruth && !Equals(scope.HasReturned, before))
        {
            before = scope.HasReturned;
            builder.Path = path;
            builder.Enter(builder.Not(before));
        }
    }

    private void RunOptional(IOperation? statement)
    {
        if (statement is not null)
        {
            Run(statement);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Symbol.RefKind != RefKind.None)
        {
            throw Not(declarator, "A ref local", "use an ordinary one");
        }

        IOperation? initial = declarator.GetVariableInitializer()?.Value;
        if (initial is not null)
        {
            scope.Assign(declarator.Symbol, _expressions.Evaluate(initial));
        }
    }

    /// <summary>Both ways, each by itself, and then what they left.</summary>
    private void Branch(IOperation condition, Action then, Action otherwise) => Branch(_expressions.Truth(condition), then, otherwise);

    private void Branch(Symbolic condition, Action then, Action otherwise)
    {
        if (condition is KnownTruth known)
        {
            (known.Value ? then : otherwise)();
            return;
        }

        // A comparison is kept as it is, and looked at as a number only where something under it needs to know.
        CallScope before = scope.Copy();
        int path = builder.Enter(condition);
        then();
        builder.Path = path;
        CallScope first = scope.Copy();
        scope.Become(before);
        builder.Enter(builder.Not(condition));
        otherwise();
        builder.Path = path;
        scope.Join(condition, first);
    }

    private void Switch(ISwitchOperation choice)
    {
        Symbolic value = _expressions.Evaluate(choice.Value);
        ISwitchCaseOperation? fallback = choice.Cases.FirstOrDefault(section => section.Clauses.Any(c => c.CaseKind == CaseKind.Default));
        Sections([.. choice.Cases.Where(section => section != fallback)], 0);

        void Sections(IReadOnlyList<ISwitchCaseOperation> sections, int index)
        {
            if (index < sections.Count)
            {
                Symbolic condition = sections[index].Clauses
                    .Select(clause => _expressions.Patterns.Matches(value, clause)).Aggregate(builder.Or);
                Branch(condition, () => Section(sections[index]), () => Sections(sections, index + 1));
            }
            else if (fallback is not null)
            {
                Section(fallback);
            }
        }
    }

    /// <summary>A section up to its break, which must be its last statement.</summary>
    private void Section(ISwitchCaseOperation section)
    {
        IOperation[] body = [.. section.Body.SelectMany(static s => s is IBlockOperation block ? block.Operations : [s])];
        bool ends = body.LastOrDefault() is IBranchOperation { BranchKind: BranchKind.Break };
        RunAll(ends ? body.Take(body.Length - 1) : body);
    }

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
            && _expressions.Evaluate(condition.RightOperand) is Length length)
        {
            bool isWhole = scope.Variables[variable] is Known { Value: 0 } && IsIncrement(step, variable)
                && (condition.OperatorKind, length.Plus) is (BinaryOperatorKind.LessThan, 0) or (BinaryOperatorKind.LessThanOrEqual, -1);
            if (!isWhole)
            {
                throw Not(loop, "A loop over a part of a row", "go from 0 by 1 to its Length");
            }

            scope.Variables[variable] = new Position(length.Of);
            _rowLoop.Run(loop, length.Of, () => Run(loop.Body));
            return;
        }

        int path = builder.Path;
        Symbolic before = scope.HasReturned;
        for (int i = 0; _expressions.Truth(loop.Condition) is var goesOn; i++)
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

        if (_expressions.Evaluate(collection) is not Row row || loop.LoopControlVariable is not IVariableDeclaratorOperation element)
        {
            throw Not(loop, "foreach over something else than a row", "go over a ReadOnlySpan parameter or the Span of a Row");
        }

        scope.Variables[element.Symbol] = new Number(row.Step);
        _rowLoop.Run(loop, row.Step, () => Run(loop.Body));
    }
}
