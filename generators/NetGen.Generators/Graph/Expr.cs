using NetGen.Generators.Model;

namespace NetGen.Generators.Graph;

/// <summary>
/// A scalar formula over inputs: all elementwise mathematics of the compiler, whether from an activation, a loss or a normalization.
/// Value-equal; knows its derivative; printers turn it into SIMD code and into the text above a kernel.
/// </summary>
internal abstract record Expr
{
    /// <summary>The element of input number <paramref name="Index"/> at the position computed.</summary>
    internal sealed record Input(int Index) : Expr;

    internal sealed record Constant(double Value) : Expr;

    internal sealed record Unary(UnaryOperator Operator, Expr Operand) : Expr;

    internal sealed record Binary(BinaryOperator Operator, Expr Left, Expr Right) : Expr;

    /// <summary>left &gt; right ? then : otherwise.</summary>
    internal sealed record Select(Expr Left, Expr Right, Expr Then, Expr Otherwise) : Expr;

    /// <summary>A value whose derivative is stated: that by each of the arguments.</summary>
    internal sealed record WithGradient(Expr Value, EquatableArray<Expr> Arguments, EquatableArray<Expr> Derivatives) : Expr
    {
        public WithGradient Each(Func<Expr, Expr> change) =>
            new(change(Value), Arguments.Select(change).ToEquatableArray(), Derivatives.Select(change).ToEquatableArray());
    }

    /// <summary>A random number in [0, 1): a function of the element's index, the step and this stream.</summary>
    internal sealed record Uniform(int Stream) : Expr;

    /// <summary>
    /// 1 / number of samples in the batch; where <paramref name="Length"/> is the number of a length, 1 / number of their positions.
    /// </summary>
    /// <param name="Length">Which length; −1 for none.</param>
    /// <param name="IsLossScale">
    /// Whether it is what a sample's loss counts in the gradient: that of a batch that is part of a larger one is the larger one's, while
    /// statistics are its own unless they are summed over the processes.
    /// </param>
    internal sealed record InverseBatch(int Length = -1, bool IsLossScale = false) : Expr;

    /// <summary>1 / number of rows of the batch, that of this process.</summary>
    public static Expr PerRow(TensorShape shape) => PerRow(shape, isLossScale: false);

    /// <summary>What a row's loss counts in the gradient: 1 / number of rows of the whole batch, that of all processes.</summary>
    public static Expr LossScale(TensorShape shape) => PerRow(shape, isLossScale: true);

    private static Expr PerRow(TensorShape shape, bool isLossScale) => shape.Length >= 0
        ? new InverseBatch(shape.Length, isLossScale)
        : new InverseBatch(IsLossScale: isLossScale) * (1.0 / shape.Rows);

    /// <summary>What a batch counts in the gradient of the larger one that it is part of; else 1.</summary>
    public static Expr LossShare(TensorShape shape) => new InverseBatch(shape.Length, true) / new InverseBatch(shape.Length);

    /// <summary>Number of rows of a sample.</summary>
    public static Expr RowsOf(TensorShape shape) => shape.Length >= 0 ? new InverseBatch() / new InverseBatch(shape.Length) : shape.Rows;

    /// <summary>1 where the channel's index is the class label of the sample (input <paramref name="Index"/>), else 0.</summary>
    internal sealed record OneHot(int Index) : Expr;

    /// <summary>1 where the class label of the row (input <paramref name="Index"/>) is this one, else 0.</summary>
    internal sealed record IsLabel(int Index, int Label) : Expr;

    /// <summary>1 in one channel, else 0.</summary>
    internal sealed record IsChannel(int Channel) : Expr;

    /// <summary>A number for each channel: only where there are few.</summary>
    public static Expr OfChannels(IEnumerable<double> values) =>
        values.Select((value, channel) => new IsChannel(channel) * value).Aggregate((a, b) => a + b);

    public static Expr Exp(Expr x) => x is Constant c ? Math.Exp(c.Value) : new Unary(UnaryOperator.Exp, x);

