using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>
/// The chain rule, backwards along the tape: ∂x = Σ over the readers of x of their share. Appends the backward pass to the same graph;
/// what nobody needs (the gradient of the batch) falls to <see cref="Simplify"/>. Before the gradient of what is recomputed, its forward
/// computation is appended once more.
/// </summary>
internal sealed class Autodiff
{
    private readonly ForwardGraph _forward;
    private readonly Dictionary<Node, Node> _gradients;
    private readonly Dictionary<Node, Node> _recomputed = [];

    private Autodiff(ForwardGraph forward)
    {
        _forward = forward;
        _gradients = forward.OutputGradients.ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    public static NetworkGraph Run(ForwardGraph forward)
    {
        new Autodiff(forward).Run();
        return forward.Graph;
    }

    private void Run()
    {
        string? group = null;
        for (int i = _forward.Tape.Count - 1; i >= 0; i--)
        {
            TapeEntry entry = _forward.Tape[i];

            // Nothing to do where the operation did nothing (a dropout of 0), or where no loss depends on it.
            if (entry.Output == entry.Context.Input || !_gradients.TryGetValue(entry.Output, out Node gradient))
            {
                continue;
            }

            if (entry.RecomputeGroup is not null && entry.RecomputeGroup != group)
            {
                Recompute(entry.RecomputeGroup, gradient);
            }

            group = entry.RecomputeGroup;
            InputGradients shares = entry.Use.Operation.Backward(new BackwardContext(entry.Context, entry.Output, gradient, Current));
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

        SumSharedVectors();
    }

    private Node Current(Node node) => _recomputed.TryGetValue(node, out Node again) ? again : node;

    /// <summary>The forward computation of a group once more, from what it reads, once its gradient is known.</summary>
    private void Recompute(string group, Node gradient)
    {
        foreach (Node node in _forward.Tape.Where(entry => entry.RecomputeGroup == group).SelectMany(entry => entry.Nodes).Where(node => node is not Leaf))
        {
            Node again = node.With([.. node.Inputs.Select(Current)]);
            again.Again = group;
            again.After = gradient;
            _recomputed[node] = _forward.Graph.Add(again);
        }
    }

    private void Accumulate(Node value, Node share)
    {
        // Tokens have no gradient.
        if (value.Shape.Form != Form.Tokens)
        {
            _gradients[value] = _gradients.TryGetValue(value, out Node sum)
                ? _forward.Graph.Add(new MapNode($"∂{value.Name} sum", value.Shape, new Expr.Input(0) + new Expr.Input(1), sum, share))
                : share;
        }
    }

    /// <summary>Where weights are shared: vectors are added here; larger gradients are written by one kernel and added to by the next.</summary>
    private void SumSharedVectors()
    {
        List<Assignment> assignments = _forward.Graph.Assignments;
        foreach (IGrouping<ParameterInfo, Assignment> shared in assignments.Where(a => a.IsGradient).GroupBy(a => a.Parameter).Where(g => g.Count() > 1).ToList())
        {
            if (shared.All(a => a.Value is MapNode or ReduceNode))
            {
                Expr sum = shared.Select((_, i) => (Expr)new Expr.Input(i)).Aggregate((a, b) => a + b);
                Node total = _forward.Graph.Add(new MapNode($"∂{shared.Key.Label} sum", shared.First().Value.Shape, sum, [.. shared.Select(a => a.Value)]));
                assignments.RemoveAll(a => a.IsGradient && a.Parameter == shared.Key);
                assignments.Add(new Assignment(shared.Key, total, IsGradient: true));
            }
        }
    }
}
