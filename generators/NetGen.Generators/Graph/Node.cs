namespace NetGen.Generators.Graph;

/// <summary>A value of the graph and how it is computed. The fuser looks at a node's class, never at its name.</summary>
/// <param name="name">For people: "Stem.relu".</param>
/// <param name="shape">Shape of the value.</param>
/// <param name="inputs">The values it reads, all earlier in the graph.</param>
internal abstract class Node(string name, TensorShape shape, params Node[] inputs)
{
    public string Name { get; } = name;

    public TensorShape Shape { get; } = shape;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>The same computation over other inputs.</summary>
    public abstract Node With(Node[] inputs);

    /// <summary>What two nodes must share, beside their inputs, to be the same value; null where they never are.</summary>
    public abstract object? Key { get; }
}

/// <summary>Something given from outside: it is never computed.</summary>
internal abstract class Leaf(string name, TensorShape shape) : Node(name, shape)
{
    public override Node With(Node[] inputs) => this;

    public override object? Key => null;
}

/// <summary>The batch's samples, as the user gives them (channels first).</summary>
internal sealed class InputLeaf(TensorShape shape) : Leaf("input", shape);

/// <summary>The batch's target values, as many as the output has.</summary>
internal sealed class TargetLeaf(TensorShape shape) : Leaf("target", shape);

/// <summary>The batch's class labels: one integer a sample.</summary>
internal sealed class LabelLeaf() : Leaf("label", TensorShape.Features(1).PerRow());

/// <summary>A parameter or a running statistic. As an operand of elementwise work it is a vector over the channels.</summary>
internal sealed class ParameterLeaf(ParameterInfo parameter) : Leaf(parameter.Name, TensorShape.PerChannel(parameter.Size))
{
    public ParameterInfo Parameter { get; } = parameter;
}

/// <summary>Elementwise: a formula over inputs that are broadcast to the shape.</summary>
internal sealed class MapNode(string name, TensorShape shape, Expr body, params Node[] inputs) : Node(name, shape, inputs)
{
    public Expr Body { get; } = body;

    public override Node With(Node[] inputs) => new MapNode(Name, Shape, Body, inputs);

    public override object? Key => (Shape, Body);
}

/// <summary>A reduction of a formula over <paramref name="domain"/>, along the axes the result lacks.</summary>
internal sealed class ReduceNode(string name, ReduceOperator op, TensorShape domain, TensorShape shape, Expr body, params Node[] inputs)
    : Node(name, shape, inputs)
{
    public ReduceOperator Operator { get; } = op;

    public TensorShape Domain { get; } = domain;

    public Expr Body { get; } = body;

    public override Node With(Node[] inputs) => new ReduceNode(Name, Operator, Domain, Shape, Body, inputs);

    public override object? Key => (Operator, Domain, Shape, Body);
}

internal enum ReduceOperator
{
    Sum,
    Max,
}

/// <summary>
/// A sum of products with affine index maps: a convolution (a matrix product is one over 1×1 pixels) or one of its two gradients.
/// Inputs: Output: x, W. InputGradient: dy, W. WeightGradient: x, dy.
/// </summary>
internal sealed class ContractionNode(string name, ContractionRole role, ConvolutionGeometry geometry, TensorShape shape, params Node[] inputs)
    : Node(name, shape, inputs)
{
    public ContractionRole Role { get; } = role;

    public ConvolutionGeometry Geometry { get; } = geometry;

    public override Node With(Node[] inputs) => new ContractionNode(Name, Role, Geometry, Shape, inputs);

    public override object? Key => (Role, Geometry);
}

internal enum ContractionRole
{
    Output,
    InputGradient,
    WeightGradient,
}

/// <summary>A window over the image. Inputs: Max, Average: x. MaxGradient: dy, x, y. AverageGradient: dy.</summary>
internal sealed class PoolNode(string name, PoolRole role, PoolGeometry geometry, TensorShape shape, params Node[] inputs)
    : Node(name, shape, inputs)
{
    public PoolRole Role { get; } = role;

    public PoolGeometry Geometry { get; } = geometry;

    public override Node With(Node[] inputs) => new PoolNode(Name, Role, Geometry, Shape, inputs);

    public override object? Key => (Role, Geometry);
}

internal enum PoolRole
{
    Max,
    MaxGradient,
    Average,
    AverageGradient,
}

/// <summary>Moves elements without computing: a change of layout, a join or a part of the channels.</summary>
internal sealed class MoveNode(string name, MoveKind kind, TensorShape shape, int firstChannel, params Node[] inputs) : Node(name, shape, inputs)
{
    public MoveKind Kind { get; } = kind;

    /// <summary>Slice: the first channel taken.</summary>
    public int FirstChannel { get; } = firstChannel;

    public override Node With(Node[] inputs) => new MoveNode(Name, Kind, Shape, FirstChannel, inputs);

    public override object? Key => (Kind, Shape, FirstChannel);
}

internal enum MoveKind
{
    /// <summary>The user's channels-first samples to the compiler's channels-last layout.</summary>
    Stage,

    /// <summary>Image to features, channels first.</summary>
    Flatten,

    /// <summary>Features, channels first, to image.</summary>
    Unflatten,

    /// <summary>Inputs side by side along the channels.</summary>
    Concat,

    /// <summary>Some channels.</summary>
    Slice,
}
