using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>Before the gradient of what is recomputed, its forward computation is appended once more.</summary>
internal sealed class Recomputation(ForwardGraph forward)
{
    private readonly Dictionary<Node, string> _groups = forward.Tape
        .SelectMany(entry => entry.Nodes.Select(node => (Node: node, Group: GroupOf(entry))))
        .Where(pair => pair.Group is not null)
        .ToDictionary(pair => pair.Node, pair => pair.Group!);

    private readonly Dictionary<Node, Node> _recomputed = [];
    private string? _group;

    /// <summary>What is computed again together: what a stage is asked to, or of one operation what is cheap.</summary>
    private static string? GroupOf(TapeEntry entry) =>
        entry.RecomputeGroup ?? (entry.Nodes.Any(IsCheap) ? $"{entry.Use.Label}, use {entry.Use.Index}" : null);

    private static bool IsCheap(Node node) => node is MapNode { IsCheap: true };

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

        IEnumerable<Node> nodes = forward.Tape.Where(entry => GroupOf(entry) == _group)
            .SelectMany(entry => entry.RecomputeGroup is null ? entry.Nodes.Where(IsCheap) : entry.Nodes);
        foreach (Node first in nodes.Where(n => n is not Leaf))
        {
            Node again = first.With([.. first.Inputs.Select(Current)]);
            again.RecomputeGroup = _group;
            again.After = gradient;
            _recomputed[first] = forward.Graph.Add(again);
        }
    }
}
