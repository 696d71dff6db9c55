using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>The rules: what each kind of node gives to each of its inputs.</content>
internal sealed partial class Gradient
{
    private void Derive(Node node, Node dy)
    {
        Node[] inputs = [.. node.Inputs.Select(Current)];
        Expr g = new Expr.Input(inputs.Length), y = new Expr.Input(inputs.Length + 1);
        switch (node)
        {
            case MapNode map:
                // What the derivative has of the value itself is read, not computed again.
                Elements(node, map.Shape, i => g.Times(Known(map.Body, map.Body.Derivative(i), y)), [.. inputs, dy, Current(node)]);
                break;
            case ReduceNode { Operator: ReduceOperator.Sum } sum:
                Elements(node, sum.Domain, i => g.Times(sum.Body.Derivative(i)), [.. inputs, dy]);
                break;
            case ReduceNode max:
                // Equal ones share it.
                Expr isLargest = Expr.Greater(y, max.Body, 0, 1);
                Node[] read = [.. inputs, dy, Current(node)];
                Node count = Add(new ReduceNode($"∂{node.Name} count", ReduceOperator.Sum, max.Domain, max.Shape, isLargest, read));
                Expr share = isLargest * g / new Expr.Input(read.Length);
                Elements(node, max.Domain, i => share.Times(max.Body.Derivative(i)), [.. read, count]);
                break;
            case ContractionNode contraction:
                Contraction(contraction, inputs, dy);
                break;
            case PoolNode pool:
                Give(node.Inputs[0], () => Add(Pool(pool, dy)));
                break;
            case MoveNode move:
                Move(move, dy);
                break;
            case JoinNode join:
                Join(join, dy);
                break;
            case ScanNode scan:
                ScanGradient.Of(scan, (ScanNode)Current(scan), dy, _active.Contains, Add, Give, _rule?.Within(scan));
                break;
            case ProcessSumNode { Inputs: [var part] }:
                // The part of one process is in the sum of each. What becomes a sum is nobody else's.
                Give(part, () => Add(new ProcessSumNode(
                    $"∂{node.Name}", Add(new MapNode($"∂{part.Name}", part.Shape, new Expr.Input(0), dy)))));
                break;
            case OpaqueNode { Gradient: { } gradient }:
                Opaque(node, gradient(new OpaqueGradient(_graph, node, inputs, dy, Current)));
                break;
            default:
                throw new InvalidOperationException($"{node.Name} has no gradient.");
        }
    }

    /// <summary>
    /// A derivative with the value in place of the formula; of a choice between a formula and a constant, it is the value where it counts.
    /// </summary>
    private static Expr Known(Expr body, Expr derivative, Expr y) => (body, derivative) switch
    {
        (Expr.Select { Otherwise: Expr.Constant } choice, Expr.Select slope)
            when (choice.Left, choice.Right) == (slope.Left, slope.Right) => slope with { Then = slope.Then.Replace(choice.Then, y) },
        _ => derivative.Replace(body, y),
    };

    /// <summary>What lacks axes of the domain was broadcast along them: its gradient is the sum.</summary>
    internal void Elements(Node node, TensorShape domain, Func<int, Expr> shares, Node[] operands)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = node.Inputs[i];
            if (!_active.Contains(input) || shares(i) is not { } share || share is Expr.Constant { Value: 0 })
            {
                continue;
            }