    public static Expr Log(Expr x) => x is Constant c ? Math.Log(c.Value) : new Unary(UnaryOperator.Log, x);

    public static Expr Sqrt(Expr x) => x is Constant c ? Math.Sqrt(c.Value) : new Unary(UnaryOperator.Sqrt, x);

    public static Expr Tanh(Expr x) => new Unary(UnaryOperator.Tanh, x);

    public static Expr Sigmoid(Expr x) => new Unary(UnaryOperator.Sigmoid, x);

    public static Expr Erf(Expr x) => new Unary(UnaryOperator.Erf, x);

    public static Expr Softplus(Expr x) => new Unary(UnaryOperator.Softplus, x);

    public static Expr Abs(Expr x) => new Unary(UnaryOperator.Abs, x);

    public static Expr Sin(Expr x) => new Unary(UnaryOperator.Sin, x);

    public static Expr Cos(Expr x) => new Unary(UnaryOperator.Cos, x);

    public static Expr Atan(Expr x) => new Unary(UnaryOperator.Atan, x);

    /// <summary>The largest whole number that is not above: its derivative is 0.</summary>
    public static Expr Floor(Expr x) => new Unary(UnaryOperator.Floor, x);

    /// <summary>The nearest whole number, of two the even one: its derivative is 0.</summary>
    public static Expr Round(Expr x) => new Unary(UnaryOperator.Round, x);

    /// <summary>ln(1 + x) without cancellation near 0: x · ln u / (u − 1) with u = 1 + x as it is rounded. Kahan.</summary>
    public static Expr Log1P(Expr x) => new Unary(UnaryOperator.Log1P, x);

    public static Expr Max(Expr a, Expr b) => new Binary(BinaryOperator.Max, a, b);

    public static Expr Min(Expr a, Expr b) => new Binary(BinaryOperator.Min, a, b);

    /// <summary>eˣ − 1 for x ≤ 0, without cancellation near 0: 2t / (1 − t), t = tanh(x/2).</summary>
    public static Expr ExpMinus1(Expr x) => Tanh(x * 0.5) * 2 / (1 - Tanh(x * 0.5));

    public static Expr Greater(Expr a, Expr b, Expr then, Expr otherwise) => new Select(a, b, then, otherwise);

    public static implicit operator Expr(double value) => new Constant(value);

    public static Expr operator +(Expr a, Expr b) => Fold(BinaryOperator.Add, a, b);

    public static Expr operator -(Expr a, Expr b) => Fold(BinaryOperator.Subtract, a, b);

    public static Expr operator *(Expr a, Expr b) => Fold(BinaryOperator.Multiply, a, b);

    public static Expr operator /(Expr a, Expr b) => Fold(BinaryOperator.Divide, a, b);

    public static Expr operator -(Expr a) => a switch
    {
        Constant c => new Constant(-c.Value),
        Unary { Operator: UnaryOperator.Negate } n => n.Operand,
        _ => new Unary(UnaryOperator.Negate, a),
    };

    /// <summary>The formula with every input replaced.</summary>
    public Expr Substitute(Func<int, Expr> inputs) => this switch
    {
        Input i => inputs(i.Index),
        OneHot o => o with { Index = IndexOfLabel(inputs(o.Index)) },
        IsLabel l => l with { Index = IndexOfLabel(inputs(l.Index)) },
        Unary u => u with { Operand = u.Operand.Substitute(inputs) },
        Binary b => Fold(b.Operator, b.Left.Substitute(inputs), b.Right.Substitute(inputs)),
        Select s => new Select(
            s.Left.Substitute(inputs), s.Right.Substitute(inputs), s.Then.Substitute(inputs), s.Otherwise.Substitute(inputs)),
        WithGradient g => g.Each(part => part.Substitute(inputs)),
        _ => this,
    };

