using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>
/// The chain rule, backwards along the tape: ∂x = Σ over the readers of x of their share. Appends the backward pass to the same graph;
/// what nobody needs (the gradient of the batch) falls to <see cref="Simplify"/>.
/// </summary>
internal static class Autodiff
{
    public static NetworkGraph Run(ForwardGraph forward)
    {
        Dictionary<Node, Node> gradients = new() { [forward.Last] = forward.OutputGradient! };
        for (int i = forward.Tape.Count - 1; i >= 0; i--)
        {
            TapeEntry entry = forward.Tape[i];
            if (entry.Output == entry.Context.Input)
            {
                continue; // The operation did nothing (a dropout of 0): the gradient is already there.
            }

            Node gradient = gradients[entry.Output];
            InputGradients shares = entry.Use.Operation.Backward(new BackwardContext(entry.Context, entry.Output, gradient));
            if (shares.Others.Length != entry.Context.Others.Count)
            {
                throw new InvalidOperationException($"{entry.Use.Operation.Name} gives {shares.Others.Length} gradients for {entry.Context.Others.Count} stages.");
            }

            Accumulate(entry.Context.Input, shares.Input);
            for (int other = 0; other < shares.Others.Length; other++)
            {
                Accumulate(entry.Context.Others[other], shares.Others[other]);
            }
        }

        return forward.Graph;

        void Accumulate(Node value, Node share) => gradients[value] = gradients.TryGetValue(value, out Node sum)
            ? forward.Graph.Add(new MapNode($"∂{value.Name} sum", value.Shape, new Expr.Input(0) + new Expr.Input(1), sum, share))
            : share;
    }
}
