using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>A training step: the gradient of every trained parameter that a loss depends on.</summary>
internal static class Autodiff
{
    public static NetworkGraph Run(ForwardGraph forward)
    {
        NetworkGraph graph = forward.Graph;
        graph.Assignments.AddRange(
            Gradient.OfParameters(forward).Concat(forward.Penalties)
                .Select(given => new Assignment(given.Parameter.Parameter, given.Share, IsGradient: true)));
        SumSharedVectors(graph);
        return graph;
    }

    /// <summary>
    /// Where weights are shared: vectors are added here; larger gradients are written by one kernel and added to by the next.
    /// </summary>
    private static void SumSharedVectors(NetworkGraph graph)
    {
        List<Assignment> assignments = graph.Assignments;
        foreach (IGrouping<ParameterInfo, Assignment> shared in assignments
            .Where(a => a.IsGradient)
            .GroupBy(a => a.Parameter)
            .Where(g => g.Count() > 1)
            .ToList())
        {
            if (shared.All(a => a.Value is MapNode or ReduceNode))
            {
                Expr sum = shared.Select((_, i) => (Expr)new Expr.Input(i)).Aggregate((a, b) => a + b);
                Node[] values = [.. shared.Select(a => a.Value)];
                Node total = graph.Add(new MapNode($"∂{shared.Key.Label} sum", values[0].Shape, sum, values));
                assignments.RemoveAll(a => a.IsGradient && a.Parameter == shared.Key);
                assignments.Add(new Assignment(shared.Key, total, IsGradient: true));
            }
        }
    }
}
