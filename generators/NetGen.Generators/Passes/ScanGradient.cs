using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>
/// The gradient of a recurrence is one that runs the other way: at each position the gradient of what it left to the next comes back, and
/// the body's own rules give those of what it read. What parameters get does not come back, so it is computed outside of the loop, for all
/// positions at once: for weights, one sum of products over all of them.
/// </summary>
internal sealed class ScanGradient
{
    private readonly ScanNode _scan;
    private readonly Func<Node, Node> _add;
    private readonly NetworkGraph _reversed = new();
    private readonly ScanBody _body;
    private readonly List<Node> _inputs = [];
    private readonly HashSet<Node> _forward;
    private readonly Dictionary<Node, Node> _inside = [];
    private readonly Dictionary<Node, Node> _outside = [];
    private readonly BodyPropagation? _rule;

    private ScanGradient(ScanNode scan, Func<Node, Node> add, BodyPropagation? rule)
    {
        _scan = scan;
        _add = add;
        _rule = rule;
        _forward = [.. scan.Body.Graph.Nodes, .. rule?.Reference?.Body.Graph.Nodes ?? []];
        _body = new ScanBody(_reversed, scan.Body.Positions, !scan.Body.RunsBackwards);
    }

    /// <param name="node">The recurrence.</param>
    /// <param name="current">The same, or where it was computed again: what it leaves is read from there.</param>
    /// <param name="dy">The gradient of its value.</param>
    /// <param name="isWanted">Whether an input's gradient is.</param>
    /// <param name="add">Adds a node to the graph around it.</param>
    /// <param name="give">Takes the gradient of an input.</param>
    /// <param name="rule">What takes the place of the gradient in the body.</param>
    public static void Of(
        ScanNode node, ScanNode current, Node dy, Func<Node, bool> isWanted, Func<Node, Node> add, Action<Node, Func<Node>> give,
        BodyPropagation? rule = null) =>
        new ScanGradient(current, add, rule).Run(node, dy, isWanted, give);

    private void Run(ScanNode node, Node dy, Func<Node, bool> isWanted, Action<Node, Func<Node>> give)
    {
        ScanBody forward = _scan.Body;
        NetworkGraph graph = new();
        graph.Nodes.AddRange(forward.Graph.Nodes);
        graph.Nodes.AddRange(_forward.Except(forward.Graph.Nodes));

        // ∂ of the first result comes from outside, position by position or before the first; those of the states come back.
        List<(Node Value, Node Gradient)> seeds = [];
        ScanResult first = forward.Results[0];
        Dictionary<CarriedState, StateLeaf> carried = [];
        foreach (CarriedState state in forward.States)
        {
            carried[state] = _reversed.Add(new StateLeaf($"∂{state.After.Name}", state.After.Shape));
            _inside[carried[state]] = carried[state];
            seeds.Add((state.After, carried[state]));
            if (first.IsLast && first.Value == state.After)
            {
                _body.Leaves.Add(carried[state]);
                _inputs.Add(dy);
            }
        }

        // Parts of what is given stand before all that reads them, which then may be one pass.
        foreach (MoveNode part in forward.Graph.Nodes.OfType<MoveNode>().Where(IsOfStep))
        {
            _ = Inside(part);
        }

        if (!first.IsLast)
        {
            seeds.Add((first.Value, StepOf($"∂{first.Value.Name} given", dy)));
        }

        Leaf[] wanted = [.. forward.States.Select(state => state.Before)];
        wanted = [.. wanted.Union(forward.Leaves.Where((_, i) => isWanted(node.Inputs[i])))];
        (IReadOnlyDictionary<Node, Node> gradients, var all) = Gradient.Apart(graph, seeds, wanted, _rule?.Rule);
        IReadOnlyList<(ParameterLeaf Parameter, Node Share)> shares =
            [.. all.Select(share => (share.Parameter, Trimmed(share.Share))).GroupBy(share => share.Parameter).SelectMany(Together)];
        foreach (CarriedState state in forward.States)
        {
            Node before = gradients.TryGetValue(state.Before, out Node known)
                ? Inside(known)
                : _reversed.Add(new MapNode($"∂{state.Before.Name}", state.Before.Shape, 0));
            _body.Carry(carried[state], before);
        }

        // The last of its results first: the loop's value.
        List<(Node Input, int Index)> results = [];
        for (int i = 0; i < forward.Leaves.Count; i++)
        {
            if (!isWanted(node.Inputs[i]))
            {
                continue;
            }

            if (forward.Leaves[i] is StateLeaf leaf)
            {
                results.Add((node.Inputs[i], _body.Last(_body.States[forward.States.FindIndex(state => state.Before == leaf)])));
            }
            else if (forward.Leaves[i] is StepLeaf && gradients.TryGetValue(forward.Leaves[i], out Node dx))
            {
                results.Add((node.Inputs[i], _body.Result(Inside(dx))));
            }
        }

        // Before the loop itself is made, all that is read from it must be among its results.
        foreach ((ParameterLeaf _, Node share) in shares)
        {
            Require(share);
        }

        ScanNode loop = new($"∂{node.Name}", _body, _body.ShapeOf(_body.Results[0]), [.. _inputs]);
        _add(loop);
        _loop = loop;
        foreach ((Node input, int index) in results)
        {
            give(input, () => ResultOf(loop, index));
        }

        foreach ((ParameterLeaf parameter, Node share) in shares)
        {
            give(parameter, () => Outside(share));
        }
    }

