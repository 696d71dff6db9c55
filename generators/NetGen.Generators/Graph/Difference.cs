namespace NetGen.Generators.Graph;

/// <summary>
/// The change of a formula between two places, x and a reference x′, divided among its inputs: f(x) − f(x′) = Σ sᵢ·(xᵢ − x′ᵢ), exactly,
/// by one rule for each operation:
/// u + v: sᵤ + sᵥ;  u·v: sᵤ·(v + v′)/2 + sᵥ·(u + u′)/2;  u / v: u·(1/v), where 1/v has −1/(v·v′);  a function of one number f(u): the
/// difference quotient (f(u) − f(u′)) / (u − u′) · sᵤ, where u hardly changes f′ between the two;  max(u, v) = v + max(u − v, 0).
/// </summary>
/// <param name="varies">Whether an input has another value at the reference.</param>
/// <param name="reference">The number of the input that has it.</param>
/// <param name="tolerance">Below this share of their size, two numbers are one.</param>
internal sealed class Difference(Func<int, bool> varies, Func<int, int> reference, double tolerance)
{
    /// <summary>sᵢ of an input.</summary>
    /// <param name="formula">f.</param>
    /// <param name="input">Which input.</param>
    /// <param name="value">What has f(x) already.</param>
    /// <param name="referenceValue">What has f(x′) already.</param>
    public Expr Slope(Expr formula, int input, Expr? value = null, Expr? referenceValue = null)
    {
        if (!Varying(formula).Contains(input))
        {
            return 0;
        }

        if (!IsAffine(formula, varies) && Varying(formula) is [var only])
        {
            return Quotient(
                value ?? formula.WithoutGradients(), referenceValue ?? AtReference(formula), new Expr.Input(only),
                formula.Derivative(only));
        }

        return formula switch
        {
            Expr.Input => 1,
            Expr.WithGradient g => Slope(g.Value, input),
            Expr.Unary { Operator: UnaryOperator.Negate } u => -Slope(u.Operand, input),
            Expr.Unary u => Outer(u) * Slope(u.Operand, input),
            Expr.Binary b => Slope(b, Slope(b.Left, input), Slope(b.Right, input)),
            Expr.Select s => Slope(s, input),
            _ => throw new InvalidOperationException($"{formula} has no difference."),
        };
    }

    /// <summary>
    /// The difference quotient; where x is the reference, the derivative between them. 0 where the function has no value at one of the two,
    /// such as the logarithm of a negative number, which a choice left out there; and where x stays at a place of infinite slope.
    /// </summary>
    public Expr Quotient(Expr value, Expr referenceValue, Expr x, Expr derivative)
    {
        Expr other = AtReference(x), change = x - other, gain = value - referenceValue, between = Between(derivative);
        return Expr.Greater(
            Expr.Abs(change), (Expr.Abs(x) + Expr.Abs(other)) * tolerance,
            WhereFinite(gain, gain / change, 0), WhereFinite(between, between, 0));
    }

    /// <summary>The formula at the reference.</summary>
    public Expr AtReference(Expr formula) =>
        formula.WithoutGradients().Substitute(i => new Expr.Input(varies(i) ? reference(i) : i));

    private Expr Slope(Expr.Binary b, Expr left, Expr right)
    {
        Expr u = b.Left, v = b.Right;
        switch (b.Operator)
        {
            case BinaryOperator.Add:
                return left + right;
            case BinaryOperator.Subtract:
                return left - right;
            case BinaryOperator.Multiply:
                return left * Mean(v) + right * Mean(u);
            case BinaryOperator.Divide:
                return left * Mean(1 / v) - right * Mean(u) / (v.WithoutGradients() * AtReference(v));
            default:
                Expr over = u - v, positive = Expr.Max(over, 0);
                Expr share = Quotient(
                    positive.WithoutGradients(), AtReference(positive), over.WithoutGradients(), Expr.Greater(over, 0, 1, 0));
                return b.Operator == BinaryOperator.Max ? right + share * (left - right) : left - share * (left - right);
        }
    }

    /// <summary>
    /// Of a choice: the case's own where both places are in it; between them a jump, for which what was compared counts, and half of both;
    /// all of it counts as the jump where a case has no value at the place that is not in it.
    /// </summary>
    private Expr Slope(Expr.Select s, int input)
    {
        Expr then = Slope(s.Then, input), otherwise = Slope(s.Otherwise, input);
        Expr left = s.Left.WithoutGradients(), right = s.Right.WithoutGradients();
        Expr otherLeft = AtReference(left), otherRight = AtReference(right);
        Expr jump = Mean(s.Then) - Mean(s.Otherwise);
        Expr by = (Slope(s.Left, input) - Slope(s.Right, input)) / (left - right - (otherLeft - otherRight));
        Expr half = (then + otherwise) * 0.5;
        Expr up = WhereFinite(jump, half + jump * by, (s.Then.WithoutGradients() - AtReference(s.Otherwise)) * by);
        Expr down = WhereFinite(jump, half - jump * by, (s.Otherwise.WithoutGradients() - AtReference(s.Then)) * by);
        Expr Other(Expr ifThen, Expr ifOtherwise) => Expr.Greater(otherLeft, otherRight, ifThen, ifOtherwise);
        return Expr.Greater(left, right, Other(then, up), Other(down, otherwise));
    }

    private Expr Outer(Expr.Unary u)
    {
        Expr x = u.Operand.WithoutGradients();
        Expr derivative = (u with { Operand = new Expr.Input(0) }).Derivative(0).Substitute(_ => x);
        return Quotient(u.WithoutGradients(), AtReference(u), x, derivative);
    }

    /// <summary>A choice that takes the second for NaN and infinite numbers, since no comparison holds for those.</summary>
    private static Expr WhereFinite(Expr number, Expr then, Expr otherwise) =>
        Expr.Greater(float.MaxValue, Expr.Abs(number), then, otherwise);

    private Expr Mean(Expr formula) =>
        Varying(formula).Count > 0 ? (formula.WithoutGradients() + AtReference(formula)) * 0.5 : formula.WithoutGradients();

    /// <summary>Halfway between the two places.</summary>
    private Expr Between(Expr formula) => formula.WithoutGradients().Substitute(
        i => varies(i) ? (new Expr.Input(i) + new Expr.Input(reference(i))) * 0.5 : new Expr.Input(i));

    private List<int> Varying(Expr formula) => [.. formula.WithoutGradients().Inputs().Where(varies)];

    /// <summary>Whether the formula is a sum of its inputs that vary, each times what does not.</summary>
    public static bool IsAffine(Expr formula, Func<int, bool> varies)
    {
        bool IsFixed(Expr part) => !part.WithoutGradients().Inputs().Any(varies);
        return formula switch
        {
            Expr.WithGradient g => IsAffine(g.Value, varies),
            Expr.Unary { Operator: UnaryOperator.Negate } u => IsAffine(u.Operand, varies),
            Expr.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b =>
                IsAffine(b.Left, varies) && IsAffine(b.Right, varies),
            Expr.Binary { Operator: BinaryOperator.Multiply } b when IsFixed(b.Left) => IsAffine(b.Right, varies),
            Expr.Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } b when IsFixed(b.Right) => IsAffine(b.Left, varies),
            _ => formula is Expr.Input || IsFixed(formula),
        };
    }
}