            void GiveShare() => Give(input, () => SumDown(Name(node, input), domain, input.Shape, share, operands));
            if (input is ParameterLeaf { Shape.Kind: Axes.Channels })
            {
                _waiting.Enqueue(GiveShare);
            }
            else
            {
                GiveShare();
            }
        }
    }

    private Node SumDown(string name, TensorShape domain, TensorShape shape, Expr body, Node[] operands)
    {
        if (body is Expr.Input same && operands[same.Index].Shape == shape)
        {
            return operands[same.Index];
        }

        // One row of a sample may be seen as features, an image or a sequence.
        return shape.IsOneToOneWith(domain) ? Add(new MapNode(name, shape, body, operands))
            : shape.Kind == Axes.Positions ? SumOverSamples(name, SumDown(name, domain, domain, body, operands))
            : shape.IsSharedByRowsOf(domain) ? SumOverRows(name, shape, SumDown(name, domain, domain, body, operands))
            : Add(new ReduceNode(name, ReduceOperator.Sum, domain, shape, body, operands));
    }

    private Node SumOverSamples(string name, Node elements) => Add(new OpaqueNode(
        name, new SumOverSamplesKernel(elements.Shape), TensorShape.PerChannel(elements.Shape.Size), elements));

    /// <summary>The sum of a sample's rows: their mean, as often as there are rows.</summary>
    private Node SumOverRows(string name, TensorShape shape, Node elements)
    {
        Node mean = Add(new PoolNode($"{name} mean", PoolRole.Average, PoolGeometry.Whole(elements.Shape), shape, elements));
        return Add(new MapNode(name, shape, new Expr.Input(0) * Expr.RowsOf(elements.Shape), mean));
    }

    /// <summary>
    /// x, W and dy stand in one sum of products: each role is its derivative by one of them, a product of the two others.
    /// </summary>
    internal void Contraction(ContractionNode node, Node[] inputs, Node gradient)
    {
        ConvolutionGeometry geometry = node.Geometry;
        (int x, int w, int dy) = node.Role switch
        {
            ContractionRole.Output => (0, 1, 2),
            ContractionRole.InputGradient => (2, 1, 0),
            _ => (0, 2, 1),
        };
        Node[] all = [.. inputs, gradient];
        void By(int place, ContractionRole role, int first, int second)
        {
            if (place < node.Inputs.Count)
            {
                Node input = node.Inputs[place];
                TensorShape shape = role == ContractionRole.WeightGradient ? TensorShape.PerChannel(geometry.WeightCount) : input.Shape;
                Give(input, () => Add(new ContractionNode(Name(node, input), role, geometry, shape, all[first], all[second])));
            }
        }

        // What reads the weights comes before what may change them.
        if (geometry.IsMatrixProduct)
        {
            By(x, ContractionRole.InputGradient, dy, w);
            By(dy, ContractionRole.Output, x, w);
        }

        By(w, ContractionRole.WeightGradient, x, dy);
        AddWaiting();
        if (!geometry.IsMatrixProduct)
        {
            By(x, ContractionRole.InputGradient, dy, w);
            By(dy, ContractionRole.Output, x, w);
        }
    }

    /// <summary>Back to the place of the largest, or to all alike.</summary>
    private PoolNode Pool(PoolNode node, Node dy)
    {
        TensorShape x = node.Inputs[0].Shape;
        string name = $"∂{node.Name}";
        return node.Role switch
        {
            // The places are a further result of the pooling, so that x itself is not needed any more.
            PoolRole.Max => new(name, PoolRole.MaxGradient, node.Geometry, x, dy, Add(((PoolNode)Current(node)).Place())),
            PoolRole.Average => new(name, PoolRole.AverageGradient, node.Geometry, x, dy),
            PoolRole.AverageGradient => new(name, PoolRole.Average, node.Geometry, x, dy),
            _ => throw new InvalidOperationException($"{node.Name} has no gradient."),
        };
    }

    /// <summary>The inverse move.</summary>
    private void Move(MoveNode node, Node dy)
    {
        string name = $"∂{node.Name}";
        TensorShape x = node.Inputs[0].Shape;
        Give(node.Inputs[0], () => node.Kind switch
        {
            MoveKind.Stage => x.IsImage ? Add(new MoveNode(name, MoveKind.Flatten, TensorShape.Features(x.Size), dy)) : dy,
            MoveKind.Slice => Add(new JoinNode(name, x, [node.Place], dy)),
            MoveKind.Permute => Add(new MoveNode(name, MoveKind.Permute, x, node.Place.Inverse(), dy)),
            MoveKind.View => Reshaping.View(Add, name, dy, x),
            _ => Reshaping.Add(Add, name, dy, x),
        });
    }

    /// <summary>Each input gets its box.</summary>
    private void Join(JoinNode node, Node dy)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = node.Inputs[i];
            Place place = node.Places[i];
            string name = node.Inputs.Count == 1 ? $"∂{node.Name}" : $"∂{node.Name} for {input.Name}";
            Give(input, () => Add(new MoveNode(name, MoveKind.Slice, input.Shape, place, dy)));
        }
    }

    /// <summary>What the kernel's own record says.</summary>
    internal void Opaque(Node node, IReadOnlyList<Node?> shares)
    {
        if (shares.Count != node.Inputs.Count)
        {
            throw new InvalidOperationException($"{node.Name} gives {shares.Count} gradients for {node.Inputs.Count} inputs.");
        }

        for (int i = 0; i < shares.Count; i++)
        {
            if (shares[i] is { } share)
            {
                Give(node.Inputs[i], () => share);
            }
        }
    }

    private static string Name(Node node, Node input) => $"∂{(input is ParameterLeaf ? input : node).Name}";
}
