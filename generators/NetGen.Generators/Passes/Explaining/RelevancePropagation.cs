using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Passes;

/// <summary>
/// Layer-wise relevance (Bach et al. 2015): what counts for a value is the relevance R itself, which each node divides among its inputs.
/// Formulas by <see cref="RelevanceShares"/>; a sum of products by R·x·∂y/∂x / y, or of its positive terms alone; a maximum to where it is;
/// attention and normalizations with their weights and scales taken as constant (Ali et al. 2022).
/// </summary>
/// <param name="isPositive">z⁺ rather than ε.</param>
internal sealed class RelevancePropagation(bool isPositive) : Propagation
{
    /// <summary>What is added to the size of a sum.</summary>
    public const double Epsilon = 1e-6;

    public override BodyPropagation Within(ScanNode scan) => new(this);

    public override bool TryHandOn(Gradient gradient, Node node, Node dy)
    {
        switch (node)
        {
            case MapNode map:
                RelevanceShares shares = SharesOf(gradient, map, map.Shape);
                Expr given = new Expr.Input(map.Inputs.Count);
                gradient.Elements(map, map.Shape, i => given.Times(shares.Of(map.Body, i)), [.. map.Inputs, dy]);
                return true;
            case ReduceNode { Operator: ReduceOperator.Sum } sum:
                Sum(gradient, sum, dy);
                return true;
            case ReduceNode max:
                Maximum(gradient, max, dy);
                return true;
            case PoolNode { Role: PoolRole.Average } pool:
                Linear(gradient, pool, pool.Inputs[0], dy, x => pool.With([x]), s => new PoolNode(
                    $"∂{pool.Name}", PoolRole.AverageGradient, pool.Geometry, pool.Inputs[0].Shape, s));
                return true;
            case ContractionNode { Role: ContractionRole.Output or ContractionRole.InputGradient } contraction:
                Contract(gradient, contraction, dy);
                return true;
            case OpaqueNode { Kernel: AttentionForwardKernel kernel } attention:
                Attend(gradient, attention, kernel, dy);
                return true;
            case OpaqueNode { Gradient: { } factors, Kernel: ProductKernel or RotationKernel } opaque:
                Factors(gradient, opaque, dy, factors);
                return true;
            case OpaqueNode:
                throw new InvalidOperationException($"{node.Name} has no relevance.");
            default:
                return false;
        }
    }

    private RelevanceShares SharesOf(Gradient gradient, Node node, TensorShape domain) => new(
        i => i < node.Inputs.Count && gradient.IsActive(node.Inputs[i]),
        i => !node.Inputs[i].Shape.IsOneToOneWith(domain) || IsBetween0And1(node.Inputs[i]), isPositive, Epsilon);

    private static bool IsBetween0And1(Node node) => node is MapNode { Body: Expr.Unary { Operator: UnaryOperator.Sigmoid } }
        || (node is MoveNode && IsBetween0And1(node.Inputs[0]));

    /// <summary>Each element by its share of the sum; within it, as of a formula.</summary>
    private void Sum(Gradient gradient, ReduceNode node, Node dy)
    {
        int count = node.Inputs.Count;
        Expr body = node.Body.WithoutGradients(), term = isPositive ? Expr.Max(body, 0) : body;
        Node sum = isPositive
            ? gradient.Add(new ReduceNode($"{node.Name} positive", ReduceOperator.Sum, node.Domain, node.Shape, term, [.. node.Inputs]))
            : node;
        Expr share = new Expr.Input(count) * (term * RelevanceShares.Inverse(new Expr.Input(count + 1), Epsilon));
        RelevanceShares shares = SharesOf(gradient, node, node.Domain);
        gradient.Elements(node, node.Domain, i => share.Times(shares.Of(node.Body, i)), [.. node.Inputs, dy, sum]);
    }

    private void Maximum(Gradient gradient, ReduceNode node, Node dy)
    {
        int count = node.Inputs.Count;
        Expr isLargest = Expr.Greater(new Expr.Input(count + 1), node.Body.WithoutGradients(), 0, 1);
        Node[] read = [.. node.Inputs, dy, node];
        Node equal = gradient.Add(new ReduceNode(
            $"∂{node.Name} count", ReduceOperator.Sum, node.Domain, node.Shape, isLargest, read));
        Expr share = isLargest * new Expr.Input(count) / new Expr.Input(count + 2);
        RelevanceShares shares = SharesOf(gradient, node, node.Domain);
        gradient.Elements(node, node.Domain, i => share.Times(shares.Of(node.Body, i)), [.. read, equal]);
    }

