using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Passes;

/// <summary>
/// DeepLIFT's rescale rule (Shrikumar, Greenside and Kundaje 2017) for every kind of node: what counts for a value is divided among what it
/// was computed from, so that Σ mᵢ·(xᵢ − x′ᵢ) = m·(y − y′) exactly. Formulas by <see cref="Difference"/>; sums of products of two values
/// that change by the mean of the other one; a maximum by the place that has the larger of y and y′; all else is linear.
/// </summary>
/// <param name="references">The same computation over the reference.</param>
/// <param name="tolerance">Below this share of their size, two numbers are one.</param>
internal sealed class DifferencePropagation(ReferenceValues references, double tolerance) : Propagation
{
    public override bool TryHandOn(Gradient gradient, Node node, Node dy)
    {
        switch (node)
        {
            case MapNode map:
                Map(gradient, map, dy);
                return true;
            case ReduceNode { Operator: ReduceOperator.Sum } sum:
                Operands of = new(references, sum, dy);
                gradient.Elements(sum, sum.Domain, i => of.Given.Times(of.Difference(tolerance).Slope(sum.Body, i)), of.All);
                return true;
            case ReduceNode max:
                Maximum(gradient, max, dy);
                return true;
            case PoolNode { Role: PoolRole.Max } pool:
                gradient.Give(pool.Inputs[0], () => Pool(gradient, pool, dy));
                return true;
            case ContractionNode contraction when contraction.Inputs.Count(gradient.IsActive) > 1:
                gradient.Contraction(contraction, Means(gradient, contraction), dy);
                return true;
            case OpaqueNode { Kernel: AttentionForwardKernel kernel } attention:
                gradient.Opaque(attention, Attend(gradient, attention, kernel, dy));
                return true;
            case OpaqueNode { Kernel: ProductKernel, Gradient: { } factors } product:
                Node[] means = Means(gradient, product);
                gradient.Opaque(product, factors(new OpaqueGradient(gradient.Graph, product, means, dy, gradient.Current)));
                return true;
            case OpaqueNode { Kernel: not RotationKernel }:
                throw new InvalidOperationException($"{node.Name} has no difference.");
            default:
                return false;
        }
    }

    public override BodyPropagation Within(ScanNode scan)
    {
        ScanNode reference = (ScanNode)references[scan];
        return new(new DifferencePropagation(references.Within(scan), tolerance), reference == scan ? null : reference);
    }

    private void Map(Gradient gradient, MapNode map, Node dy)
    {
        Operands of = new(references, map, dy);
        Difference difference = of.Difference(tolerance);
        gradient.Elements(map, map.Shape, i => of.Given.Times(difference.Slope(map.Body, i, of.Value, of.ReferenceValue)), of.All);
    }

    /// <summary>What changes the larger of y and y′ is the element that has it; equal ones share it.</summary>
    private void Maximum(Gradient gradient, ReduceNode max, Node dy)
    {
        Operands of = new(references, max, dy);
        Difference difference = of.Difference(tolerance);
        Expr b = max.Body.WithoutGradients(), other = difference.AtReference(b);
        Expr isLargest = Expr.Greater(
            of.ReferenceValue, of.Value,
            Expr.Greater(of.ReferenceValue, other, 0, 1),
            Expr.Greater(of.Value, b, 0, 1));
        Node count = gradient.Add(new ReduceNode(
            $"∂{max.Name} count", ReduceOperator.Sum, max.Domain, max.Shape, isLargest, of.All));
        Expr share = isLargest * of.Given / new Expr.Input(of.All.Length) * difference.Quotient(of.Value, of.ReferenceValue, b, 1);
        gradient.Elements(max, max.Domain, i => share.Times(difference.Slope(max.Body, i)), [.. of.All, count]);
    }

    /// <summary>
    /// Back to the place of the larger of y and y′, which changed at least as much as the maximum did: m·(y − y′) / (x − x′), m where x did
    /// not change.
    /// </summary>
    private Node Pool(Gradient gradient, PoolNode pool, Node dy)
    {
        Node x = pool.Inputs[0], other = references[pool];
        Expr m = new Expr.Input(0), y = new Expr.Input(1), z = new Expr.Input(2);
        Node Back(string name, PoolNode from, Expr formula)
        {
            Node given = gradient.Add(new MapNode($"∂{pool.Name} {name}", pool.Shape, formula, dy, pool, other));
            Node place = gradient.Add(from.Place());
            string there = $"∂{pool.Name} {name} at its place";
            return gradient.Add(new PoolNode(there, PoolRole.MaxGradient, pool.Geometry, x.Shape, given, place));
        }

        PoolNode reference = (PoolNode)other;
        Node up = Back("upwards", pool, Expr.Greater(z, y, 0, m * (y - z)));
        Node down = Back("downwards", reference, Expr.Greater(z, y, m * (y - z), 0));
        Node still = Back("here", pool, Expr.Greater(z, y, 0, m)), gone = Back("at the reference", reference, Expr.Greater(z, y, m, 0));
        Expr change = new Expr.Input(0) - new Expr.Input(1);
        Expr size = (Expr.Abs(new Expr.Input(0)) + Expr.Abs(new Expr.Input(1))) * tolerance;
        return gradient.Add(new MapNode(
            $"∂{pool.Name}", x.Shape,
            Expr.Greater(
                Expr.Abs(change), size, (new Expr.Input(2) + new Expr.Input(3)) / change, new Expr.Input(4) + new Expr.Input(5)),
            x, references[x], up, down, still, gone));
    }

    /// <summary>Halfway between the two places.</summary>
    private Node[] Means(Gradient gradient, Node node) => [.. node.Inputs.Select(input => references[input] is var other && other == input
        ? input
        : gradient.Add(new MapNode(
            $"{input.Name} halfway", input.Shape, (new Expr.Input(0) + new Expr.Input(1)) * 0.5, input, other)))];

    private Node?[] Attend(Gradient gradient, OpaqueNode node, AttentionForwardKernel kernel, Node dy)
    {
        bool isOne = node.Inputs[0] == node.Inputs[1];
        Node[] mask = [.. node.Inputs.Skip(3)];
        Node[] read = [node.Inputs[0], node.Inputs[1], references[node.Inputs[0]], references[node.Inputs[1]], dy, .. mask];
        Node queries = gradient.Add(new OpaqueNode(
            $"∂{node.Name}", new AttentionDifferenceKernel(kernel.Shape, isOne), node.Inputs[0].Shape, read));
        Node? keys = isOne
            ? null
            : gradient.Add(new ResultNode($"∂{node.Name} keys and values", node.Inputs[1].Shape, queries));
        return [queries, keys, null, .. mask.Select(_ => (Node?)null)];
    }

    /// <summary>What formulas of a node's changes read: its inputs, then theirs of the reference, what counts, and both values.</summary>
    private sealed class Operands(ReferenceValues references, Node node, Node dy)
    {
        private readonly int _count = node.Inputs.Count;

        public Node[] All { get; } = [.. node.Inputs, .. node.Inputs.Select(input => references[input]), dy, node, references[node]];

        public Expr Given => new Expr.Input(2 * _count);

        public Expr Value => new Expr.Input((2 * _count) + 1);

        public Expr ReferenceValue => new Expr.Input((2 * _count) + 2);

        public Difference Difference(double tolerance) =>
            new(i => i < _count && references[node.Inputs[i]] != node.Inputs[i], i => i + _count, tolerance);
    }
}
