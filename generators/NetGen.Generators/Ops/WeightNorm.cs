using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>
/// W = g · v / ‖v‖ for the weights v of each output: W ∗ x = g / ‖v‖ · (v ∗ x), so that the products are those of v;  d‖v‖ and dg follow,
/// dv of the norm = d‖v‖ · v / ‖v‖. Salimans and Kingma 2016, "Weight Normalization".
/// </summary>
internal static class WeightNorm
{
    /// <summary>The lengths g.</summary>
    public const string Role = "weight_g";

    /// <param name="c">Where it is added.</param>
    /// <param name="product">v ∗ x.</param>
    /// <param name="weights">v.</param>
    /// <param name="g">Of the product.</param>
    public static Node Scale(ForwardContext c, Node product, Node weights, ConvolutionGeometry g)
    {
        Node norm = c.Add(new OpaqueNode(
            $"{c.Label} norm", new RowNormKernel(g.Outputs, g.Depth), TensorShape.PerChannel(g.Outputs), weights)
        {
            Gradient = d => [d.Add(new OpaqueNode(
                $"{d.Name} of weights", new RowNormGradientKernel(g.Outputs, g.Depth), TensorShape.PerChannel(g.WeightCount),
                d.Inputs[0], d.Output, d.OutputGradient))],
        });
        Expr scaled = new Expr.Input(0) * (new Expr.Input(1) / new Expr.Input(2));
        return c.Map($"{c.Label} scaled", product.Shape, scaled, product, c.Parameter(Role), norm);
    }
}