    private void Contract(Gradient gradient, ContractionNode node, Node dy)
    {
        (Node x, Node w) = (node.Inputs[0], node.Inputs[1]);
        ContractionRole back = node.Role == ContractionRole.Output ? ContractionRole.InputGradient : ContractionRole.Output;
        Node Back(string name, Node s, Node weights) => new ContractionNode(name, back, node.Geometry, x.Shape, s, weights);
        if (!isPositive)
        {
            Linear(gradient, node, x, dy, null, s => Back($"∂{node.Name}", s, w));
            return;
        }

        gradient.Give(x, () =>
        {
            Expr a = new Expr.Input(0), b = new Expr.Input(1);
            Node Part(string name, Node of, Expr formula) => gradient.Add(new MapNode(name, of.Shape, formula, of));
            Node for0 = Part($"{x.Name} above 0", x, Expr.Max(a, 0)), against0 = Part($"{x.Name} below 0", x, Expr.Min(a, 0));
            Node plus = Part($"{w.Name} above 0", w, Expr.Max(a, 0)), minus = Part($"{w.Name} below 0", w, Expr.Min(a, 0));
            Node first = gradient.Add(node.With($"{node.Name} above 0", [for0, plus]));
            Node second = gradient.Add(node.With($"{node.Name} of what is below 0", [against0, minus]));
            Node sum = gradient.Add(new MapNode($"{node.Name} positive", node.Shape, a + b, first, second));
            Node s = gradient.Add(new MapNode(
                $"∂{node.Name} by its sum", node.Shape, a * RelevanceShares.Inverse(b, Epsilon), dy, sum));
            Node up = gradient.Add(Back($"∂{node.Name} above 0", s, plus)), down = gradient.Add(Back($"∂{node.Name} below 0", s, minus));
            return gradient.Add(new MapNode(
                $"∂{node.Name}", x.Shape, Expr.Greater(a, 0, a * b, a * new Expr.Input(2)), x, up, down));
        });
    }

    /// <summary>R·x·∂y/∂x / y; of a mean, of its positive terms alone.</summary>
    private void Linear(Gradient gradient, Node node, Node x, Node dy, Func<Node, Node>? again, Func<Node, Node> back) =>
        gradient.Give(x, () =>
        {
            Expr a = new Expr.Input(0), b = new Expr.Input(1), positive = Expr.Max(a, 0);
            Node sum = isPositive && again is not null
                ? gradient.Add(again(gradient.Add(new MapNode($"{x.Name} above 0", x.Shape, positive, x))))
                : node;
            Node s = gradient.Add(new MapNode(
                $"∂{node.Name} by its sum", node.Shape, a * RelevanceShares.Inverse(b, Epsilon), dy, sum));
            return gradient.Add(new MapNode(
                $"∂{node.Name} of {x.Name}", x.Shape, (isPositive && again is not null ? positive : a) * b, x, gradient.Add(back(s))));
        });

    /// <summary>Of products of two values each has its half; of a value and constants the value has all.</summary>
    private static void Factors(Gradient gradient, OpaqueNode node, Node dy, Func<OpaqueGradient, IReadOnlyList<Node?>> factors)
    {
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node s = gradient.Add(new MapNode(
            $"∂{node.Name} by its sum", node.Shape, a * RelevanceShares.Inverse(b, Epsilon), dy, node));
        IReadOnlyList<Node?> slopes = factors(new OpaqueGradient(gradient.Graph, node, [.. node.Inputs], s, gradient.Current));
        double share = 1.0 / node.Inputs.Count(gradient.IsActive);
        gradient.Opaque(node, [.. slopes.Select((slope, i) => slope is null || !gradient.IsActive(node.Inputs[i])
            ? null
            : gradient.Add(new MapNode(
                $"∂{node.Name} of {node.Inputs[i].Name}", slope.Shape, a * b * share, node.Inputs[i], slope)))]);
    }

    /// <summary>Values get all, by the weights as they are; queries and keys get nothing.</summary>
    private static void Attend(Gradient gradient, OpaqueNode node, AttentionForwardKernel kernel, Node dy)
    {
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node s = gradient.Add(new MapNode(
            $"∂{node.Name} by its sum", node.Shape, a * RelevanceShares.Inverse(b, Epsilon), dy, node));
        IReadOnlyList<Node?> slopes = node.Gradient!(new OpaqueGradient(gradient.Graph, node, [.. node.Inputs], s, gradient.Current));
        Node keyValues = node.Inputs[1], slope = slopes[1] ?? slopes[0]!;
        AttentionShape shape = kernel.Shape;
        TensorShape values = keyValues.Shape with { Channels = shape.Heads.Keys * shape.Heads.Size };
        Place place = new(0, 0, shape.ValueOrigin);
        gradient.Give(keyValues, () =>
        {
            Node own = gradient.Add(new MoveNode($"{node.Name} values", MoveKind.Slice, values, place, keyValues));
            Node counted = gradient.Add(new MoveNode($"∂{node.Name} values", MoveKind.Slice, values, place, slope));
            Node relevance = gradient.Add(new MapNode($"∂{node.Name} of values", values, a * b, own, counted));
            return gradient.Add(new JoinNode($"∂{node.Name}", keyValues.Shape, [place], relevance));
        });
    }
}
