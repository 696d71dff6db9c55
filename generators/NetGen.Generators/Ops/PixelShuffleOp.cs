using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c, i·r + p, j·r + q] = x[c·r² + p·r + q, i, j];  dx = the same way back.</summary>
internal sealed class PixelShuffleOp(PixelShuffleAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    private int Factor => (int)attribute.Factor;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!rule.AtLeast(attribute.Factor, 1, 64))
        {
            return null;
        }

        if (!x.IsImage)
        {
            return rule.Error("NG0011", Name, x.ToString(), "channels × height × width", "place it before Flatten");
        }

        int pixels = Factor * Factor;
        return x.Channels % pixels == 0
            ? TensorShape.Image(x.Channels / pixels, x.Height * Factor, x.Width * Factor)
            : rule.Error(
                "NG0011", Name, x.ToString(), $"a multiple of {pixels} channels",
                $"let the convolution before it give channels · {pixels}");
    }

    public override OnnxOperator? Onnx(OperationUse use) => new("DepthToSpace", ("blocksize", Factor), ("mode", "CRD"));

    public override Node Forward(ForwardContext c)
    {
        TensorShape x = c.Input.Shape, y = c.Use.Output;
        int r = Factor, line = r * y.Channels;
        if (r == 1)
        {
            return c.Input;
        }

        // In memory [i, j, c, p, q]: the channels behind their pixels first, then the lines p before the pixels j.
        TensorShape byPixel = TensorShape.Image(r * r, x.Rows, y.Channels), byChannel = TensorShape.Image(y.Channels, x.Rows, r * r);
        Node turned = y.Channels == 1
            ? c.Input
            : c.Add(new MoveNode($"{c.Label} channels", MoveKind.Permute, byChannel, new Place(0, 2, 1), View("pixels", c.Input, byPixel)));
        Node channels = View("turned", turned, x);
        Node[] lines = [.. Enumerable.Range(0, r).Select(p => View(
            $"line {p}",
            c.Add(new MoveNode($"{c.Label} part {p}", MoveKind.Slice, x with { Channels = line }, new Place(0, 0, p * line), channels)),
            TensorShape.Image(x.Width * line, x.Height, 1)))];
        return View("shuffled", c.Add(JoinNode.Concat($"{c.Label} lines", TensorShape.Image(r * x.Width * line, x.Height, 1), lines)), y);

        Node View(string name, Node node, TensorShape shape) => Reshaping.View(c.Add, $"{c.Label} {name}", node, shape);
    }
}