    private ScanNode? _loop;

    /// <summary>A value around the loop as one of each position.</summary>
    private StepLeaf StepOf(string name, Node sequence)
    {
        StepLeaf leaf = _body.Step(name, sequence.Shape);
        _inputs.Add(sequence);
        _inside[leaf] = leaf;
        return leaf;
    }

    /// <summary>A value of the body, or of its gradient, in the loop that runs back: computed there, or read as it was left.</summary>
    private Node Inside(Node node)
    {
        if (_inside.TryGetValue(node, out Node known))
        {
            return known;
        }

        if (!_forward.Contains(node))
        {
            // Only what its formula mentions has to be left by the loop that ran forwards.
            Node trimmed = Simplify.Trim(node, [.. node.Inputs]);
            known = _reversed.Add(trimmed.With([.. trimmed.Inputs.Select(Inside)]));
        }
        else if (node is ParameterLeaf parameter)
        {
            known = _body.Parameter(parameter);
            _inputs.Add(parameter);
        }
        else if (node is MapNode { IsCheap: true } || IsOfStep(node))
        {
            known = _reversed.Add(node.With([.. node.Inputs.Select(Inside)]));
        }
        else
        {
            known = StepOf(node.Name, Left(node));
        }

        return _inside[node] = known;
    }

    /// <summary>Whether it is a part of what is given at a position: to be taken out of it once more.</summary>
    private static bool IsOfStep(Node node) => node is MoveNode { Kind: MoveKind.Slice, Inputs: [StepLeaf] };

    /// <summary>The sequence of what the forward loop had at each position.</summary>
    private Node Left(Node node)
    {
        ScanNode scan = _rule?.Reference is { } reference && reference.Body.Graph.Nodes.Contains(node) ? reference : _scan;
        return node is StepLeaf leaf ? scan.Inputs[scan.Body.Leaves.IndexOf(leaf)] : ResultOf(scan, scan.Body.Result(node));
    }

    private readonly Dictionary<(ScanNode, int), Node> _results = [];

    private Node ResultOf(ScanNode scan, int index)
    {
        if (!_results.TryGetValue((scan, index), out Node known))
        {
            _results[(scan, index)] = known = index == 0 ? scan : _add(ScanNode.Result(scan, index));
        }

        return known;
    }

    /// <summary>What is summed over the samples, reading only what its formula mentions.</summary>
    private Node Trimmed(Node node) => IsSummed(node) && (node is MapNode or ReduceNode) && !_forward.Contains(node)
        ? Simplify.Trim(node, [.. node.Inputs.Select(Trimmed)])
        : node;

    /// <summary>Whether a value is the same for all samples: what sums over them.</summary>
    private static bool IsSummed(Node node) => !node.Shape.Kind.HasFlag(Axes.Batch);

