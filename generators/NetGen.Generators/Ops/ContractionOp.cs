using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = W ∗ x + b;  dx = Wᵀ ∗ dy;  dW = Σ dy ∗ x;  db = Σ dy over batch and pixels.
/// A matrix product is the convolution of 1×1 pixels.
/// </summary>
internal abstract class ContractionOp(bool hasBias, WeightedAttribute weights, float biasStart, bool normalizes = false) : Operation
{
    /// <summary>Whether its weights start as the user says.</summary>
    public bool HasStart => weights.Initializer != Initializer.Auto;

    protected abstract ConvolutionGeometry Geometry(TensorShape x);

    /// <summary>The weight's dimensions in PyTorch's order.</summary>
    protected abstract int[] WeightDimensions(ConvolutionGeometry geometry);

    /// <summary>Products of an output, and outputs that an input reaches.</summary>
    protected virtual (int In, int Out) Fans(ConvolutionGeometry g) => (g.Depth, g.GroupOutputs * g.Taps);

    protected virtual int BiasSize(ConvolutionGeometry g) => g.Outputs;

    public override bool PassesShift(OperationUse use) => !Geometry(use.Input).Pads;

    public override long MultiplyAdds(OperationUse use) => Geometry(use.Input).MultiplyAdds;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        ConvolutionGeometry g = Geometry(rule.Input);
        (int fanIn, int fanOut) = Fans(g);
        yield return rule.Weight("weight", fanIn, fanOut, WeightDimensions(g), weights);
        if (normalizes)
        {
            yield return rule.Vector(WeightNorm.Role, g.Outputs, Start.RowNorms);
        }

        if (hasBias)
        {
            yield return rule.Bias("bias", BiasSize(g), biasStart);
        }
    }

    public override Node Forward(ForwardContext c) =>
        WeightedSum.Forward(c, c.Label, "weight", "bias", Geometry(c.Input.Shape), c.Use.Output, c.Input);
}

/// <summary>y = W ∗ x + b for any parameters of an operation.</summary>
internal static class WeightedSum
{
    public static Node Forward(
        ForwardContext c, string name, string weight, string bias, ConvolutionGeometry g, TensorShape output, Node x,
        ContractionRole role = ContractionRole.Output)
    {
        (Node value, Node w) = RoundedOperands.Of(c, name, x, c.Parameter(weight));
        Node[] operands = c.Mode == Mode.Quantized && c.Has(InputRange.Role) ? [x, w, c.Parameter(InputRange.Role)] : [value, w];
        Node product = c.Add(new ContractionNode(name, role, g, output, operands));
        product = c.Use.Adapter?.Add(c, name, weight, x, product, g) ?? product;
        product = c.Has(WeightNorm.Role) ? WeightNorm.Scale(c, product, c.Parameter(weight), g) : product;
        return c.Has(bias) ? c.Map($"{name} biased", output, new Expr.Input(0) + new Expr.Input(1), product, c.Parameter(bias)) : product;
    }
}
