using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>Before the gradient of what is recomputed, its forward computation is appended once more.</summary>
internal sealed class Recomputation(ForwardGraph forward)
{
    private readonly Dictionary<Node, string> _groups = forward.Tape
        .Where(entry => entry.RecomputeGroup is not null)
        .SelectMany(entry => entry.Nodes.Select(node => (node, entry.RecomputeGroup)))
        .ToDictionary(pair => pair.node, pair => pair.RecomputeGroup!);

    private readonly Dictionary<Node, Node> _recomputed = [];
    private string? _group;

    /// <summary>The value that stands for one of the forward pass: itself, or where it was computed again.</summary>
    public Node Current(Node node) => _recomputed.TryGetValue(node, out Node again) ? again : node;

    /// <summary>Where the node's group begins: all of it once more, from what it reads, once its gradient is known.</summary>
    public void Enter(Node node, Node gradient)
    {
        string? before = _group;
        _group = _groups.TryGetValue(node, out string group) ? group : null;
        if (_group is null || _group == before)
        {
            return;
        }

        IEnumerable<Node> nodes = forward.Tape.Where(entry => entry.RecomputeGroup == _group).SelectMany(entry => entry.Nodes);
        foreach (Node first in nodes.Where(n => n is not Leaf))
        {
            Node again = first.With([.. first.Inputs.Select(Current)]);
            again.RecomputeGroup = _group;
            again.After = gradient;
            _recomputed[first] = forward.Graph.Add(again);
        }
    }
}
