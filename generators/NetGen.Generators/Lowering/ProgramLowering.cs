using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Fused groups → launches over buffers.</summary>
internal sealed partial class ProgramLowering
{
    /// <summary>Packed weights of a training step that together exceed this many elements are packed right before their use, so that they share memory: those of matrix products.</summary>
    private const long MostPackedAtOnce = 1 << 20;

    /// <summary>On a GPU, narrower groups of channels are not tiled: one thread computes a result.</summary>
    public const int MostDirectColumns = 8;

    private readonly NetworkGraph _graph;
    private readonly IReadOnlyList<Group> _groups;
    private readonly Func<ParameterInfo, int> _parameterOffset;
    private readonly Target _target;
    private readonly int _elementSize;
    private readonly IReadOnlyDictionary<Node, Placement> _placements;
    private readonly ILookup<Node, Assignment> _assignments;
    private readonly ILookup<Node, ResultNode> _parts;
    private readonly bool _trains;
    private readonly bool _packsLate;
    private readonly Dictionary<Node, Group> _groupOf = [];
    private readonly HashSet<Node> _kept = [];
    private readonly HashSet<ParameterInfo> _written = [];
    private readonly List<Launch> _pack = [];
    private readonly List<Launch> _launches = [];

    // What joins the workers' sums: nobody but the optimizer waits for it.
    private readonly List<Launch> _last = [];

    private ProgramLowering(NetworkGraph graph, IReadOnlyList<Group> groups, Func<ParameterInfo, int> parameterOffset, Target target, int elementSize)
    {
        _target = target;
        _elementSize = elementSize;
        _graph = graph;
        _groups = groups;
        _parameterOffset = parameterOffset;
        _placements = Layouts.Run(graph);
        _assignments = graph.Assignments.ToLookup(a => a.Value);
        _parts = graph.Nodes.OfType<ResultNode>().ToLookup(part => part.Inputs[0]);
        _trains = graph.Assignments.Any(a => a.IsGradient);
        _packsLate = _trains && graph.Nodes.OfType<ContractionNode>().Sum(node => (long)node.Geometry.WeightCount) > MostPackedAtOnce;
        foreach (Group group in groups)
        {
            foreach (Node node in group.Nodes)
            {
                _groupOf[node] = group; // A sum over rows stands in two groups: its value comes from the later one.
            }
        }
    }

    /// <param name="graph">The simplified graph.</param>
    /// <param name="groups">Its fused groups.</param>
    /// <param name="parameterOffset">Where a parameter lies in its block.</param>
    /// <param name="target">What runs it.</param>
    /// <param name="elementSize">Bytes of a number.</param>
    public static LoweredProgram Run(NetworkGraph graph, IReadOnlyList<Group> groups, Func<ParameterInfo, int> parameterOffset, Target target, int elementSize) =>
        new ProgramLowering(graph, groups, parameterOffset, target, elementSize).Run();

    private LoweredProgram Run()
    {
        FindKept();
        int afterOutput = 0, afterLoss = 0;
        HashSet<Node> outputs = [.. _graph.Outputs];
        HashSet<Node> losses = _graph.Loss is null ? [] : [.. LossNodes(_graph.Loss)];
        foreach (Group group in _groups)
        {
            Lower(group);
            if (group.Nodes.Any(outputs.Contains))
            {
                afterOutput = _launches.Count;
            }

            if (group.Nodes.Any(losses.Contains))
            {
                afterLoss = _launches.Count;
            }
        }

        _launches.AddRange(_last);
        afterLoss = Math.Max(afterLoss, afterOutput);
        return new(
            _pack, [.. _launches.Take(afterOutput)], [.. _launches.Skip(afterOutput).Take(afterLoss - afterOutput)], [.. _launches.Skip(afterLoss)],
            _buffers, [.. _graph.Outputs.Select(output => _values[output])], _graph.Loss is null ? null : _values[_graph.Loss])
        {
            Results = [.. _graph.Results.Where(_values.ContainsKey).Select(node => _values[node].Root)],
            ElementSize = _elementSize,
            Trains = _trains,
        };
    }

    /// <summary>The loss and the sums it is made of.</summary>
    private static IEnumerable<Node> LossNodes(Node loss) =>
        [loss, .. loss.Inputs.Where(input => input.Shape.Kind == Axes.None && input is MapNode or ReduceNode).SelectMany(LossNodes)];

    /// <summary>A value needs memory where another group reads it or somebody outside does.</summary>
    private void FindKept()
    {
        foreach (Group group in _groups)
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

        _kept.UnionWith(_graph.Outputs);
        if (_graph.Loss is not null)
        {
            _kept.Add(_graph.Loss);
        }
    }

