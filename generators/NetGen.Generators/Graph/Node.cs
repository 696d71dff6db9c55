using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Graph;

/// <summary>A value of the graph and how it is computed. The fuser looks at a node's class, never at its name.</summary>
/// <param name="name">For people: "Stem.relu".</param>
/// <param name="shape">Shape of the value.</param>
/// <param name="inputs">The values it reads, all earlier in the graph.</param>
internal abstract class Node(string name, TensorShape shape, params Node[] inputs)
{
    public string Name { get; private set; } = name;

    public TensorShape Shape { get; } = shape;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>The group it is computed again with: never the same as the first time; null for everything else.</summary>
    public string? RecomputeGroup { get; set; }

    /// <summary>What must be computed before; null where its inputs are enough.</summary>
    public Node? After { get; set; }

    /// <summary>The same computation over other inputs.</summary>
    public abstract Node With(Node[] inputs);

    /// <summary>The same over other inputs, and called otherwise.</summary>
    public Node With(string name, Node[] inputs)
    {
        Node node = With(inputs);
        node.Name = name;
        return node;
    }

    /// <summary>What two nodes must share, beside their inputs, to be the same value; null where they never are.</summary>
    public abstract object? Key { get; }
}

/// <summary>Something given from outside: it is never computed.</summary>
internal abstract class Leaf(string name, TensorShape shape) : Node(name, shape)
{
    public override Node With(Node[] inputs) => this;

    public override object? Key => null;
}

/// <summary>One input of the batch, as the user gives it (channels first), or its tokens.</summary>
internal sealed class InputLeaf(string name, int index, TensorShape shape) : Leaf(name, shape)
{
    /// <summary>Its place among the inputs.</summary>
    public int Index { get; } = index;
}

/// <summary>The target values of one loss, as many as its output has.</summary>
internal sealed class TargetLeaf(string name, int index, TensorShape shape) : Leaf(name, shape)
{
    /// <summary>Its place among the losses.</summary>
    public int Index { get; } = index;
}

/// <summary>The class labels of one loss: one integer for each row of its output.</summary>
internal sealed class LabelLeaf(string name, int index, TensorShape shape) : Leaf(name, shape.PerRow() with { Type = NumberType.Int32 })
{
    /// <summary>Its place among the losses.</summary>
    public int Index { get; } = index;
}

/// <summary>
/// A parameter or a running statistic. As an operand of elementwise work it is a vector over the channels, or a table over the positions.
/// </summary>
internal sealed class ParameterLeaf(ParameterInfo parameter, TensorShape? shape = null)
    : Leaf(parameter.Label, shape ?? TensorShape.PerChannel(parameter.Size))
{
    public ParameterInfo Parameter { get; } = parameter;
}

/// <summary>Elementwise: a formula over inputs that are broadcast to the shape.</summary>
internal sealed class MapNode(string name, TensorShape shape, Expr body, params Node[] inputs) : Node(name, shape, inputs)
{
    public Expr Body { get; } = body;

    /// <summary>Whether for its gradient it is computed once more, of what its operation read, instead of being kept.</summary>
    public bool IsCheap { get; init; }