    /// <summary>
    /// What is summed, where it is a formula of several values: they need not be left, since it is summed over the positions on the way.
    /// Null otherwise.
    /// </summary>
    private Node? Integrand(Node node)
    {
        if (node is not ReduceNode { Operator: ReduceOperator.Sum, Body: not Expr.Input } sum || !IsSummed(node))
        {
            return null;
        }

        if (!_integrands.TryGetValue(sum, out Node integrand))
        {
            _integrands[sum] = integrand = new MapNode($"{sum.Name} here", sum.Domain, sum.Body, [.. sum.Inputs]);
        }

        return integrand;
    }

    private readonly Dictionary<Node, Node> _integrands = [];
    private readonly Dictionary<Node, int> _sums = [];

    /// <summary>The place, among the loop's results, of a sum over the positions: one more state.</summary>
    private int SumOf(Node integrand)
    {
        if (!_sums.TryGetValue(integrand, out int place))
        {
            StateLeaf before = _reversed.Add(new StateLeaf($"{integrand.Name} before", integrand.Shape));
            Expr sum = new Expr.Input(0) + new Expr.Input(1);
            Node after = _reversed.Add(new MapNode($"{integrand.Name} so far", integrand.Shape, sum, before, Inside(integrand)));
            _body.Carry(before, after);
            _sums[integrand] = place = _body.Last(_body.States[_body.States.Count - 1]);
        }

        return place;
    }

    /// <summary>
    /// What a parameter gets in several places of the body: one sum, where all are sums of formulas over the same elements.
    /// </summary>
    private IEnumerable<(ParameterLeaf Parameter, Node Share)> Together(IGrouping<ParameterLeaf, (ParameterLeaf, Node Share)> shares)
    {
        Node[] sums = [.. shares.Select(share => share.Share)];
        if (sums.Length == 1 || sums.Any(sum => Integrand(sum) is null || ((ReduceNode)sum).Domain != ((ReduceNode)sums[0]).Domain))
        {
            return sums.Select(sum => (shares.Key, sum));
        }

        ReduceNode first = (ReduceNode)sums[0];
        Expr total = sums.Select((_, i) => (Expr)new Expr.Input(i)).Aggregate((a, b) => a + b);
        Node[] integrands = [.. sums.Select(sum => Integrand(sum)!)];
        return [(shares.Key, new ReduceNode(first.Name, ReduceOperator.Sum, first.Domain, first.Shape, total, integrands))];
    }

    /// <summary>Makes what is summed outside a result of the loops.</summary>
    private void Require(Node node)
    {
        if (node is ParameterLeaf)
        {
            return;
        }

        if (Integrand(node) is { } integrand)
        {
            _ = SumOf(integrand);
        }
        else if (IsSummed(node))
        {
            foreach (Node input in node.Inputs)
            {
                Require(input);
            }
        }
        else if (!_forward.Contains(node))
        {
            _body.Result(Inside(node));
        }
    }

    /// <summary>What is summed over the samples, summed over the positions, too.</summary>
    private Node Outside(Node node)
    {
        if (_outside.TryGetValue(node, out Node known))
        {
            return known;
        }

        known = node is ParameterLeaf ? node
            : Integrand(node) is { } integrand && node is ReduceNode sum
                ? _add(new ReduceNode(
                    sum.Name, sum.Operator, sum.Domain, sum.Shape, new Expr.Input(0), ResultOf(_loop!, SumOf(integrand))))
            : IsSummed(node) ? _add(OverPositions(node, [.. node.Inputs.Select(Outside)]))
            : _forward.Contains(node) ? Left(node)
            : ResultOf(_loop!, _body.Result(Inside(node)));
        return _outside[node] = known;
    }

    private Node OverPositions(Node node, Node[] inputs) => node switch
    {
        ContractionNode c =>
            new ContractionNode(c.Name, c.Role, c.Geometry with { Width = _body.Positions }, c.Shape, inputs),
        ReduceNode r => new ReduceNode(r.Name, r.Operator, r.Domain.OfPositions(_body.Positions), r.Shape, r.Body, inputs),
        _ => node.With(inputs),
    };
}
