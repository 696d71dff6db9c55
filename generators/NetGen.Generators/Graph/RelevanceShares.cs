namespace NetGen.Generators.Graph;

/// <summary>
/// Which share of a formula's relevance each of its inputs gets. Of a sum each term its share of the sum; of a product the signal all,
/// where the other factor is a gate, else both half; of a quotient the dividend all; of a function of one number its argument all.
/// </summary>
/// <param name="varies">Whether an input is to be given relevance.</param>
/// <param name="isGate">Whether an input only scales others: one number for many, or one between 0 and 1.</param>
/// <param name="isPositive">Whether only terms above 0 count, and constants do not: z⁺; else all do, constants too: ε.</param>
/// <param name="epsilon">What is added to the size of a sum.</param>
internal sealed class RelevanceShares(Func<int, bool> varies, Func<int, bool> isGate, bool isPositive, double epsilon)
{
    /// <summary>The share of one input.</summary>
    public Expr Of(Expr formula, int input)
    {
        if (!Varying(formula).Contains(input))
        {
            return 0;
        }

        if (Varying(formula).Count == 1 && !Difference.IsAffine(formula, varies))
        {
            return 1;
        }

        return formula switch
        {
            Expr.Input => 1,
            Expr.WithGradient g => Of(g.Value, input),
            Expr.Unary { Operator: UnaryOperator.Exp, Operand: Expr.Binary { Operator: BinaryOperator.Subtract } shifted }
                when IsGate(shifted.Right) => Of(shifted.Left, input),
            Expr.Unary u => Of(u.Operand, input),
            Expr.Binary { Operator: BinaryOperator.Add } b => Sum(b.Left, b.Right, input),
            Expr.Binary { Operator: BinaryOperator.Subtract } b => Sum(b.Left, -b.Right, input),
            Expr.Binary { Operator: BinaryOperator.Multiply } b => Product(b.Left, b.Right, input),
            Expr.Binary { Operator: BinaryOperator.Divide } b => Varying(b.Left).Count > 0 ? Of(b.Left, input) : Of(b.Right, input),
            Expr.Binary { Operator: BinaryOperator.Max } b => Expr.Greater(b.Left, b.Right, Of(b.Left, input), Of(b.Right, input)),
            Expr.Binary b => Expr.Greater(b.Right, b.Left, Of(b.Left, input), Of(b.Right, input)),
            Expr.Select s => Expr.Greater(s.Left, s.Right, Of(s.Then, input), Of(s.Otherwise, input)),
            _ => throw new InvalidOperationException($"{formula} has no relevance."),
        };
    }

    /// <summary>1 over a sum that is no nearer to 0 than ε.</summary>
    public static Expr Inverse(Expr sum, double epsilon) => 1 / (sum + Expr.Greater(0, sum, -epsilon, epsilon));

    private Expr Sum(Expr left, Expr right, int input)
    {
        left = left.WithoutGradients();
        right = right.WithoutGradients();
        bool both = Varying(left).Count > 0 && Varying(right).Count > 0;
        if (isPositive && !both)
        {
            return Of(left, input) + Of(right, input);
        }

        if (isPositive)
        {
            // Where no term speaks for it, each has its half.
            Expr a = Expr.Max(left, 0), b = Expr.Max(right, 0);
            Expr share = Expr.Greater(a + b, 0, a / (a + b), 0.5);
            return share * Of(left, input) + (1 - share) * Of(right, input);
        }

        Expr inverse = Inverse(left + right, epsilon);
        return left * inverse * Of(left, input) + right * inverse * Of(right, input);
    }

    private Expr Product(Expr left, Expr right, int input)
    {
        bool isLeft = Varying(left).Count > 0, isRight = Varying(right).Count > 0;
        bool leftGates = isLeft && IsGate(left), rightGates = isRight && IsGate(right);
        return !isLeft || (leftGates && isRight && !rightGates) ? Of(right, input)
            : !isRight || (rightGates && !leftGates) ? Of(left, input)
            : (Of(left, input) + Of(right, input)) * 0.5;
    }

    private bool IsGate(Expr factor) => factor is Expr.Unary { Operator: UnaryOperator.Sigmoid } || Varying(factor).All(isGate);

    private List<int> Varying(Expr formula) => [.. formula.WithoutGradients().Inputs().Where(varies)];
}
