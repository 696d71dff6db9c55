using NetGen.Generators.Graph;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>A program in the making: its memory and its calls, and what every kind of call is made with.</summary>
internal sealed class ProgramBuilder
{
    /// <summary>Nodes that a title names.</summary>
    private const int MostNames = 12;

    private readonly NetworkGraph _graph;
    private readonly ILookup<Node, Assignment> _assignments;
    private readonly ILookup<Node, ResultNode> _results;
    private readonly Dictionary<Node, Group> _groupOf = [];
    private readonly HashSet<Node> _kept = [];
    private readonly HashSet<ParameterInfo> _written = [];

    // Memory whose zeros are there.
    private readonly HashSet<Buffer> _cleared = [];

    public ProgramBuilder(NetworkGraph graph, IReadOnlyList<Group> groups, ProgramMemory memory, Schedule schedule)
    {
        _graph = graph;
        Memory = memory;
        Schedule = schedule;
        _assignments = graph.Assignments.ToLookup(a => a.Value);
        _results = graph.Nodes.OfType<ResultNode>().ToLookup(result => result.Inputs[0]);
        foreach (Group group in groups)
        {
            foreach (Node node in group.Nodes)
            {
                _groupOf[node] = group; // A sum over rows stands in two groups: its value comes from the later one.
            }
        }

        FindKept(groups);
    }

    public ProgramMemory Memory { get; }

    /// <summary>What the target decides.</summary>
    public Schedule Schedule { get; }

    /// <summary>Calls that bring weights to the order in which they are read.</summary>
    public List<Launch> Pack { get; } = [];

    public List<Launch> Launches { get; } = [];

    /// <summary>Calls that nobody but the optimizer waits for.</summary>
    public List<Launch> Last { get; } = [];

    /// <summary>The further results of a node.</summary>
    public IEnumerable<ResultNode> ResultsOf(Node node) => _results[node];

    /// <summary>Whether the node is the gradient of a parameter.</summary>
    public bool IsGradient(Node node) => _assignments[node].Any(a => a.IsGradient);

    /// <summary>Whether the weights have no other gradient to be added to.</summary>
    public bool IsOnlyUse(Node node) =>
        TrainedBy(node) is var parameter && _graph.Assignments.Count(a => a.IsGradient && a.Parameter == parameter) == 1;

    /// <summary>
    /// Where a gradient computed by a kernel of its own goes, and whether another use of the same weights was there before.
    /// </summary>
    public (Buffer Gradient, bool Accumulates) GradientTarget(Node node)
    {
        ParameterInfo parameter = TrainedBy(node);
        return (Memory.OfParameter(parameter, isGradient: true), !_written.Add(parameter));
    }

    /// <summary>The parameter whose gradient the node is.</summary>
    public ParameterInfo TrainedBy(Node node) => _assignments[node].Single(a => a.IsGradient).Parameter;

    /// <summary>A group's elementwise members as work over memory.</summary>
    public ElementwiseLowering.Result Elementwise(Group group)
    {
        bool Kept(Node node) => _kept.Contains(node) || Memory.GradientOf(node) is not null;
        IEnumerable<Buffer> Targets(Node node) => group.Kind == GroupKind.Channels
            ? _assignments[node]
                .Where(a => a.Parameter != Memory.GradientOf(node))
                .Select(a => Memory.OfParameter(a.Parameter, a.IsGradient))
            : Memory.FurtherOf(node);
        return ElementwiseLowering.Run(group, Kept, Targets, Memory.Of, Memory.PartialOf);
    }

    /// <summary>What a group does, for people.</summary>
    public string Title(Group group)
    {
        string nodes = string.Join(" → ", Few([.. group.Nodes.Where(node => node is not ResultNode).Select(node => node.Name)]));
        return group.Kind == GroupKind.Channels && group.Nodes.Any(n => n is ReduceNode) ? $"{nodes}, all {Schedule.Summers}" : nodes;
    }

    /// <summary>What very many begin and end with.</summary>
    private static IEnumerable<string> Few(IReadOnlyList<string> names) => names.Count <= MostNames ? names
        : [.. names.Take(MostNames / 2), $"… {names.Count - MostNames} more", .. names.Skip(names.Count - (MostNames / 2))];

    /// <summary>Before anything is written to memory with zeros in it: the zeros.</summary>
    public void ClearAll(IReadOnlyList<Access> accesses)
    {
        foreach (Access access in accesses.Where(access => access.Writes))
        {
            Clear(access.Buffer);
        }
    }

    /// <summary>Before anything is written to memory with zeros in it: the zeros.</summary>
    public void Clear(Buffer written)
    {
        Buffer buffer = written.Root;
        bool isSparse = Memory.IsSparse(buffer);
        if ((isSparse || buffer.Layout.HasHalo) && _cleared.Add(buffer))
        {
            string title = isSparse ? $"{buffer.Name}, zeros around it" : $"{buffer.Name}, border";
            Launches.Add(new ClearLaunch(title, buffer, isSparse));
        }
    }

    /// <summary>A value needs memory where another group reads it or somebody outside does.</summary>
    private void FindKept(IReadOnlyList<Group> groups)
    {
        foreach (Group group in groups)
        {
            foreach (Node node in group.Nodes)
            {
                if (group.Kind == GroupKind.Channels && node is ReduceNode)
                {
                    continue; // It reads the workers' sums, not the values summed.
                }

                foreach (Node input in node.Inputs)
                {
                    if (_groupOf.TryGetValue(input, out Group source) && source != group)
                    {
                        _kept.Add(input);
                    }
                }
            }
        }

        _kept.UnionWith([.. _graph.Outputs, .. _graph.Losses]);
        if (_graph.Loss is not null)
        {
            _kept.Add(_graph.Loss);
        }
    }
}
