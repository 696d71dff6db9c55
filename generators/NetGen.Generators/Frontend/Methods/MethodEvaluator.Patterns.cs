using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Patterns, and where values are stored.</content>
internal sealed partial class MethodEvaluator
{
    private Symbolic Switch(ISwitchExpressionOperation choice)
    {
        Symbolic value = Evaluate(choice.Value);
        return Arm(0);

        Symbolic Arm(int index)
        {
            ISwitchExpressionArmOperation arm = index < choice.Arms.Length
                ? choice.Arms[index]
                : throw Not(choice, "A switch that leaves values out", "end it with _ => …");
            if (choice.IsExhaustive && index == choice.Arms.Length - 1 && arm is { Guard: null, Pattern: IConstantPatternOperation })
            {
                return Evaluate(arm.Value);
            }

            Symbolic matches = Matches(value, arm.Pattern);
            if (arm.Guard is { } guard)
            {
                matches = builder.And(matches, Truth(guard));
            }

            return Choice(matches, () => Evaluate(arm.Value), () => Arm(index + 1));
        }
    }

    private Symbolic Matches(Symbolic value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return new KnownTruth(true);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } variable }:
                Assign(variable, value);
                return new KnownTruth(true);
            case IConstantPatternOperation constant:
                return Compare(ComparisonKind.Equal, value, Evaluate(constant.Value));
            case IRelationalPatternOperation relation:
                return Compare(relation.OperatorKind, value, Evaluate(relation.Value), relation);
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

    /// <summary>Puts a value into a variable, or the parts of one into several.</summary>
    private Symbolic Store(IOperation target, Symbolic value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Assign(local.Local, value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Assign(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value);
            case IDiscardOperation:
                break;
            case ITupleOperation tuple when value is Composite composite && composite.Fields.Count == tuple.Elements.Length:
                for (int i = 0; i < composite.Fields.Count; i++)
                {
                    Store(tuple.Elements[i], composite.Fields[i]);
                }

                break;
            default:
                throw Not(
                    target, "An assignment to this",
                    "assign to locals and parameters; make new tuples and records instead of changing them");
        }

        return value;
    }
}
