using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x̂·γ + β with x̂ = (x − μ)·r, r = 1/√(σ² + ε), over the n values of each group of channels of a sample;
/// dβ = Σ dy;  dγ = Σ dy·x̂;  dx = r·(g − Σ g/n − x̂·Σ g·x̂/n) with g = dy·γ.
/// The means of channels are pooling, those of their groups reductions of rows: the channels seen as groups × channels of one.
/// </summary>
internal abstract class GroupedNormOp(float epsilon, bool isAffine) : Operation
{
    public override bool LooksAhead => true;

    public override bool MixesPositions(OperationUse use, int source) => true;

    protected abstract int Groups(TensorShape x);

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) => isAffine
        ? [rule.Vector("weight", rule.Input.Channels, Start.One), rule.Vector("bias", rule.Input.Channels, Start.Zero)]
        : [];

    /// <summary>The input's shape; null after reporting what is wrong.</summary>
    protected TensorShape? Shape(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        int groups = Groups(x);
        if (!rule.Divide(groups, x.Channels, x.Channels))
        {
            return null;
        }

        if (x.Size == groups)
        {
            rule.WarnOfOneValue(
                x, isAffine ? "every output is its bias" : "every output is 0", "leave it out, or give its groups more than one value");
        }

        return rule.IsEpsilon(epsilon) ? x : null;
    }

    public override OnnxOperator? Onnx(OperationUse use) => use.Input.Form == Form.Features
        ? null
        : new("GroupNormalization", ("num_groups", Groups(use.Input)), ("epsilon", Rate.AsWritten(epsilon)))
        {
            Inputs = OnnxOperator.Affine(use), IsChannelsFirst = true, IsFloat = true,
        };

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        TensorShape channels = TensorShape.Features(x.Shape.Channels);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2), e = new Expr.Input(3), f = new Expr.Input(4);
        Node mean = c.Keep("mean", Mean(c.Add, $"{c.Label} mean", x));
        Node squares = c.Map($"{c.Label} squares", x.Shape, (a - b) * (a - b), x, mean);
        Node variance = Mean(c.Add, $"{c.Label} variance", squares);
        Node rate = c.Keep("rate", c.Map($"{c.Label} rate", channels, 1 / Expr.Sqrt(a + Rate.AsWritten(epsilon)), variance));
        return isAffine
            ? c.Map(c.Label, x.Shape, (a - b) * d * e + f, x, mean, rate, c.Parameter("weight"), c.Parameter("bias"))
            : c.Map(c.Label, x.Shape, (a - b) * d, x, mean, rate);
    }

    public override Node? Backward(BackwardContext c)
    {
        Node dy = c.OutputGradient, x = c.Input, mean = c.Kept("mean"), rate = c.Kept("rate");
        TensorShape channels = TensorShape.Features(x.Shape.Channels), channel = TensorShape.PerChannel(x.Shape.Channels);
        Expr g = new Expr.Input(0), normalized = (new Expr.Input(1) - new Expr.Input(2)) * new Expr.Input(3);
        Node products = c.Map($"∂{c.Label} products", x.Shape, g * normalized, dy, x, mean, rate);
        Node gradient = Pool(c.Add, $"∂{c.Label} mean", dy), product = Pool(c.Add, $"∂{c.Label} product", products);
        if (!isAffine)
        {
            return c.Map(
                $"∂{c.Label}", x.Shape, new Expr.Input(3) * (g - new Expr.Input(4) - normalized * new Expr.Input(5)), dy, x, mean, rate,
                OfGroups(c.Add, $"∂{c.Label} shift", x.Shape, gradient), OfGroups(c.Add, $"∂{c.Label} scale", x.Shape, product));
        }

        // The sums over all rows are those of the samples' means, as often as they have rows.
        Node weight = c.Parameter("weight");
        Expr rows = g * Expr.RowsOf(x.Shape);
        c.Gradient("weight", c.Reduce($"∂{c.Label}.weight", ReduceOperator.Sum, channel, rows, product));
        c.Gradient("bias", c.Reduce($"∂{c.Label}.bias", ReduceOperator.Sum, channel, rows, gradient));
        Node shift = c.Map($"∂{c.Label} shifts", channels, g * new Expr.Input(1), gradient, weight);
        Node scale = c.Map($"∂{c.Label} scales", channels, g * new Expr.Input(1), product, weight);
        return c.Map(
            $"∂{c.Label}", x.Shape,
            new Expr.Input(3) * (g * new Expr.Input(6) - new Expr.Input(4) - normalized * new Expr.Input(5)), dy, x, mean, rate,
            OfGroups(c.Add, $"∂{c.Label} shift", x.Shape, shift), OfGroups(c.Add, $"∂{c.Label} scale", x.Shape, scale), weight);
    }

    /// <summary>For each channel of a sample the mean of its group.</summary>
    private Node Mean(Func<Node, Node> add, string name, Node x) => OfGroups(add, name, x.Shape, Pool(add, $"{name} of channels", x));

    private static Node Pool(Func<Node, Node> add, string name, Node x) => add(new PoolNode(
        name, PoolRole.Average, PoolGeometry.Whole(x.Shape), TensorShape.Features(x.Shape.Channels), x));

    private Node OfGroups(Func<Node, Node> add, string name, TensorShape x, Node channels)
    {
        int groups = Groups(x);
        if (groups == x.Channels)
        {
            return channels;
        }

        TensorShape shape = TensorShape.Sequence(groups, x.Channels / groups, -1);
        Expr value = new Expr.Input(0);
        Node rows = Reshaping.View(add, $"{name} in groups", channels, shape);
        Node sum = add(new ReduceNode($"{name} sum", ReduceOperator.Sum, shape, shape.PerRow(), value, rows));
        Node mean = add(new MapNode($"{name} of groups", shape, value * ((double)groups / x.Channels), sum));
        return Reshaping.View(add, name, mean, channels.Shape);
    }
}
