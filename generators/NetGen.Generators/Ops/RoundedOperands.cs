using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// x' = s·clamp(round(x / s)), W' = t·round(W / t): what integers would make of a contraction's operands, in training.
/// dx = dx' within the range, else 0;  dW = dW'. Straight-through estimators: Bengio et al. 2013; Jacob et al. 2018.
/// </summary>
internal static class RoundedOperands
{
    /// <summary>Both operands, or as they are where the integers are none of training's.</summary>
    public static (Node X, Node Weight) Of(ForwardContext c, string name, Node x, Node weight) =>
        c.Training && c.Use.RoundsInTraining && c.Has(InputRange.Role) ? (Input(c, name, x), Weight(c, name, weight)) : (x, weight);

    private static Node Input(ForwardContext c, string name, Node x)
    {
        string[] numbers = ["scale", "inverse scale", "smallest", "largest"];
        Node[] range = [.. numbers.Select((number, i) => c.Add(new OpaqueNode(
            $"{name} input {number}", new RangeKernel(i), TensorShape.Scalar, c.Parameter(InputRange.Role))))];
        Expr value = new Expr.Input(0), scale = new Expr.Input(1), smallest = new Expr.Input(3), largest = new Expr.Input(4);
        Expr place = value * new Expr.Input(2), limited = Expr.Min(Expr.Max(Expr.Round(place), smallest), largest);

        // Without a range nothing is rounded.
        Expr rounded = Expr.Greater(scale, 0, limited * scale, value);
        Expr slope = Expr.Greater(smallest, place, 0, Expr.Greater(place, largest, 0, 1));
        Expr body = new Expr.WithGradient(
            rounded, new[] { value }.ToEquatableArray(), new[] { slope }.ToEquatableArray());
        return c.Map($"{name} input rounded", x.Shape, body, [x, .. range]);
    }

    private static Node Weight(ForwardContext c, string name, Node weight)
    {
        EquatableArray<int> sizes = c.Use.Parameters.Single(parameter => parameter.Role == "weight").Dimensions;
        int size = sizes.Aggregate(1, (product, dimension) => product * dimension);
        return c.Add(new OpaqueNode(
            $"{name} weight rounded", new RoundedWeightsKernel(sizes[0], size / sizes[0]), TensorShape.PerChannel(size), weight)
        {
            Gradient = g => [g.OutputGradient],
        });
    }
}
