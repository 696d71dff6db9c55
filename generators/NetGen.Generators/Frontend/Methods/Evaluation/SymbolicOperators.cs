using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Graph;
using static NetGen.Generators.Frontend.Methods.Symbolic;
using static NetGen.Generators.Frontend.Methods.UnsupportedException;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Operators, comparisons and conversions of values.</summary>
/// <param name="builder">Receives the steps.</param>
/// <param name="rows">Products of matrices and rows.</param>
/// <param name="calls">Is told what is warned of.</param>
internal sealed class SymbolicOperators(FunctionBuilder builder, RowFunctions rows, MethodCalls calls)
{
    /// <summary>A bool.</summary>
    public static Symbolic Truth(Symbolic value, IOperation condition) => value is KnownTruth or Symbolic.Truth or Comparison
        ? value
        : throw Not(condition, "This condition", "use comparisons of numbers, &&, || and !");

    /// <summary>A number or row.</summary>
    public Symbolic Numeric(Symbolic value, IOperation expression) => value switch
    {
        Number or Known or Row => value,
        Length or Label or Position => new Number(builder.StepOf(value)),
        _ => throw Not(expression, "This operand", "use numbers and rows"),
    };

    public Symbolic Unary(Symbolic operand, IUnaryOperation unary) => unary.OperatorKind switch
    {
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Minus => builder.Map(x => -x[0], Numeric(operand, unary.Operand)),
        UnaryOperatorKind.Not when operand is KnownTruth or Symbolic.Truth or Comparison => builder.Not(operand),
        _ => throw Not(unary, $"The operator {unary.OperatorKind}", "use arithmetic and comparisons"),
    };

    /// <summary>Two values; the second is read under the condition of the first, where that decides.</summary>
    public Symbolic Binary(BinaryOperatorKind kind, Symbolic left, Func<Symbolic> rightOf, IOperation expression)
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
                return rows.Product(matrix.Step, row.Step, expression);
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

    public Symbolic Compare(BinaryOperatorKind kind, Symbolic left, Symbolic right, IOperation expression) => kind switch
    {
        BinaryOperatorKind.GreaterThan => Compare(ComparisonKind.Greater, left, right),
        BinaryOperatorKind.GreaterThanOrEqual => Compare(ComparisonKind.AtLeast, left, right),
        BinaryOperatorKind.LessThan => Compare(ComparisonKind.Greater, right, left),
        BinaryOperatorKind.LessThanOrEqual => Compare(ComparisonKind.AtLeast, right, left),
        BinaryOperatorKind.Equals => Compare(ComparisonKind.Equal, left, right),
        BinaryOperatorKind.NotEquals => Compare(ComparisonKind.Different, left, right),
        _ => throw Not(expression, "This comparison", "use <, <=, >, >=, == and !="),
    };

    public Symbolic Compare(ComparisonKind kind, Symbolic left, Symbolic right)
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

    /// <summary>A value as another type.</summary>
    public Symbolic Convert(Symbolic value, IConversionOperation conversion)
    {
        ITypeSymbol? from = conversion.Operand.Type, to = conversion.Type;
        if (conversion.OperatorMethod is not null && value is not Row)
        {
            throw Not(conversion, $"The conversion to {to?.ToDisplayString()}", "use float, double and int");
        }

        if (IsWhole(to) && IsFraction(from))
        {
            if (value is Known known)
            {
                return new Known(Math.Truncate(known.Value));
            }

            calls.Warn(conversion, "a conversion to whole numbers is flat between its steps");
            return builder.Map(x => Functions.Truncate(x[0]), Numeric(value, conversion));
        }

        bool isKept = value is Row or Matrix or Composite or Label or Length or Position or KnownTruth or Symbolic.Truth or Comparison
            || IsWhole(to) || IsFraction(to) || to?.TypeKind == TypeKind.TypeParameter;
        return isKept ? value : throw Not(conversion, $"The conversion to {to?.ToDisplayString()}", "use float, double and int");
    }

    private static bool IsWhole(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool IsFraction(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type?.TypeKind == TypeKind.TypeParameter;
}
