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

        Dictionary<Node, Buffer> last = [];
        foreach (CarriedState state in body.States)
        {
            (Buffer before, Buffer after, last[state.After]) = PlacesOf(node, state);
            places.Add((state.After, after));
            places.Add((state.Before, before));
        }

        foreach ((int index, Node outside) in program.ResultsOf(node).Select(result => (result.Index, (Node)result)).Prepend((0, node)))
        {
            if (body.Results[index] is { IsRead: true } result)
            {
                if (result.IsLast)
                {
                    program.Memory.Bind(outside, last[result.Value]);
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

        foreach (CarriedState state in body.Continues ? body.States : [])
        {
            string title = $"{state.After.Name} for the next position";
            new MoveLowering(nested).Copy(title, state.After.Shape, memory.Of(state.After), memory.Of(state.Before));
        }

        HashSet<Launch> once = [.. Once(nested.Launches)];
        Launch[] calls = [.. nested.Launches.Where(launch => !once.Contains(launch))];
        program.Pack.AddRange(nested.Pack);
        program.Launches.AddRange(nested.Launches.Where(once.Contains));
        program.Launches.Add(
            new ScanLaunch(node.Name, Dim.Of(body.Length, body.Positions), body.Positions, body.RunsBackwards, calls));
    }

    /// <summary>
    /// What is the same at each position and done before: zeros, weights as contractions read them, and what these are computed of.
    /// </summary>
    private static IEnumerable<Launch> Once(IReadOnlyList<Launch> launches)
    {
        HashSet<Buffer> same = [], needed = [];
        List<Launch> fixedCalls = [];
        foreach (Launch launch in launches)
        {
            bool isSame = launch.Stream < 0 && Buffers(launch, writes: false).All(b => b.Kind == BufferKind.Parameter || same.Contains(b));
            if (launch is ClearLaunch || (isSame && (launch is PackLaunch or ElementwiseLaunch)))
            {
                same.UnionWith(Buffers(launch, writes: true));
                fixedCalls.Add(launch);
            }
        }

        foreach (Launch launch in Enumerable.Reverse(fixedCalls))
        {
            if (launch is PackLaunch or ClearLaunch || Buffers(launch, writes: true).Any(needed.Contains))
            {
                needed.UnionWith(Buffers(launch, writes: false));
                yield return launch;
            }
        }
    }

    private static IEnumerable<Buffer> Buffers(Launch launch, bool writes) =>
        launch.Accesses.Where(access => access.Writes == writes).Select(access => access.Buffer);

    /// <summary>Where a value of the body lies in a sequence: one position of it, which moves on.</summary>
    private static Buffer PositionOf(Node value, Buffer sequence) =>
        new(value.Name, sequence.Kind, sequence.Layout.Position(), sequence) { Step = sequence.Layout.Pixel };

    /// <summary>
    /// Where a state is read and written at a position, and where it is behind the last one. Two places are written by turns: at the first
    /// position the first is written and the second read. What goes on in the next run stays at one, where it is brought to each time.
    /// </summary>
    private (Buffer Before, Buffer After, Buffer Last) PlacesOf(ScanNode node, CarriedState state)
    {
        ScanBody body = node.Body;
        string name = $"{state.After.Name} state", first = $"{state.After.Name} before the first position";
        Layout layout = Layout.Of(state.After.Shape);
        Buffer after = program.Memory.New(name, BufferKind.Activation, layout);
        Buffer before = program.Memory.New(name, body.Continues ? BufferKind.Cache : BufferKind.Activation, layout);
        if (!body.Continues)
        {
            program.Memory.Alternate(after, before);
        }

        int given = body.Leaves.IndexOf(state.Before);
        if (given >= 0)
        {
            Node value = node.Inputs[given];
            new MoveLowering(program).Copy(first, value.Shape, program.Memory.Of(value), before);
        }
        else
        {
            program.Launches.Add(new ClearLaunch(first, before, isWhole: true) { IsAtStart = body.Continues });
        }

        return (before, after, body.Continues || body.Positions % 2 == 0 ? before : after);
    }
}
