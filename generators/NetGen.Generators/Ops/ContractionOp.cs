using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = W ∗ x + b;  dx = Wᵀ ∗ dy;  dW = Σ dy ∗ x;  db = Σ dy over batch and pixels.
/// A matrix product is the convolution of 1×1 pixels.
/// </summary>
internal abstract class ContractionOp(string name) : Operation(name)
{
    protected abstract ConvolutionGeometry Geometry(Arguments arguments, TensorShape input);

    /// <summary>The weight's dimensions in PyTorch's order.</summary>
    protected abstract int[] WeightDimensions(ConvolutionGeometry geometry);

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        ConvolutionGeometry g = Geometry(rule.Arguments, rule.Input);
        yield return rule.Weight(g.Depth, g.GroupOutputs * g.Kernel * g.Kernel, WeightDimensions(g));
        if (rule.Arguments.Flag("bias", true))
        {
            yield return rule.Vector("bias", g.Outputs, Start.Zero);
        }
    }

    public override Node Forward(ForwardContext c)
    {
        ConvolutionGeometry g = Geometry(c.Arguments, c.Input.Shape);
        Node product = c.Add(new ContractionNode(c.Label, ContractionRole.Output, g, c.Use.Output, c.Input, c.Parameter("weight")));
        return c.Has("bias")
            ? c.Map($"{c.Label} biased", c.Use.Output, new Expr.Input(0) + new Expr.Input(1), product, c.Parameter("bias"))
            : product;
    }

    public override InputGradients Backward(BackwardContext c)
    {
        ConvolutionGeometry g = Geometry(c.Arguments, c.Input.Shape);
        Node dy = c.OutputGradient;
        c.Gradient("weight", c.Add(new ContractionNode($"∂{c.Label}.weight", ContractionRole.WeightGradient, g, TensorShape.PerChannel(g.WeightCount), c.Input, dy)));
        if (c.Has("bias"))
        {
            c.Gradient("bias", c.Reduce($"∂{c.Label}.bias", ReduceOperator.Sum, TensorShape.PerChannel(g.Outputs), new Expr.Input(0), dy));
        }

        return new(c.Add(new ContractionNode($"∂{c.Label}", ContractionRole.InputGradient, g, c.Input.Shape, dy, c.Parameter("weight"))));
    }
}
