using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>
/// Recurrences: the body's calls, once, over one position of the sequences around it. A state has two places, written by turns, so that a
/// kernel may read all of the old one while it writes the new one.
/// </summary>
internal sealed class ScanLowering(ProgramBuilder program)
{
    public void Lower(ScanNode node)
    {
        ScanBody body = node.Body;
        List<(Node Value, Buffer Place)> places = [];
        for (int i = 0; i < body.Leaves.Count; i++)
        {
            if (body.Leaves[i] is StepLeaf)
            {
                places.Add((body.Leaves[i], PositionOf(body.Leaves[i], program.Memory.Of(node.Inputs[i]))));
            }
        }

        MoveLowering moves = new(program);
        Dictionary<Node, Buffer[]> turns = [];
        foreach (CarriedState state in body.States)
        {
            // At the first position the first place is written and the second one read.
            Buffer[] turn = [NewState(state), NewState(state)];
            BufferArray.Alternating(turn[0], turn[1]);
            turns[state.After] = turn;
            places.Add((state.After, turn[0]));
            places.Add((state.Before, turn[1]));
            int given = body.Leaves.IndexOf(state.Before);
            if (given < 0)
            {
                program.Launches.Add(new ClearLaunch($"{state.After.Name} before the first position", turn[1], isWhole: true));
            }
            else
            {
                Node first = node.Inputs[given];
                moves.Copy($"{state.After.Name} before the first position", first.Shape, program.Memory.Of(first), turn[1]);
            }
        }

        foreach ((int index, Node outside) in program.ResultsOf(node).Select(result => (result.Index, (Node)result)).Prepend((0, node)))
        {
            if (body.Results[index] is { IsRead: true } result)
            {
                if (result.IsLast)
                {
                    program.Memory.Bind(outside, turns[result.Value][(body.Positions - 1) % 2]);
                }
                else
                {
                    places.Add((result.Value, PositionOf(result.Value, program.Memory.Of(outside))));
                }
            }
        }

        ProgramMemory memory = program.Memory.Within(body.Graph, places.ToLookup(place => place.Value, place => place.Place));
        IReadOnlyList<Group> groups = Fusion.Run(body.Graph);
        ProgramBuilder nested = new(body.Graph, groups, memory, program.Schedule);
        Action<Group> lower = ProgramLowering.Of(nested);
        foreach (Group group in groups)
        {
            lower(group);
        }

        // What is the same at each position is done before.
        bool IsOnce(Launch launch) => launch is PackLaunch or ClearLaunch;
        program.Pack.AddRange(nested.Pack);
        program.Launches.AddRange(nested.Launches.Where(IsOnce));
        program.Launches.Add(new ScanLaunch(
            node.Name, body.Positions, body.RunsBackwards, [.. nested.Launches.Where(launch => !IsOnce(launch))]));
    }

    /// <summary>Where a value of the body lies in a sequence: one position of it, which moves on.</summary>
    private static Buffer PositionOf(Node value, Buffer sequence) =>
        new(value.Name, sequence.Kind, sequence.Layout.Position(), sequence) { Step = sequence.Layout.Pixel };

    private Buffer NewState(CarriedState state) =>
        program.Memory.New($"{state.After.Name} state", BufferKind.Activation, Layout.Of(state.After.Shape));
}
