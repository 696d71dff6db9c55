using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// One kind of operation: its shape rule, its parameters, its forward formula and its gradient. The formula is the summary of the class.
/// </summary>
internal abstract class Operation
{
    protected Operation() => Name = GetType().Name.Substring(0, GetType().Name.Length - "Op".Length);

    /// <summary>The attribute's name without "Attribute".</summary>
    public string Name { get; }

    /// <summary>The stages it reads beside the value so far; null where it reads none.</summary>
    public virtual IReadOnlyList<string>? Stages => null;

    /// <summary>Whether in a stage's first place it joins just the stages it names, where these are two or more.</summary>
    public virtual bool Joins => false;

    /// <summary>The argument that names the token input whose padding is not looked at; null where there is none.</summary>
    public virtual string? PaddingArgument => null;

    /// <summary>What it names; null for none. The input is then the last of the values read beside the value so far.</summary>
    public virtual string? PaddingInput => null;

    /// <summary>Whether it reads what its stage read, beside the value so far.</summary>
    public virtual bool ReadsStageInput => false;

    /// <summary>Whether its input is tokens instead of numbers.</summary>
    public virtual bool TakesTokens => false;

    /// <summary>Whether it cannot serve sequences that are shorter at run time than declared.</summary>
    public virtual bool FixesLength => false;

    /// <summary>Whether, fed one sequence part by part, it goes on where the last part ended: then parts may have any length.</summary>
    public virtual bool Continues => false;

    /// <summary>Whether the place of a position in its sequence matters, or what all before it were.</summary>
    public virtual bool CountsPositions => false;

    /// <summary>Whether a position's result depends on later positions, so that a sequence cannot be continued token by token.</summary>
    public virtual bool LooksAhead => FixesLength && !Continues;

    /// <summary>Whether probabilities come out as probabilities, or some of them as nothing: moved, averaged, dropped.</summary>
    public virtual bool PassesProbabilities => false;

    /// <summary>Whether each element of the output follows one of the input and does not fall where that rises.</summary>
    public virtual bool IsNonDecreasing => false;

    /// <summary>Whether each element of the output is the largest of some of the input.</summary>
    public virtual bool IsMaximum(OperationUse use) => false;

    /// <summary>Whether a number added to a whole channel of the input is, for each channel of the output, a number added to it.</summary>
    public virtual bool PassesShift(OperationUse use) => false;

    /// <summary>
    /// Whether positions of a source (0: the value so far, then the others) have a say in more than their own result, and none is masked.
    /// </summary>
    public virtual bool MixesPositions(OperationUse use, int source) => false;

    /// <summary>Multiply-adds of one sample forward, for people; 0 for elementwise work.</summary>
    public virtual long MultiplyAdds(OperationUse use) => 0;

    /// <summary>Which initialization the weights before it want; null where it is no activation.</summary>
    public virtual Activation? Activation => null;

    /// <summary>Bounds of its output, whatever its input; null where it has none.</summary>
    public virtual Reach? Reach => null;

    /// <summary>The ONNX operator that does the same in inference; null where it is written as its nodes.</summary>
    public virtual OnnxOperator? Onnx(OperationUse use) => null;

    /// <summary>The ONNX recurrence that does the same; null for what is none.</summary>
    public virtual OnnxRecurrence? OnnxRecurrence(OperationUse use) => null;

    /// <summary>The output's shape, or null after reporting what is wrong.</summary>
    public abstract TensorShape? Infer(ShapeRule rule);

    /// <summary>Parameters and running statistics, in the order they are stored.</summary>
    public virtual IEnumerable<ParameterInfo> Parameters(ParameterRule rule) => [];

    /// <summary>Adds the forward computation to the graph.</summary>
    public abstract Node Forward(ForwardContext context);

    /// <summary>
    /// Where there is a better formula than the rules of the nodes give: adds it, hands the gradients of the parameters to the context and
    /// gives that of the value so far. Only for operations that read no other values.
    /// </summary>
    public virtual Node? Backward(BackwardContext context) => null;
}

/// <summary>Family of an activation, as the initializers see it.</summary>
internal enum Activation
{
    /// <summary>Zero (or nearly) on half the line: He's gain.</summary>
    Rectifier,

    /// <summary>Anything else: Xavier's.</summary>
    Smooth,

    /// <summary>Keeps mean and variance, if the weights keep them, too: LeCun's.</summary>
    SelfNormalizing,
}

/// <summary>y = f(x), element by element.</summary>
internal abstract class ElementwiseOp : Operation
{
    /// <summary>f(x).</summary>
    public abstract Expr Forward(Expr x);

    /// <summary>dx from dy, x and y, where it is better than the derivative. What it does not read need not be kept.</summary>
    public virtual Expr? Gradient(Expr dy, Expr x, Expr y) => null;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input;

    public override Node Forward(ForwardContext c) =>
        c.Map(c.Label, c.Input.Shape, Forward(new Expr.Input(0)), c.Input);

    public override Node? Backward(BackwardContext c) =>
        Gradient(new Expr.Input(0), new Expr.Input(1), new Expr.Input(2)) is { } dx
            ? c.Map($"∂{c.Label}", c.Input.Shape, dx, c.OutputGradient, c.Input, c.Output)
            : null;
}
