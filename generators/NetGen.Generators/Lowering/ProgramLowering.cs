using NetGen.Generators.Graph;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Fused groups → launches over buffers.</summary>
internal static class ProgramLowering
{
    /// <param name="graph">The simplified graph.</param>
    /// <param name="groups">Its fused groups.</param>
    /// <param name="parameterOffset">Where a parameter lies in its block.</param>
    /// <param name="schedule">What its target decides.</param>
    /// <param name="elementSize">Bytes of a real number.</param>
    public static LoweredProgram Run(
        NetworkGraph graph, IReadOnlyList<Group> groups, Func<ParameterInfo, int> parameterOffset, Schedule schedule, int elementSize)
    {
        ProgramMemory memory = new(graph, parameterOffset);
        ProgramBuilder program = new(graph, groups, memory, schedule);
        Action<Group> lower = Of(program);
        int afterOutput = 0, afterLoss = 0;
        HashSet<Node> outputs = [.. graph.Outputs];
        HashSet<Node> losses = graph.Loss is null ? [] : [.. LossNodes(graph.Loss)];
        List<Launch> launches = program.Launches;
        foreach (Group group in groups)
        {
            lower(group);
            if (group.Nodes.Any(outputs.Contains))
            {
                afterOutput = launches.Count;
            }

            if (group.Nodes.Any(losses.Contains))
            {
                afterLoss = launches.Count;
            }
        }

        launches.AddRange(program.Last);
        afterLoss = Math.Max(afterLoss, afterOutput);
        return new(
            program.Pack, [.. launches.Take(afterOutput)], [.. launches.Skip(afterOutput).Take(afterLoss - afterOutput)],
            [.. launches.Skip(afterLoss)], memory.Buffers, [.. graph.Outputs.Select(memory.Of)],
            graph.Loss is null ? null : memory.Of(graph.Loss))
        {
            Results = [.. graph.Results.Where(memory.Has).Select(node => memory.Of(node).Root)],
            Losses = [.. graph.Losses.Select(memory.Of)],
            Trains = graph.Assignments.Any(a => a.IsGradient),
            Places = Places.Of(memory.Alternating, elementSize),
        };
    }

    /// <summary>What is called for each kind of group.</summary>
    public static Action<Group> Of(ProgramBuilder program)
    {
        ContractionLowering contractions = new(program);
        PoolLowering pools = new(program);
        MoveLowering moves = new(program);
        OpaqueLowering opaques = new(program);
        ScanLowering scans = new(program);
        return group =>
        {
            switch (group.Producer)
            {
                case ContractionNode { Role: ContractionRole.WeightGradient } node:
                    contractions.LowerWeightGradient(node);
                    break;
                case ContractionNode node:
                    contractions.Lower(group, node);
                    break;
                case PoolNode node:
                    pools.Lower(group, node);
                    break;
                case MoveNode node:
                    moves.Lower(node);
                    break;
                case JoinNode node:
                    moves.Lower(node);
                    break;
                case OpaqueNode node:
                    opaques.Lower(node);
                    break;
                case ProcessSumNode node:
                    program.Launches.Add(new ProcessSumLaunch(node.Name, [.. node.Inputs.Select(program.Memory.Of)])
                    {
                        Detail = "Σ over the processes that train together: nothing where this one is alone.",
                    });
                    break;
                case ScanNode node:
                    scans.Lower(node);
                    break;
                default:
                    ElementwiseLowering.Result result = program.Elementwise(group);
                    program.ClearAll(result.Accesses);
                    program.Launches.Add(new ElementwiseLaunch(program.Title(group), result.Accesses, result.Work)
                    {
                        Stream = result.Stream,
                    });
                    break;
            }
        };
    }

    /// <summary>The loss and the sums it is made of.</summary>
    private static IEnumerable<Node> LossNodes(Node loss) =>
        [loss, .. loss.Inputs.Where(input => input.Shape.Kind == Axes.None && input is MapNode or ReduceNode).SelectMany(LossNodes)];
}
