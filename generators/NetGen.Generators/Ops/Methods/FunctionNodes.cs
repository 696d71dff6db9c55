using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// Makes graph nodes of a user's method. What is used once is put into the formula that uses it; what is used more often, and what is
/// costly, becomes a node, so that it is computed once and its derivative reads it.
/// </summary>
internal abstract class FunctionNodes
{
    /// <summary>Longer formulas are taken apart: nobody reads them.</summary>
    private const int LongestFormula = 4;

    /// <summary>Steps that may be gone down into, one within the other.</summary>
    private const int LongestDescent = 256;

    private readonly FunctionModel _function;
    private readonly Func<Node, Node> _add;
    private readonly string _label;
    private readonly Node?[] _nodes;
    private readonly bool[] _isNode;

    /// <param name="function">The method.</param>
    /// <param name="add">Adds a node to the graph.</param>
    /// <param name="label">For people.</param>
    protected FunctionNodes(FunctionModel function, Func<Node, Node> add, string label)
    {
        (_function, _add, _label) = (function, add, label);
        _nodes = new Node?[function.Steps.Count];
        _isNode = new bool[function.Steps.Count];
        Decide();
    }

    /// <summary>The nodes of what the method returns, each computed by itself.</summary>
    public IReadOnlyList<Node> Results()
    {
        // What is given stands before all that reads it, which then may be one pass. A long method is walked, not gone down into.
        bool isLong = _function.Steps.Count > LongestDescent;
        for (int i = 0; i < _function.Steps.Count; i++)
        {
            _ = _function.Steps[i].Kind == StepKind.Given || (isLong && _isNode[i]) ? NodeOf(i) : null;
        }

        return [.. _function.Results.Select(step =>
        {
            FunctionStep s = _function.Steps[step];
            TensorShape shape = s.IsRow ? RowShape(s.Width) : NumberShape([]);
            Node node = NodeOf(step);
            return node is MapNode && node.Shape == shape ? node : Add(new MapNode(NameOf(step, s), shape, new Expr.Input(0), node));
        })];
    }

    /// <summary>What a result is called that the user gives no name.</summary>
    protected virtual string? ResultName(int result) => null;

    /// <summary>A value that is given.</summary>
    protected abstract Node Given(int index);

    /// <summary>A learnt parameter.</summary>
    protected abstract Node Learnt(int index);

    /// <summary>The shape of a row of so many numbers; 0 for as many as the network says.</summary>
    protected abstract TensorShape RowShape(int width);

    /// <summary>The shape of a number that depends on values of some shapes.</summary>
    protected abstract TensorShape NumberShape(IReadOnlyList<Node> inputs);

    /// <summary>Whether for its gradient it may be computed again rather than kept.</summary>
    protected virtual bool MayComputeAgain(FunctionStep step) => true;

    /// <summary>A number as what each element of a row can read.</summary>
    protected virtual Node ForRow(Node number) => number;

    /// <summary>One number of a row.</summary>
    protected virtual Node ElementOf(string name, Node row, int place) => Reduce(
        name, row, new Expr.Input(0) * new Expr.IsChannel(place));

    protected Node Add(Node node) => _add(node);

    protected Node Reduce(string name, Node row, Expr body, params Node[] others) => Add(
        new ReduceNode(name, ReduceOperator.Sum, row.Shape, row.Shape.PerRow(), body, [row, .. others]));

    private void Decide()
    {
        int[] uses = new int[_function.Steps.Count], lengths = new int[_function.Steps.Count];
        foreach (int operand in _function.Steps.SelectMany(Mentions).Concat(_function.Results))
        {
            uses[operand]++;
        }

        for (int i = 0; i < _function.Steps.Count; i++)
        {
            FunctionStep step = _function.Steps[i];
            lengths[i] = 1 + step.Operands.Where(operand => !_isNode[operand]).Sum(operand => lengths[operand]);
            bool isMap = step.Kind == StepKind.Map;
            _isNode[i] = step.Kind != StepKind.Length
                && (!isMap || _function.Results.Contains(i) || IsCostly(step.Body!) || lengths[i] > LongestFormula
                    || (uses[i] > 1 && step.Operands.Count > 0));
        }

        // A number is there before the row that reads it.
        foreach (FunctionStep step in _function.Steps.Where(step => step.IsRow))
        {
            foreach (int operand in step.Operands.Where(operand => !_function.Steps[operand].IsRow))
            {
                _isNode[operand] |= _function.Steps[operand] is { Kind: StepKind.Map, Operands.Count: > 0 };
            }
        }

        foreach (int guard in _function.Steps.Select(step => step.Guard).Where(guard => guard >= 0))
        {
            _isNode[guard] = true;
        }
    }

    /// <summary>The steps that a step mentions, as often as it does.</summary>
    private static IEnumerable<int> Mentions(FunctionStep step) => step.Body is { } body
        ? body.Subexpressions().OfType<Expr.Input>().Select(input => step.Operands[input.Index])
        : step.Operands;