    public override Node With(Node[] inputs) => new MapNode(Name, Shape, Body, inputs) { IsCheap = IsCheap };

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
/// Inputs: Output: x, W; in integers the range of x, too. InputGradient: dy, W. WeightGradient: x, dy.
/// </summary>
internal sealed class ContractionNode(
    string name, ContractionRole role, ConvolutionGeometry geometry, TensorShape shape, params Node[] inputs)
    : Node(name, shape, inputs)
{
    public ContractionRole Role { get; } = role;

    public ConvolutionGeometry Geometry { get; } = geometry;

    /// <summary>Whether it is computed in integers.</summary>
    public bool IsQuantized => Inputs.Count == 3;

    public override Node With(Node[] inputs) => new ContractionNode(Name, Role, Geometry, Shape, inputs);

    // Gradients of weights are written where they belong, never shared.
    public override object? Key => Role == ContractionRole.WeightGradient ? null : (Role, Geometry);
}

internal enum ContractionRole
{
    Output,
    InputGradient,
    WeightGradient,
}

/// <summary>A window over the image. Inputs: Max, Average: x. MaxGradient: dy, place. AverageGradient: dy. A part of Max: place.</summary>
internal sealed class PoolNode(string name, PoolRole role, PoolGeometry geometry, TensorShape shape, params Node[] inputs)
    : Node(name, shape, inputs)
{
    public PoolRole Role { get; } = role;

    public PoolGeometry Geometry { get; } = geometry;

    /// <summary>Where its maxima are, as a further result.</summary>
    public ResultNode Place() => new($"{Name} place", Shape with { Type = Geometry.Places }, this);

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

/// <summary>Moves elements without computing: a change of layout, or a box out of the input.</summary>
internal sealed class MoveNode(string name, MoveKind kind, TensorShape shape, Place place, params Node[] inputs) : Node(name, shape, inputs)
{
    public MoveNode(string name, MoveKind kind, TensorShape shape, params Node[] inputs)
        : this(name, kind, shape, Place.Origin, inputs)
    {
    }

    public MoveKind Kind { get; } = kind;

    /// <summary>Slice: the first element taken. Permute: the order of the axes.</summary>
    public Place Place { get; } = place;

    /// <summary>Map: where each element comes from.</summary>
    public IndexMap? Map { get; init; }

    public override Node With(Node[] inputs) => new MoveNode(Name, Kind, Shape, Place, inputs) { Map = Map };

    public override object? Key => (Kind, Shape, Place, Map);
}

/// <summary>Its inputs as boxes that do not overlap; zeros where none lies.</summary>
/// <param name="name">For people.</param>
/// <param name="shape">Shape of the value.</param>
/// <param name="places">The first element of each input's box.</param>
/// <param name="inputs">What is put together.</param>
internal sealed class JoinNode(string name, TensorShape shape, IReadOnlyList<Place> places, params Node[] inputs)
    : Node(name, shape, inputs)
{
    /// <summary>The first element of each input's box.</summary>
    public IReadOnlyList<Place> Places { get; } = places;

    /// <summary>Whether no element is left to be zero.</summary>
    public bool IsWhole => Inputs.Sum(input => (long)input.Shape.Size) == Shape.Size;

    /// <summary>Inputs side by side along the channels.</summary>
    public static JoinNode Concat(string name, TensorShape shape, params Node[] inputs) =>
        new(name, shape, [.. inputs.Select((_, i) => new Place(0, 0, inputs.Take(i).Sum(input => input.Shape.Channels)))], inputs);

    /// <summary>The boxes of both, where none of them overlap: their sum; null where some do.</summary>
    public static JoinNode? Sum(string name, JoinNode a, JoinNode b) => a.Boxes().All(one => b.Boxes().All(other => one.IsApartFrom(other)))
        ? new(name, a.Shape, [.. a.Places, .. b.Places], [.. a.Inputs, .. b.Inputs])
        : null;

    public override Node With(Node[] inputs) => new JoinNode(Name, Shape, Places, inputs);

    public override object? Key => (Shape, Places.ToEquatableArray());

    private IEnumerable<Box> Boxes() => Places.Select((place, i) => new Box(place, Inputs[i].Shape));

    private sealed record Box(Place First, TensorShape Shape)
    {
        public bool IsApartFrom(Box other) =>
            AreApart(First.Y, Shape.Height, other.First.Y, other.Shape.Height)
            || AreApart(First.X, Shape.Width, other.First.X, other.Shape.Width)
            || AreApart(First.Channel, Shape.Channels, other.First.Channel, other.Shape.Channels);

        private static bool AreApart(int a, int size, int b, int otherSize) => a + size <= b || b + otherSize <= a;
    }
}

/// <summary>Three numbers, one for each axis of the memory: line, pixel, channel.</summary>
internal sealed record Place(int Y, int X, int Channel)
{
    public static readonly Place Origin = new(0, 0, 0);

    /// <summary>So many times as far.</summary>
    public Place Times(int count) => new(Y * count, X * count, Channel * count);

    /// <summary>Elements of memory from the origin to here.</summary>
    /// <param name="line">Elements of a line.</param>
    /// <param name="pixel">Elements of a pixel.</param>
    public int Over(int line, int pixel) => Y * line + X * pixel + Channel;

    /// <summary>The order of axes that takes this one back.</summary>
    public Place Inverse()
    {
        int[] order = [Y, X, Channel];
        return new(Array.IndexOf(order, 0), Array.IndexOf(order, 1), Array.IndexOf(order, 2));
    }
}

internal enum MoveKind
{
    /// <summary>The user's channels-first samples to the compiler's channels-last layout.</summary>
    Stage,

    /// <summary>Image to features, channels first.</summary>
    Flatten,

    /// <summary>Features, channels first, to image.</summary>
    Unflatten,

    /// <summary>A box out of the input.</summary>
    Slice,

    /// <summary>The axes in another order.</summary>
    Permute,

    /// <summary>The same memory seen as another shape.</summary>
    View,

    /// <summary>What several of these make.</summary>
    Map,
}

/// <summary>A kernel of the runtime that is neither elementwise nor a contraction.</summary>
internal sealed class OpaqueNode(string name, OpaqueKernel kernel, TensorShape shape, params Node[] inputs) : Node(name, shape, inputs)
{
    public OpaqueKernel Kernel { get; } = kernel;

    /// <summary>The random stream it draws from, where it draws from one.</summary>
    public int Stream { get; init; } = -1;

    /// <summary>The gradient of each input, null where none flows or an earlier input's counts for it. Null for what has none.</summary>
    public Func<OpaqueGradient, IReadOnlyList<Node?>>? Gradient { get; init; }

    public override Node With(Node[] inputs) => new OpaqueNode(Name, Kernel, Shape, inputs) { Stream = Stream, Gradient = Gradient };

    public override object? Key => Kernel.IsShared ? null : (Kernel, Shape, Stream);

    /// <summary>Whether it finds an input's rows in a box of other memory.</summary>
    public bool FindsBoxOf(Node input) => Kernel.Operands.All(operand =>
        operand.MayBeBox || operand.Kind != OperandSource.Input || Inputs[operand.Index] != input);
}

/// <summary>A further result of an opaque kernel, a pooling or a recurrence: computed together with its only input.</summary>
internal sealed class ResultNode(string name, TensorShape shape, Node source, int index = 1) : Node(name, shape, source)
{
    /// <summary>Which one.</summary>
    public int Index { get; } = index;

    public override Node With(Node[] inputs) => new ResultNode(Name, Shape, inputs[0], Index);

    public override object? Key => (Shape, Index);
}
