using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[i₀, i₁, …] = x with its axes in the order given: axis d of y is axis axes[d] of x;  dx = the inverse order of dy.</summary>
internal sealed class PermuteOp(PermuteAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool FixesLength => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        int[] axes = attribute.Axes;
        IReadOnlyList<int> sizes = rule.Input.Dimensions;
        if (!rule.Check(
            "axes", axes.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, sizes.Count)),
            $"({string.Join(", ", axes)})", $"each of 0 to {sizes.Count - 1} once, as the input is {rule.Input}"))
        {
            return null;
        }

        return axes.Length switch
        {
            1 => rule.Input,
            2 => TensorShape.Sequence(sizes[axes[0]], sizes[axes[1]], -1),
            _ => TensorShape.Image(sizes[axes[0]], sizes[axes[1]], sizes[axes[2]]),
        };
    }

    public override Node Forward(ForwardContext c) =>
        c.Add(new MoveNode(c.Label, MoveKind.Permute, c.Use.Output, Order(attribute.Axes), c.Input));

    /// <summary>The order over the memory's axes (0 line, 1 pixel, 2 channel): which axis of the input each of the output's is.</summary>
    private static Place Order(int[] axes)
    {
        // The user counts [channels, height, width], or [length, features].
        int[] memory = axes.Length switch { 3 => [2, 0, 1], 2 => [1, 2], _ => [2] };
        int[] order = [0, 1, 2];
        for (int d = 0; d < axes.Length; d++)
        {
            order[memory[d]] = memory[axes[d]];
        }

        return new Place(order[0], order[1], order[2]);
    }
}
