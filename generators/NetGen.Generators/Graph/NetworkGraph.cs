namespace NetGen.Generators.Graph;

/// <summary>
/// One program as a graph: nodes in an order in which they can be computed, and where results go.
/// The backward pass is more nodes of the same graph.
/// </summary>
internal sealed class NetworkGraph
{
    /// <summary>All nodes, inputs before their readers.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>What the network predicts.</summary>
    public List<Node> Outputs { get; } = [];

    /// <summary>The batch's mean loss; null where only predictions are computed.</summary>
    public Node? Loss { get; set; }

    /// <summary>The mean of each loss, without its weight in that sum.</summary>
    public List<Node> Losses { get; } = [];

    /// <summary>Values written over a parameter's gradient or over a running statistic.</summary>
    public List<Assignment> Assignments { get; } = [];

    /// <summary>Everything somebody outside reads.</summary>
    public IEnumerable<Node> Results => Assignments.Select(a => a.Value).Concat(Outputs).Concat(Losses).Concat(Loss is null ? [] : [Loss]);

    public T Add<T>(T node)
        where T : Node
    {
        Nodes.Add(node);
        return node;
    }
}

/// <summary>A value kept beyond the step: the gradient of a parameter, or the new value of a running statistic.</summary>
internal sealed record Assignment(ParameterInfo Parameter, Node Value, bool IsGradient);
