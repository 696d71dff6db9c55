namespace NetGen.Generators.Graph;

/// <summary>
/// A recurrence: a loop over the positions of sequences, forwards or backwards in time, that carries states from one to the next.
/// Its value is the first result of its body; the others are <see cref="ResultNode"/>s.
/// </summary>
/// <param name="name">For people: "Encoder.lstm0".</param>
/// <param name="body">What is computed at one position.</param>
/// <param name="shape">Shape of the first result.</param>
/// <param name="inputs">For each of the body's leaves: the sequence, the state before the first position, or the parameter.</param>
internal sealed class ScanNode(string name, ScanBody body, TensorShape shape, params Node[] inputs) : Node(name, shape, inputs)
{
    public ScanBody Body { get; } = body;

    public override Node With(Node[] inputs) => new ScanNode(Name, Body, Shape, inputs);

    public override object? Key => null;

    /// <summary>A further result of the body as a value of the graph around it.</summary>
    public static ResultNode Result(ScanNode node, int index) => node.Body.Results[index] is var result
        ? new($"{result.Value.Name}{(result.IsLast ? " at last" : "")}", node.Body.ShapeOf(result), node, index)
        : throw new InvalidOperationException();
}

/// <summary>
/// What a recurrence computes at one position: a graph of values of single rows. Nothing in it sums over samples, so that each sample goes
/// its own way through time.
/// </summary>
/// <param name="graph">The computation.</param>
/// <param name="positions">How many there are.</param>
/// <param name="runsBackwards">Whether it begins at the last one.</param>
internal sealed class ScanBody(NetworkGraph graph, int positions, bool runsBackwards)
{
    /// <summary>Which length the positions are; −1 where they are fixed.</summary>
    public int Length { get; init; } = -1;

    /// <summary>Whether it goes on where the last run ended, instead of at 0.</summary>
    public bool Continues { get; init; }

    public NetworkGraph Graph { get; } = graph;

    public int Positions { get; } = positions;

    public bool RunsBackwards { get; } = runsBackwards;

    /// <summary>What the node's inputs are in the graph: a <see cref="StepLeaf"/>, a <see cref="StateLeaf"/> or a parameter.</summary>
    public List<Leaf> Leaves { get; } = [];

    public List<CarriedState> States { get; } = [];

    public List<ScanResult> Results { get; } = [];

    /// <summary>The value of each position as one of the body's.</summary>
    public StepLeaf Step(string name, TensorShape sequence)
    {
        StepLeaf leaf = Graph.Add(new StepLeaf(name, sequence.OnePosition()));
        Leaves.Add(leaf);
        return leaf;
    }

    /// <summary>A parameter, the same at each position.</summary>
    public ParameterLeaf Parameter(ParameterLeaf parameter)
    {
        if (!Leaves.Contains(parameter))
        {
            Leaves.Add(Graph.Add(parameter));
        }

        return parameter;
    }

    /// <summary>Carries a value to the next position, where the leaf has it.</summary>
    public void Carry(StateLeaf before, Node after) => States.Add(new(before, after is JoinNode ? Copy(after) : Computed(after)));

    /// <summary>The place of a value among the results: of each position, unless only of the last.</summary>
    public int Result(Node value)
    {
        int known = Results.FindIndex(result => !result.IsLast && (result.Value == value || IsCopy(result.Value, value)));
        if (known < 0)
        {
            known = Results.Count;
            Results.Add(new(Computed(value), IsLast: false));
        }

        return known;
    }

    /// <summary>The place among the results of a state as it is behind the last position.</summary>
    public int Last(CarriedState state)
    {
        Results.Add(new(state.After, IsLast: true));
        return Results.Count - 1;
    }

    public TensorShape ShapeOf(ScanResult result) => result.IsLast
        ? result.Value.Shape
        : result.Value.Shape.OfPositions(Positions, Length);

    /// <summary>The same body over another graph, with the results that somebody reads.</summary>
    public ScanBody With(NetworkGraph graph, IEnumerable<CarriedState> states, IEnumerable<ScanResult> results)
    {
        ScanBody body = new(graph, Positions, RunsBackwards) { Length = Length, Continues = Continues };
        body.Leaves.AddRange(Leaves);
        body.States.AddRange(states);
        body.Results.AddRange(results);
        return body;
    }

    /// <summary>The same over another graph, in which each node has one that stands for it.</summary>
    public ScanBody Over(NetworkGraph graph, Func<Node, Node> by)
    {
        ScanBody body = With(
            graph, States.Select(state => new CarriedState((StateLeaf)by(state.Before), by(state.After))),
            Results.Select(result => result with { Value = by(result.Value) }));
        for (int i = 0; i < body.Leaves.Count; i++)
        {
            body.Leaves[i] = (Leaf)by(Leaves[i]);
        }

        return body;
    }

    /// <summary>What leaves the body is written by the kernel that computes it: what has memory already is copied.</summary>
    private Node Computed(Node value) => value is MapNode or ContractionNode or JoinNode ? value : Copy(value);

    private Node Copy(Node value) => Graph.Add(new MapNode($"{value.Name}, kept", value.Shape, new Expr.Input(0), value));

    private static bool IsCopy(Node copy, Node of) => copy is MapNode { Body: Expr.Input } && copy.Inputs[0] == of;
}

/// <summary>A value that a recurrence carries from one position to the next; 0 before the first where nothing is given.</summary>
/// <param name="Before">As the position before left it.</param>
/// <param name="After">As this position leaves it.</param>
internal sealed record CarriedState(StateLeaf Before, Node After);

/// <summary>What leaves a recurrence.</summary>
/// <param name="Value">A value of the body.</param>
/// <param name="IsLast">Whether only that of the last position gone through does: a state.</param>
internal sealed record ScanResult(Node Value, bool IsLast)
{
    /// <summary>Whether anybody outside reads it.</summary>
    public bool IsRead { get; init; } = true;
}

/// <summary>One position of a sequence around the recurrence.</summary>
internal sealed class StepLeaf(string name, TensorShape shape) : Leaf(name, shape);

/// <summary>A state as the position before left it.</summary>
internal sealed class StateLeaf(string name, TensorShape shape) : Leaf(name, shape);
