using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Operators and comparisons.</content>
internal sealed partial class MethodEvaluator
{
    private Symbolic Unary(IUnaryOperation unary)
    {
        Symbolic operand = Evaluate(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => builder.Map(x => -x[0], Numeric(operand, unary.Operand)),
            UnaryOperatorKind.Not when operand is KnownTruth or Symbolic.Truth or Comparison => builder.Not(operand),
            _ => throw Not(unary, $"The operator {unary.OperatorKind}", "use arithmetic and comparisons"),
        };
    }

    private Symbolic Binary(BinaryOperatorKind kind, Symbolic left, Func<Symbolic> rightOf, IOperation expression)
    {
        // What && and || guard is read under their condition.
        if (kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            bool isAnd = kind == BinaryOperatorKind.ConditionalAnd;
            left = Truth(left, expression);
            if (left is KnownTruth known && known.Value != isAnd)
            {
                return left;
            }

            int path = builder.Enter(isAnd ? left : builder.Not(left));
            Symbolic second = Truth(rightOf(), expression);
            builder.Path = path;
            return isAnd ? builder.And(left, second) : builder.Or(left, second);
        }

        Symbolic right = rightOf();
        switch (kind)
        {
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                return Compare(kind, left, right, expression);
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when left is KnownTruth or Symbolic.Truth or Comparison:
                right = Truth(right, expression);
                return kind == BinaryOperatorKind.And ? builder.And(left, right) : builder.Or(left, right);
            case BinaryOperatorKind.ExclusiveOr when left is KnownTruth or Symbolic.Truth or Comparison:
                return Compare(ComparisonKind.Different, left, Truth(right, expression));
            case BinaryOperatorKind.Multiply when left is Matrix matrix && right is Row row:
                return calls.Product(matrix.Step, row.Step, expression);
            case BinaryOperatorKind.Subtract or BinaryOperatorKind.Add when left is Length length && right is Known { Value: var number }:
                return length with { Plus = length.Plus + (kind == BinaryOperatorKind.Add ? 1 : -1) * (int)number };
        }

        bool isWhole = IsWhole(expression.Type);
        Symbolic a = Numeric(left, expression), b = Numeric(right, expression);
        if (kind == BinaryOperatorKind.Divide && b is Known { Value: 0 })
        {
            if (isWhole)
            {
                throw Not(expression, "A division by 0", "divide by another number");
            }

            calls.Warn(expression, "a division by 0 is no number");
        }

        return kind switch
        {
            BinaryOperatorKind.Add => builder.Map(x => x[0] + x[1], a, b),
            BinaryOperatorKind.Subtract => builder.Map(x => x[0] - x[1], a, b),
            BinaryOperatorKind.Multiply => builder.Map(x => x[0] * x[1], a, b),
            BinaryOperatorKind.Divide when isWhole && a is Known m && b is Known n => new Known(Math.Truncate(m.Value / n.Value)),
            BinaryOperatorKind.Divide => builder.Map(x => isWhole ? Functions.Truncate(x[0] / x[1]) : x[0] / x[1], a, b),
            BinaryOperatorKind.Remainder when a is Known m && b is Known n => new Known(m.Value % n.Value),
            BinaryOperatorKind.Remainder => builder.Map(x => Functions.Remainder(x[0], x[1]), a, b),
            _ => throw Not(expression, $"The operator {kind}", "use + - * / %, comparisons, && and ||"),
        };
    }

    private Symbolic Compare(BinaryOperatorKind kind, Symbolic left, Symbolic right, IOperation expression) => kind switch
    {
        BinaryOperatorKind.GreaterThan => Compare(ComparisonKind.Greater, left, right),
        BinaryOperatorKind.GreaterThanOrEqual => Compare(ComparisonKind.AtLeast, left, right),
        BinaryOperatorKind.LessThan => Compare(ComparisonKind.Greater, right, left),
        BinaryOperatorKind.LessThanOrEqual => Compare(ComparisonKind.AtLeast, right, left),
        BinaryOperatorKind.Equals => Compare(ComparisonKind.Equal, left, right),
        BinaryOperatorKind.NotEquals => Compare(ComparisonKind.Different, left, right),
        _ => throw Not(expression, "This comparison", "use <, <=, >, >=, == and !="),
    };

    private Symbolic Compare(ComparisonKind kind, Symbolic left, Symbolic right)
    {
        switch (left, right)
        {
            case (Known a, Known b):
                return new KnownTruth(kind switch
                {
                    ComparisonKind.Greater => a.Value > b.Value,
                    ComparisonKind.AtLeast => a.Value >= b.Value,
                    ComparisonKind.Equal => a.Value == b.Value,
                    _ => a.Value != b.Value,
                });
            case (KnownTruth or Symbolic.Truth or Comparison, KnownTruth or Symbolic.Truth or Comparison):
                (left, right) = (builder.Choose(left, new Known(1), new Known(0)), builder.Choose(right, new Known(1), new Known(0)));
                break;
            case (Label or Position, _) or (_, Label or Position) when kind is ComparisonKind.Equal or ComparisonKind.Different:
                Symbolic same = SamePlace(left, right);
                return kind == ComparisonKind.Equal ? same : builder.Not(same);
        }

        return left is Number or Known or Length && right is Number or Known or Length
            ? new Comparison(kind, builder.StepOf(left), builder.StepOf(right))
            : throw (left is Label or Position || right is Label or Position
                ? new MisfitException("This comparison of a class label or a place in a row", "compare it by == and != with constants")
                : new MisfitException("This comparison", "compare numbers"));
    }

    /// <summary>Whether a class label, or the place of an element, is a number, or one the other.</summary>
    private Symbolic SamePlace(Symbolic a, Symbolic b) => (a, b) switch
    {
        (Label label, Known known) => builder.Holds(new Expr.IsLabel(0, (int)known.Value), [label.Step]),
        (Position place, Known known) => builder.Holds(new Expr.IsChannel((int)known.Value), [], place.Of),
        (Position place, Label label) => builder.Holds(new Expr.OneHot(0), [label.Step], place.Of),
        (Known, _) or (Label, Position) => SamePlace(b, a),
        _ => throw new MisfitException("This comparison of a class label or a place in a row", "compare it by == and != with constants"),
    };
}