    /// <summary>The formula where nobody will ask for its derivative any more.</summary>
    public Expr WithoutGradients() => this switch
    {
        WithGradient g => g.Value.WithoutGradients(),
        Unary u => u with { Operand = u.Operand.WithoutGradients() },
        Binary b => b with { Left = b.Left.WithoutGradients(), Right = b.Right.WithoutGradients() },
        Select(var l, var r, var then, var otherwise) =>
            new Select(l.WithoutGradients(), r.WithoutGradients(), then.WithoutGradients(), otherwise.WithoutGradients()),
        _ => this,
    };

    private static int IndexOfLabel(Expr input) =>
        input is Input i ? i.Index : throw new InvalidOperationException("A label is an input, never a formula.");

    /// <summary>The formula with every occurrence of a part replaced; a part that is no computation stays.</summary>
    public Expr Replace(Expr part, Expr by) => this switch
    {
        Unary or Binary or Select when Equals(part) => by,
        Unary u => u with { Operand = u.Operand.Replace(part, by) },
        Binary b => b with { Left = b.Left.Replace(part, by), Right = b.Right.Replace(part, by) },
        Select(var l, var r, var then, var otherwise) =>
            new Select(l.Replace(part, by), r.Replace(part, by), then.Replace(part, by), otherwise.Replace(part, by)),
        WithGradient g => g.Each(inner => inner.Replace(part, by)),
        _ => this,
    };

    /// <summary>The product with a derivative, drawn into its cases: where one is 0, so is the product, whatever this is.</summary>
    public Expr Times(Expr derivative) => derivative is Select(var l, var r, var then, var otherwise)
        ? Choose(l, r, Times(then), Times(otherwise))
        : this * derivative;

    /// <summary>Every part of it, itself included.</summary>
    public IReadOnlyList<Expr> Subexpressions()
    {
        List<Expr> parts = [];
        AddTo(parts);
        return parts;
    }

    private void AddTo(List<Expr> parts)
    {
        parts.Add(this);
        foreach (Expr operand in Operands)
        {
            operand.AddTo(parts);
        }
    }

    private Expr[] Operands => this switch
    {
        Unary u => [u.Operand],
        Binary b => [b.Left, b.Right],
        Select s => [s.Left, s.Right, s.Then, s.Otherwise],
        WithGradient g => [g.Value, .. g.Arguments, .. g.Derivatives],
        _ => [],
    };

    /// <summary>What the formulas average over, each once.</summary>
    public static IEnumerable<InverseBatch> Inverses(IEnumerable<Expr> formulas) =>
        formulas.SelectMany(f => f.Subexpressions().OfType<InverseBatch>()).Distinct().OrderBy(i => (i.Length, i.IsLossScale));

    /// <summary>The random streams it draws from.</summary>
    public IEnumerable<int> Streams() => Subexpressions().OfType<Uniform>().Select(u => u.Stream);

    /// <summary>The same over other streams.</summary>
    public Expr MoveStreams(int by) => this switch
    {
        Uniform u => new Uniform(u.Stream + by),
        Unary u => u with { Operand = u.Operand.MoveStreams(by) },
        Binary b => b with { Left = b.Left.MoveStreams(by), Right = b.Right.MoveStreams(by) },
        Select s => new Select(s.Left.MoveStreams(by), s.Right.MoveStreams(by), s.Then.MoveStreams(by), s.Otherwise.MoveStreams(by)),
        WithGradient g => g.Each(part => part.MoveStreams(by)),
        _ => this,
    };

    /// <summary>Indices of the inputs it reads, each once.</summary>
    public IReadOnlyList<int> Inputs()
    {
        List<int> found = [];
        foreach (Expr part in Subexpressions())
        {
            int index = part switch { Input i => i.Index, OneHot o => o.Index, IsLabel l => l.Index, _ => -1 };
            if (index >= 0 && !found.Contains(index))
            {
                found.Add(index);
            }
        }

        return found;
    }

