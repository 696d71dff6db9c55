using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[c, i, j] = x[c, ⌊i/f⌋, ⌊j/f⌋];  dx = Σ dy over the f × f pixels: the gradient of an average, f² times, and its reverse.
/// Bilinear: along each axis y[i] = (1 − w)·x[k] + w·x[k + 1] with k + w = (i + ½)/f − ½, x[−1] = x[0] and x[n] = x[n − 1].
/// </summary>
internal sealed class Upsample2dOp(Upsample2dAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    private int Factor => (int)attribute.Factor;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast(attribute.Factor, 1, 64))
        {
            return null;
        }

        return rule.Input.IsImage
            ? rule.Input with { Height = rule.Input.Height * Factor, Width = rule.Input.Width * Factor }
            : rule.Error("NG0011", Name, rule.Input.ToString(), "channels × height × width", "place it before Flatten");
    }

    public override OnnxOperator? Onnx(OperationUse use) => new(
        "Resize", ("axes", new[] { 2, 3 }), ("mode", attribute.Mode == UpsampleMode.Nearest ? "nearest" : "linear"),
        ("coordinate_transformation_mode", attribute.Mode == UpsampleMode.Nearest ? "asymmetric" : "half_pixel"), ("nearest_mode", "floor"))
    {
        Inputs = [OnnxInput.None, OnnxInput.None, new(null) { Integers = [use.Output.Height, use.Output.Width] }],
    };

    public override Node Forward(ForwardContext c)
    {
        TensorShape x = c.Input.Shape, y = c.Use.Output;
        if (attribute.Mode == UpsampleMode.Nearest)
        {
            return c.Map(
                c.Label, y, new Expr.Input(0) * (Factor * Factor),
                c.Add(new PoolNode($"{c.Label} spread", PoolRole.AverageGradient, Geometry(c.Use), y, c.Input)));
        }

        // Down, lines are what pixels are across; what is between two pixels are more channels of the first, seen as pixels.
        Node wide = View("wide", Between(c, $"{c.Label} across", c.Input), x with { Width = y.Width });
        Node lines = View("lines", wide, TensorShape.Image(x.Channels * y.Width, 1, x.Height));
        return View("high", Between(c, $"{c.Label} down", lines), y);

        Node View(string name, Node node, TensorShape shape) => Reshaping.View(c.Add, $"{c.Label} {name}", node, shape);
    }

    /// <summary>For each pixel of a line those that come in its place, as channels.</summary>
    private Node Between(ForwardContext c, string name, Node x)
    {
        if (Factor == 1)
        {
            return x;
        }

        TensorShape shape = x.Shape;
        Node padded = Border.Around(c, $"{name} border", x, new Sides(0, 1, 0, 1), PaddingMode.Replicate);
        Node[] parts = [.. Enumerable.Range(0, Factor).Select(i =>
        {
            double place = (i + 0.5) / Factor - 0.5;
            int first = (int)Math.Floor(place) + 1;
            double weight = place + 1 - first;
            Node left = At(first), right = At(first + 1);
            Expr mean = new Expr.Input(0) * (1 - weight) + new Expr.Input(1) * weight;
            return weight == 0 ? c.Map($"{name} {i}", shape, new Expr.Input(0), left) : c.Map($"{name} {i}", shape, mean, left, right);
        })];
        return c.Add(JoinNode.Concat(name, shape with { Channels = Factor * shape.Channels }, parts));

        Node At(int index) => c.Add(new MoveNode($"{name} from {index}", MoveKind.Slice, shape, new Place(0, index, 0), padded));
    }

    public override Node? Backward(BackwardContext c)
    {
        if (attribute.Mode != UpsampleMode.Nearest)
        {
            return null;
        }

        // The factor after the mean, where it costs no pass of its own.
        Node mean = c.Add(new PoolNode($"∂{c.Label} mean", PoolRole.Average, Geometry(c.Use), c.Input.Shape, c.OutputGradient));
        return c.Map($"∂{c.Label}", c.Input.Shape, new Expr.Input(0) * (Factor * Factor), mean);
    }

    private PoolGeometry Geometry(OperationUse use)
    {
        Window window = new(Factor, Factor);
        return new(use.Output.Channels, use.Output.Height, use.Output.Width, window, window);
    }
}