    private static bool IsCostly(Expr body) => body.Subexpressions().Any(part =>
        part is Expr.Unary { Operator: not (UnaryOperator.Negate or UnaryOperator.Abs) }
            or Expr.Binary { Operator: BinaryOperator.Divide } or Expr.WithGradient);

    /// <summary>As the user calls it; the only result is the operation's.</summary>
    private string NameOf(int index, FunctionStep step) => _function.Results is [var only] && only == index ? _label
        : step.Name.Length > 0 ? $"{_label} {step.Name}"
        : _function.Results.ToList().IndexOf(index) is var result and >= 0 && ResultName(result) is { } name ? $"{_label} {name}"
        : $"{_label} {index}";

    private Node NodeOf(int step)
    {
        if (_nodes[step] is { } known)
        {
            return known;
        }

        Node node = Make(step, _function.Steps[step]);
        _nodes[step] = node;

        // Parts of a row stand before all that reads them, which then may be one pass.
        for (int i = step + 1; i < _function.Steps.Count; i++)
        {
            _ = _function.Steps[i] is { Kind: StepKind.Slice, Operands: [var of] } && of == step ? NodeOf(i) : null;
        }

        return node;
    }

    private Node Make(int index, FunctionStep step)
    {
        string name = NameOf(index, step);
        switch (step.Kind)
        {
            case StepKind.Given:
                return Given(step.Index);
            case StepKind.Learnt:
                return Learnt(step.Index);
            case StepKind.Map:
                return Map(name, step, isCheap: !_function.Results.Contains(index) && MayComputeAgain(step));
            case StepKind.Sum:
                return Reduce(name, RowOf(step.Operands[0]), new Expr.Input(0));
            case StepKind.Max:
                Node row = RowOf(step.Operands[0]);
                return Add(new ReduceNode(name, ReduceOperator.Max, row.Shape, row.Shape.PerRow(), new Expr.Input(0), row));
            case StepKind.Element when step.Operands is [var of, var label]:
                return Reduce(name, RowOf(of), new Expr.Input(0) * new Expr.OneHot(1), NodeOf(label));
            case StepKind.Element:
                return ElementOf(name, RowOf(step.Operands[0]), step.Index);
            case StepKind.Slice:
                return Add(new MoveNode(
                    name, MoveKind.Slice, RowShape(step.Width), new Place(0, 0, step.Index), RowOf(step.Operands[0])));
            case StepKind.Product:
                return Product(name, _function.Steps[step.Operands[0]].Index, RowOf(step.Operands[1]), step.Width);
            default:
                throw new InvalidOperationException($"{step.Kind} is no node.");
        }
    }

    /// <summary>A row that each sample has: a learnt one is the same for all.</summary>
    private Node RowOf(int index)
    {
        Node row = NodeOf(index);
        FunctionStep step = _function.Steps[index];
        return row.Shape.Kind.HasFlag(Axes.Batch)
            ? row
            : _nodes[index] = Add(new MapNode($"{NameOf(index, step)} of each", RowShape(step.Width), new Expr.Input(0), row)
            {
                IsCheap = true,
            });
    }

    /// <summary>A matrix, by its number among what is learnt, times a row.</summary>
    protected virtual Node Product(string name, int matrix, Node row, int outputs) => Add(new ContractionNode(
        name, ContractionRole.Output, ConvolutionGeometry.Linear(row.Shape, outputs), RowShape(outputs), row, Learnt(matrix)));

    private Node Map(string name, FunctionStep step, bool isCheap)
    {
        List<Node> inputs = [];
        Expr body = Formula(step, step.IsRow, inputs);
        if (step.Guard >= 0)
        {
            body = Expr.Greater(Input(step.Guard, step.IsRow, inputs), 0.5, body, 0);
        }

        TensorShape shape = step.IsRow ? RowShape(step.Width) : NumberShape(inputs);
        return Add(new MapNode(name, shape, body, [.. inputs]) { IsCheap = isCheap });
    }

    private Expr Formula(FunctionStep step, bool isRow, List<Node> inputs) =>
        step.Body!.Substitute(operand => Of(step.Operands[operand], isRow, inputs));

    private Expr Of(int index, bool isRow, List<Node> inputs)
    {
        FunctionStep step = _function.Steps[index];
        return _isNode[index] ? Input(index, isRow, inputs)
            : step.Kind == StepKind.Length ? LengthOf(step.Operands[0])
            : Formula(step, isRow, inputs);
    }

    private Expr LengthOf(int row) => NodeOf(row).Shape.Channels;

    private Expr Input(int index, bool isRow, List<Node> inputs)
    {
        Node node = NodeOf(index);
        node = isRow && !_function.Steps[index].IsRow ? ForRow(node) : node;
        int place = inputs.IndexOf(node);
        if (place < 0)
        {
            place = inputs.Count;
            inputs.Add(node);
        }

        return new Expr.Input(place);
    }
}
