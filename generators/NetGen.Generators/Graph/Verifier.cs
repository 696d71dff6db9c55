using NetGen.Generators.Kernels;

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

            if (TypeOf(node) is { } type && node.Shape.Type != type)
            {
                throw Broken($"{node.Name} is {node.Shape.Type}, and not {type}");
            }

            bool IsMisread(Node input, int i) => input.Shape.Type == NumberType.UInt8 && !TakesPlaces(node, i);
            if (node.Inputs.Where(IsMisread).FirstOrDefault() is { } place)
            {
                throw Broken($"{node.Name} reads {place.Name} as numbers");
            }

            TensorShape? domain = node is MapNode ? node.Shape : (node as ReduceNode)?.Domain;
            if (domain is not null && node.Inputs.Any(input => !Broadcasts(RowsOf(input), domain)))
            {
                throw Broken($"an input of {node.Name} does not fit {node.Shape}");
            }

            if (node is ScanNode scan)
            {
                CheckBody(scan);
            }

            known.Add(node);
        }

        CheckSums(graph);
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

    /// <summary>What is computed is real but for places of maxima; null where it is given, or passed on by a recurrence.</summary>
    private static NumberType? TypeOf(Node node) => node switch
    {
        LabelLeaf => NumberType.Int32,
        Leaf or ResultNode { Inputs: [ScanNode] } => null,
        ResultNode { Inputs: [PoolNode pool] } => pool.Geometry.Places,
        _ => NumberType.Real,
    };

    /// <summary>Whether an input of a node is the places of maxima.</summary>
    private static bool TakesPlaces(Node node, int input) => node switch
    {
        PoolNode pool => pool.Role == PoolRole.MaxGradient && input == 1,
        OpaqueNode { Kernel: MaximumGradientKernel kernel } => kernel.Operands.Any(o => o.Name == "Place" && o.Index == input),
        _ => node is ScanNode,
    };

    /// <summary>What is summed over processes becomes the sum: others would read one or the other.</summary>
    private static void CheckSums(NetworkGraph graph)
    {
        foreach (Node input in graph.Nodes.OfType<ProcessSumNode>().SelectMany(sum => sum.Inputs))
        {
            if (graph.Nodes.Count(node => node.Inputs.Contains(input)) > 1 || graph.Results.Contains(input) || input is Leaf)
            {
                throw Broken($"{input.Name} is summed over processes and read by others");
            }
        }
    }

    private static void CheckBody(ScanNode scan)
    {
        ScanBody body = scan.Body;
        if (body.Leaves.Count != scan.Inputs.Count)
        {
            throw Broken($"{scan.Name} reads {scan.Inputs.Count} values for {body.Leaves.Count}");
        }

        foreach ((Leaf leaf, Node input) in body.Leaves.Zip(scan.Inputs, (leaf, input) => (leaf, input)))
        {
            bool fits = leaf is StepLeaf ? leaf.Shape == input.Shape.OnePosition() : leaf.Shape.Size == input.Shape.Size;
            if (!fits)
            {
                throw Broken($"{input.Name} is no {leaf.Name} of {scan.Name}");
            }
        }

        HashSet<Node> computed = [.. body.Graph.Nodes];
        foreach (Node value in body.States.Select(state => state.After)
            .Concat(body.Results.Where(result => result.IsRead).Select(result => result.Value)))
        {
            if (!computed.Contains(value))
            {
                throw Broken($"{value.Name} leaves {scan.Name} and is never computed");
            }
        }

        Check(body.Graph);
    }

    /// <summary>An input's shape; tokens are one number for each row.</summary>
    private static TensorShape RowsOf(Node input) =>
        input is InputLeaf { Shape.Form: Form.Tokens } ? input.Shape.PerRow() : input.Shape;

    /// <summary>Whether each axis is the same in both, or missing in the first.</summary>
    private static bool Broadcasts(TensorShape from, TensorShape to) => (from.Kind & ~to.Kind) == Axes.None
        && (!from.Kind.HasFlag(Axes.Channels) || from.Channels == to.Channels)
        && (!from.Kind.HasFlag(Axes.Grid) || from.Rows == to.Rows || from.IsSharedByRowsOf(to));

    private static InvalidOperationException Broken(string what) => new($"Graph: {what}.");
}