    private void Lower(Group group)
    {
        switch (group.Producer)
        {
            case ContractionNode { Role: ContractionRole.WeightGradient } node:
                LowerWeightGradient(node);
                break;
            case ContractionNode node:
                LowerContraction(group, node);
                break;
            case PoolNode node:
                LowerPool(group, node);
                break;
            case MoveNode node:
                LowerMove(node);
                break;
            case JoinNode node:
                LowerJoin(node);
                break;
            case OpaqueNode node:
                LowerOpaque(node);
                break;
            default:
                ElementwiseLowering.Result result = Elementwise(group);
                ClearAll(result.Accesses);
                _launches.Add(new ElementwiseLaunch(Title(group), result.Accesses, result.Work) { Stream = result.Stream });
                break;
        }
    }

    /// <summary>Where a gradient computed by a kernel of its own goes, and whether another use of the same weights was there before.</summary>
    private (Buffer Gradient, bool Accumulates) GradientTarget(Node node)
    {
        ParameterInfo parameter = TrainedBy(node);
        return (ParameterBuffer(parameter, isGradient: true), !_written.Add(parameter));
    }

    /// <summary>The parameter whose gradient the node is.</summary>
    private ParameterInfo TrainedBy(Node node) => _assignments[node].Single(a => a.IsGradient).Parameter;

    private void LowerOpaque(OpaqueNode node)
    {
        OpaqueKernel kernel = node.Kernel;
        bool isGradient = _assignments[node].Any(a => a.IsGradient);
        (Buffer output, bool accumulates) = isGradient ? GradientTarget(node) : (BufferOf(node), false);
        ResultNode[] parts = [.. _parts[node]];
        Buffer? scratch = kernel.Scratch > 0 ? New($"scratch of {node.Name}", BufferKind.Scratch, new Layout(kernel.Scratch)) : null;
        Buffer?[] buffers =
        [
            .. kernel.Operands.Select(operand => operand.Kind switch
            {
                OperandSource.Input => BufferOf(node.Inputs[operand.Index]),
                OperandSource.Output => output,
                OperandSource.Result => BufferOf(parts[operand.Index]),
                OperandSource.Scratch => scratch,
                _ => null,
            }),
        ];
        Access[] accesses = [.. buffers.Select((buffer, i) => buffer is null ? null : new Access(buffer, IsWritten(kernel.Operands[i]), ShareOf(kernel, buffer))).OfType<Access>()];
        _launches.Add(new OpaqueLaunch(node.Name, accesses, kernel, buffers, isGradient ? accumulates : null)
        {
            Detail = $"{kernel.Formula}: {string.Join(", ", node.Inputs.Where(i => i is not ParameterLeaf).Distinct().Select(i => i.Shape.Layout()))} → {node.Shape.Layout()}",
            MultiplyAdds = kernel.MultiplyAdds,
            Stream = kernel.IsRandom ? node.Stream : -1,
        });
    }

    private static bool IsWritten(KernelOperand operand) => operand.Kind is OperandSource.Output or OperandSource.Result or OperandSource.Scratch;

    private static Share ShareOf(OpaqueKernel kernel, Buffer buffer) => buffer.Kind switch
    {
        BufferKind.Scratch => Share.Private,
        BufferKind.Activation or BufferKind.Tokens or BufferKind.Cache when !kernel.IsShared => Share.Samples,
        _ => Share.Any,
    };

    private ElementwiseLowering.Result Elementwise(Group group)
    {
        bool Kept(Node node) => _kept.Contains(node) || GradientOf(node) is not null;
        IEnumerable<Buffer> Targets(Node node) => group.Kind == GroupKind.Channels
            ? _assignments[node].Where(a => a.Parameter != GradientOf(node)).Select(a => ParameterBuffer(a.Parameter, a.IsGradient))
            : [];
        return ElementwiseLowering.Run(group, Kept, Targets, BufferOf, PartialOf);
    }

    private void ClearAll(IReadOnlyList<Access> accesses)
    {
        foreach (Access access in accesses.Where(access => access.Writes))
        {
            Clear(access.Buffer);
        }
    }

    private string Title(Group group) =>
        string.Join(" → ", group.Nodes.Where(node => node is not ResultNode).Select(node => node.Name)) + (group.Kind == GroupKind.Channels && group.Nodes.Any(n => n is ReduceNode) ? _target == Target.Cpu ? ", all workers" : ", all chunks" : "");
}
