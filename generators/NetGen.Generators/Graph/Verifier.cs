namespace NetGen.Generators.Graph;

/// <summary>
/// What holds after every pass: each node after its inputs, formulas that mention only their inputs, results that are computed.
/// </summary>
internal static class Verifier
{
    public static void Check(NetworkGraph graph)
    {
        HashSet<Node> known = [];
        foreach (Node node in graph.Nodes)
        {
            foreach (Node input in node.Inputs)
            {
                if (!known.Contains(input))
                {
                    throw Broken($"{node.Name} reads {input.Name} before it is computed");
                }
            }

            Expr? body = (node as MapNode)?.Body ?? (node as ReduceNode)?.Body;
            if (body is not null && body.Inputs().Any(i => i >= node.Inputs.Count))
            {
                throw Broken($"{node.Name} mentions an input it has not");
            }

            TensorShape? domain = node is MapNode ? node.Shape : (node as ReduceNode)?.Domain;
            if (domain is not null && node.Inputs.Any(input => !Broadcasts(input.Shape, domain)))
            {
                throw Broken($"an input of {node.Name} does not fit {node.Shape}");
            }

            known.Add(node);
        }

        foreach (Node result in graph.Results)
        {
            if (!known.Contains(result))
            {
                throw Broken($"{result.Name} is never computed");
            }
        }

        foreach (Assignment assignment in graph.Assignments)
        {
            if (assignment.Value.Shape.Size != assignment.Parameter.Size)
            {
                throw Broken($"{assignment.Parameter.Name} gets {assignment.Value.Shape.Size} values");
            }
        }
    }

    /// <summary>Whether each axis is the same in both, or missing in the first.</summary>
    private static bool Broadcasts(TensorShape from, TensorShape to) => (from.Kind & ~to.Kind) == Axes.None
        && (!from.Kind.HasFlag(Axes.Channels) || from.Channels == to.Channels)
        && (!from.Kind.HasFlag(Axes.Grid) || from.Rows == to.Rows || from.IsSharedByRowsOf(to));

    private static InvalidOperationException Broken(string what) => new($"Graph: {what}.");
}
