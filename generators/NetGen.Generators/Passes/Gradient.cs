using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>
/// The chain rule, backwards along the nodes: ∂x = Σ over the readers of x of their share, by one rule for each kind of node. Where an
/// operation has a better formula for all the nodes it built, that is taken instead. Appends to the graph it differentiates.
/// </summary>
internal sealed partial class Gradient
{
    private readonly NetworkGraph _graph;
    private readonly Recomputation _recomputation;
    private readonly Dictionary<Node, TapeEntry> _operations;
    private readonly Propagation? _rule;
    private readonly HashSet<Node> _active;
    private readonly Dictionary<Node, Node> _gradients = [];
    private readonly List<(ParameterLeaf Parameter, Node Share)> _shares = [];

    // Nobody reads the gradient of a bias: it comes behind that of the weights of the product that the bias was added to.
    private readonly Queue<Action> _waiting = [];

    private Gradient(ForwardGraph forward, IEnumerable<Node> wanted, bool isDerived, Propagation? rule = null)
    {
        _graph = forward.Graph;
        _rule = rule;
        _recomputation = new Recomputation(forward);

        _active = [.. wanted];
        if (_active.FirstOrDefault(node => node is LabelLeaf || node.Shape.Form == Form.Tokens) is { } integers)
        {
            throw new InvalidOperationException($"{integers.Name} is whole numbers and has no gradient.");
        }

        _operations = isDerived ? [] : forward.Tape.Where(HasFormula).ToDictionary(entry => entry.Output);
        foreach (Node node in _graph.Nodes.Where(node => node.Inputs.Any(_active.Contains)))
        {
            _active.Add(node);
        }
    }

    /// <summary>The gradient of each wanted node that a seed depends on; that of an input as the user gives it: channels first.</summary>
    /// <param name="forward">A graph in any mode.</param>
    /// <param name="seeds">Values and their gradients.</param>
    /// <param name="wanted">By what to differentiate.</param>
    /// <param name="isDerived">Whether the operations' own formulas are left aside.</param>
    /// <param name="rule">What takes the gradient's place where it has a rule for a node: then formulas are left aside, too.</param>
    public static IReadOnlyDictionary<Node, Node> Of(
        ForwardGraph forward, IEnumerable<(Node Value, Node Gradient)> seeds, IReadOnlyCollection<Node> wanted, bool isDerived = false,
        Propagation? rule = null)
    {
        Gradient gradient = new(forward, wanted, isDerived || rule is not null, rule);
        gradient.Run(seeds);
        foreach ((ParameterLeaf parameter, Node share) in gradient._shares)
        {
            gradient.Accumulate(parameter, share);
        }

        return wanted.Where(gradient._gradients.ContainsKey).ToDictionary(node => node, node => gradient._gradients[node]);
    }

    /// <summary>The same for a graph without operations, and beside it what each use of a parameter adds to its gradient.</summary>
    public static (IReadOnlyDictionary<Node, Node> Gradients, IReadOnlyList<(ParameterLeaf Parameter, Node Share)> Shares) Apart(
        NetworkGraph graph, IEnumerable<(Node Value, Node Gradient)> seeds, IReadOnlyCollection<Node> wanted, Propagation? rule = null)
    {
        Gradient gradient = new(ForwardGraph.Of(graph), wanted, isDerived: true, rule);
        gradient.Run(seeds);
        return (gradient._gradients, gradient._shares);
    }

    /// <summary>What each use of a trained parameter adds to its gradient, in the order computed.</summary>
    public static IReadOnlyList<(ParameterLeaf Parameter, Node Share)> OfParameters(ForwardGraph forward)
    {
        IEnumerable<Node> trained = forward.Graph.Nodes.Where(node => node is ParameterLeaf { Parameter.IsTrained: true });
        Gradient gradient = new(forward, trained, isDerived: false);
        gradient.Run(forward.OutputGradients.Select(pair => (pair.Key, pair.Value)));
        return gradient._shares;
    }

    private void Run(IEnumerable<(Node Value, Node Gradient)> seeds)
    {
        foreach ((Node value, Node gradient) in seeds)
        {
            Accumulate(value, gradient);
        }

        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (_graph.Nodes[i] is not Leaf and var node && _active.Contains(node) && _gradients.TryGetValue(node, out Node dy))
            {
                _recomputation.Enter(node, dy);
                bool isHandedOn = _rule is not null && (!node.Inputs.Any(_active.Contains) || _rule.TryHandOn(this, node, dy));
                if (!isHandedOn && !TryOperation(node, dy))
                {
                    Derive(node, dy);
                }
            }
        }

        AddWaiting();
    }

    private void AddWaiting()
    {
        while (_waiting.Count > 0)
        {
            _waiting.Dequeue()();
        }
    }

    private void Accumulate(Node value, Node share)
    {
        if (!_gradients.TryGetValue(value, out Node known))
        {
            _gradients[value] = share;
            return;
        }

        // Each of several sums has a name of its own.
        string sum = $"∂{value.Name} sum", name = known.Name.StartsWith(sum, StringComparison.Ordinal) ? $"{known.Name} and more" : sum;
        JoinNode? boxes = known is JoinNode a && share is JoinNode b ? JoinNode.Sum(name, a, b) : null;
        _gradients[value] = Add(boxes as Node ?? new MapNode(name, known.Shape, new Expr.Input(0) + new Expr.Input(1), known, share));
    }

    /// <summary>What is appended to.</summary>
    internal NetworkGraph Graph => _graph;

    /// <summary>Whether the value depends on what is differentiated by.</summary>
    internal bool IsActive(Node node) => _active.Contains(node);

    /// <summary>The gradient that goes to an input, where somebody wants it.</summary>
    internal void Give(Node input, Func<Node> share)
    {
        if (!_active.Contains(input))
        {
            return;
        }

        if (input is ParameterLeaf parameter)
        {
            _shares.Add((parameter, share()));
        }
        else
        {
            Accumulate(input, share());
        }
    }

    /// <summary>What did nothing (a dropout of 0) has no node, and what is wanted from within must be walked through.</summary>
    private bool HasFormula(TapeEntry entry) =>
        entry.Output != entry.Context.Input && !entry.Nodes.Any(node => node is not Leaf && node != entry.Output && _active.Contains(node));

    /// <summary>The operation's own formula, where the node is its result and it has one.</summary>
    private bool TryOperation(Node node, Node dy)
    {
        if (!_operations.TryGetValue(node, out TapeEntry entry))
        {
            return false;
        }

        BackwardContext context = new(entry.Context, node, dy, Current);
        if (entry.Use.Operation.Backward(context) is not { } dx)
        {
            return false;
        }

        foreach ((Node parameter, Node share) in context.Gradients)
        {
            Give(parameter, () => share);
        }

        Give(entry.Context.Input, () => dx);
        return true;
    }

    internal Node Current(Node node) => _recomputation.Current(node);

    internal Node Add(Node node) => _graph.Add(node);
}
