using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Whether values are what patterns and cases say.</summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="scope">Receives what patterns name.</param>
/// <param name="operators">Compares.</param>
/// <param name="evaluate">Gives the values of expressions.</param>
internal sealed class PatternMatcher(
    FunctionBuilder builder, CallScope scope, SymbolicOperators operators, Func<IOperation, Symbolic> evaluate)
{
    public Symbolic Matches(Symbolic value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => operators.Compare(ComparisonKind.Equal, value, evaluate(single.Value)),
        IPatternCaseClauseOperation { Guard: null } pattern => Matches(value, pattern.Pattern),
        IPatternCaseClauseOperation { Guard: { } guard } pattern => builder.And(
            Matches(value, pattern.Pattern), SymbolicOperators.Truth(evaluate(guard), guard)),
        IRelationalCaseClauseOperation relation => operators.Compare(relation.Relation, value, evaluate(relation.Value), relation),
        _ => throw Not(clause, "This case", "use constants and relations (case > 0:)"),
    };

    public Symbolic Matches(Symbolic value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return new KnownTruth(true);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } variable }:
                scope.Assign(variable, value);
                return new KnownTruth(true);
            case IConstantPatternOperation constant:
                return operators.Compare(ComparisonKind.Equal, value, evaluate(constant.Value));
            case IRelationalPatternOperation relation:
                return operators.Compare(relation.OperatorKind, value, evaluate(relation.Value), relation);
            case INegatedPatternOperation negated:
                return builder.Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return builder.And(Matches(value, both.LeftPattern), Matches(value, both.RightPattern));
            case IBinaryPatternOperation either:
                return builder.Or(Matches(value, either.LeftPattern), Matches(value, either.RightPattern));
            case IRecursivePatternOperation { DeconstructionSubpatterns: { Length: > 0 } parts, PropertySubpatterns.Length: 0 }
                when value is Composite composite && composite.Fields.Count == parts.Length:
                return parts.Select((part, i) => Matches(composite.Fields[i], part)).Aggregate(builder.And);
            default:
                throw Not(pattern, "This pattern", "use constants, relations, and, or, not, var and _");
        }
    }
}
