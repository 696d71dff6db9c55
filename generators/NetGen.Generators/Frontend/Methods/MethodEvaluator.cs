using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>
/// Runs a method's body on values that are steps instead of numbers: statements. Both branches of a condition run, and each variable
/// becomes a choice of what they left in it; what stands behind a return runs only where nothing was returned yet.
/// </summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="scope">The variables and the way back of one call.</param>
/// <param name="calls">Reads the bodies of methods, and what is warned of.</param>
internal sealed partial class MethodEvaluator(FunctionBuilder builder, MethodEvaluator.CallScope scope, MethodCalls calls)
{
    /// <summary>What one call knows of its variables, and whether and what it has returned.</summary>
    internal sealed class CallScope
    {
        public Dictionary<ISymbol, Symbolic> Variables { get; private set; } = new(SymbolEqualityComparer.Default);

        /// <summary>Where it has returned: a bool.</summary>
        public Symbolic HasReturned { get; set; } = new KnownTruth(false);

        /// <summary>What; null for nothing yet.</summary>
        public Symbolic? Result { get; set; }

        /// <summary>Whether nothing behind this statement is reached.</summary>
        public bool IsDone => HasReturned is KnownTruth { Value: true };

        public CallScope Copy() => new()
        {
            Variables = new(Variables, SymbolEqualityComparer.Default), HasReturned = HasReturned, Result = Result,
        };

        public void Become(CallScope other) =>
            (Variables, HasReturned, Result) = (other.Variables, other.HasReturned, other.Result);
    }

    /// <summary>The whole body of a method.</summary>
    public void RunBody(IOperation body)
    {
        if (body is IMethodBodyOperation { BlockBody: null, ExpressionBody.Operations: [IReturnOperation { ReturnedValue: { } value }] })
        {
            Return(Evaluate(value));
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
                Evaluate(expression.Operation, isStatement: true);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
                {
                    Declare(declarator);
                }

                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                Return(Evaluate(value));
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
                throw Not(statement, StatementName(statement), "write it with if, switch, for loops with known bounds, locals and returns");
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
            Assign(declarator.Symbol, Evaluate(initial));
        }
    }

    private void Assign(ISymbol variable, Symbolic value)
    {
        builder.Name(value, variable.Name);
        scope.Variables[variable] = value;
    }

    private void Return(Symbolic value)
    {
        scope.Result = scope.Result is null ? value : builder.Choose(scope.HasReturned, scope.Result, value);
        scope.HasReturned = new KnownTruth(true);
    }

    /// <summary>Both ways, each by itself, and then what they left.</summary>
    private void Branch(IOperation condition, Action then, Action otherwise) => Branch(Truth(condition), then, otherwise);

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
        Join(condition, first);
    }

    /// <summary>What both branches left; the second is in the scope.</summary>
    private void Join(Symbolic condition, CallScope first)
    {
        if (first.IsDone && scope.IsDone)
        {
            scope.Result = builder.Choose(condition, first.Result!, scope.Result!);
            return;
        }

        // What a branch that returned left in the variables, nobody reads.
        foreach ((ISymbol variable, Symbolic value) in first.IsDone ? [] : first.Variables.Select(pair => (pair.Key, pair.Value)).ToList())
        {
            if (scope.IsDone)
            {
                scope.Variables[variable] = value;
            }
            else if (scope.Variables.TryGetValue(variable, out Symbolic other))
            {
                scope.Variables[variable] = builder.Choose(condition, value, other);
            }
        }

        scope.Result = (first.Result, scope.Result) switch
        {
            ({ } a, { } b) => builder.Choose(condition, a, b),
            var (a, b) => a ?? b,
        };
        scope.HasReturned = builder.Choose(condition, first.HasReturned, scope.HasReturned);
    }

    private void Switch(ISwitchOperation choice)
    {
        Symbolic value = Evaluate(choice.Value);
        ISwitchCaseOperation? fallback = choice.Cases.FirstOrDefault(section => section.Clauses.Any(c => c.CaseKind == CaseKind.Default));
        Sections([.. choice.Cases.Where(section => section != fallback)], 0);

        void Sections(IReadOnlyList<ISwitchCaseOperation> sections, int index)
        {
            if (index < sections.Count)
            {
                Symbolic condition = sections[index].Clauses.Select(clause => Matches(value, clause)).Aggregate(builder.Or);
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

    private Symbolic Matches(Symbolic value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => Compare(ComparisonKind.Equal, value, Evaluate(single.Value)),
        IPatternCaseClauseOperation { Guard: null } pattern => Matches(value, pattern.Pattern),
        IPatternCaseClauseOperation pattern => builder.And(Matches(value, pattern.Pattern), Truth(pattern.Guard!)),
        IRelationalCaseClauseOperation relation => Compare(relation.Relation, value, Evaluate(relation.Value), relation),
        _ => throw Not(clause, "This case", "use constants and relations (case > 0:)"),
    };
}