    /// <summary>d this / d input, by the chain rule.</summary>
    public Expr Derivative(int input) => this switch
    {
        Input i => i.Index == input ? 1 : 0,
        Binary b => (b.Operator, b.Left.Derivative(input), b.Right.Derivative(input)) switch
        {
            (BinaryOperator.Add, var l, var r) => l + r,
            (BinaryOperator.Subtract, var l, var r) => l - r,
            (BinaryOperator.Multiply, var l, var r) => l * b.Right + b.Left * r,
            (BinaryOperator.Divide, var l, var r) => (l - this * r) / b.Right,
            (BinaryOperator.Max, var l, var r) => Choose(b.Left, b.Right, l, r),
            (BinaryOperator.Min, var l, var r) => Choose(b.Right, b.Left, l, r),
            var (op, _, _) => throw new InvalidOperationException($"No derivative for {op}."),
        },
        Unary u => OuterDerivative(u) * u.Operand.Derivative(input),
        Select s => Choose(s.Left, s.Right, s.Then.Derivative(input), s.Otherwise.Derivative(input)),
        WithGradient g => g.Arguments.Zip(g.Derivatives, (argument, by) => by * argument.Derivative(input)).Aggregate((a, b) => a + b),
        _ => 0,
    };

    private static Expr Choose(Expr left, Expr right, Expr then, Expr otherwise) =>
        then == otherwise ? then : new Select(left, right, then, otherwise);

    private static Expr OuterDerivative(Unary u)
    {
        Expr x = u.Operand;
        return u.Operator switch
        {
            UnaryOperator.Negate => -1,
            UnaryOperator.Exp => u,
            UnaryOperator.Log => 1 / x,
            UnaryOperator.Sqrt => 0.5 / u,
            UnaryOperator.Tanh => 1 - u * u,
            UnaryOperator.Sigmoid => u * (1 - u),
            UnaryOperator.Erf => (2 / Math.Sqrt(Math.PI)) * Exp(-(x * x)),
            UnaryOperator.Softplus => Sigmoid(x),
            UnaryOperator.Abs => new Select(x, 0, 1, new Select(0, x, -1, 0)),
            UnaryOperator.Sin => Cos(x),
            UnaryOperator.Cos => -Sin(x),
            UnaryOperator.Atan => 1 / (1 + x * x),
            UnaryOperator.Log1P => 1 / (1 + x),
            UnaryOperator.Floor or UnaryOperator.Round => 0,
            _ => throw new InvalidOperationException($"No derivative for {u.Operator}."),
        };
    }

    private static Expr Fold(BinaryOperator op, Expr a, Expr b) => (op, a, b) switch
    {
        (BinaryOperator.Add, Constant x, Constant y) => x.Value + y.Value,
        (BinaryOperator.Subtract, Constant x, Constant y) => x.Value - y.Value,
        (BinaryOperator.Multiply, Constant x, Constant y) => x.Value * y.Value,
        (BinaryOperator.Divide, Constant x, Constant y) => x.Value / y.Value,
        (BinaryOperator.Add, Constant { Value: 0 }, _) => b,
        (BinaryOperator.Add or BinaryOperator.Subtract, _, Constant { Value: 0 }) => a,
        (BinaryOperator.Subtract, Constant { Value: 0 }, _) => -b,
        (BinaryOperator.Multiply, Constant { Value: 0 }, _) => 0,
        (BinaryOperator.Multiply, _, Constant { Value: 0 }) => 0,
        (BinaryOperator.Multiply, Constant { Value: 1 }, _) => b,
        (BinaryOperator.Multiply or BinaryOperator.Divide, _, Constant { Value: 1 }) => a,
        (BinaryOperator.Divide, _, Constant { Value: var d }) => a * (1 / d),
        _ => new Binary(op, a, b),
    };
}

internal enum UnaryOperator
{
    Negate,
    Exp,
    Log,
    Sqrt,
    Tanh,
    Sigmoid,
    Erf,
    Softplus,
    Abs,
    Sin,
    Cos,
    Atan,
    Log1P,
    Floor,
    Round,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
}
