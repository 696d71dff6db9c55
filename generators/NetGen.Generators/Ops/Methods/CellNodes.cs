using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// A user's cell as the body of a recurrence. A matrix times a part of the input is one product for all positions, outside of it.
/// </summary>
internal sealed class CellNodes : FunctionNodes
{
    private readonly FunctionModel _function;
    private readonly ForwardContext _context;
    private readonly ScanBody _body;
    private readonly IReadOnlyList<StateLeaf> _states;
    private readonly List<Node> _inputs;
    private readonly Dictionary<Node, Node> _forRows = [];

    private StepLeaf? _step;

    /// <summary>The sequence outside of each part of the input.</summary>
    private readonly Dictionary<Node, Func<Node>> _outside = [];

    /// <param name="function">The method.</param>
    /// <param name="c">The operation.</param>
    /// <param name="body">The recurrence's body.</param>
    /// <param name="states">The states before a position.</param>
    /// <param name="inputs">What the recurrence reads, in the order of the body's leaves.</param>
    public CellNodes(FunctionModel function, ForwardContext c, ScanBody body, IReadOnlyList<StateLeaf> states, List<Node> inputs)
        : base(function, node => body.Graph.Add(node), c.Label)
    {
        (_function, _context, _body, _states, _inputs) = (function, c, body, states, inputs);
    }

    /// <summary>The whole input of a position.</summary>
    private StepLeaf Step()
    {
        if (_step is null)
        {
            _step = _body.Step($"{_context.Label} input", _context.Input.Shape);
            _inputs.Add(_context.Input);
            _outside[_step] = () => _context.Input;
        }

        return _step;
    }

    protected override string? ResultName(int result) =>
        _function.Given.Where(given => given.Kind == GivenKind.State).ElementAtOrDefault(result)?.Name ?? "given";

    // To keep numbers, each in a place of its own, costs more than to compute them; rows are kept as in the built-in cells.
    protected override bool MayComputeAgain(FunctionStep step) => !step.IsRow;

    protected override Node Given(int index)
    {
        GivenModel given = _function.Given[index];
        if (given.Kind == GivenKind.State)
        {
            return _states[_function.Given.Take(index).Count(other => other.Kind == GivenKind.State)];
        }

        int width = given.Width > 0 ? given.Width : _context.Input.Shape.Channels;
        if (width == _context.Input.Shape.Channels)
        {
            return Step();
        }

        Place place = new(0, 0, _function.Given.Take(index).Where(other => other.Kind == GivenKind.Value).Sum(other => other.Width));
        string name = $"{_context.Label} {given.Name}";
        Node part = Add(new MoveNode(name, MoveKind.Slice, TensorShape.Features(width), place, Step()));
        _outside[part] = () => _context.Add(
            new MoveNode(name, MoveKind.Slice, _context.Input.Shape with { Channels = width }, place, _context.Input));
        return part;
    }

    protected override Node Learnt(int index)
    {
        ParameterLeaf parameter = (ParameterLeaf)LearntParameters.Node(_context, _function.Learnt[index]);
        if (!_inputs.Contains(parameter))
        {
            _inputs.Add(parameter);
        }

        return _body.Parameter(parameter);
    }

    protected override TensorShape RowShape(int width) => TensorShape.Features(width > 0 ? width : _context.Input.Shape.Channels);

    // What depends on learnt numbers only is computed here, too: a kernel of its own would make all wait at each position.
    protected override TensorShape NumberShape(IReadOnlyList<Node> inputs) => TensorShape.Features(1);

    /// <summary>One number of each sample, that all its features read.</summary>
    protected override Node ForRow(Node number)
    {
        if (number.Shape.Kind != Axes.Elements)
        {
            return number;
        }

        if (!_forRows.TryGetValue(number, out Node row))
        {
            _forRows[number] = row = Reduce($"{number.Name} for all", number, new Expr.Input(0));
        }

        return row;
    }

    protected override Node ElementOf(string name, Node row, int place) =>
        Add(new MoveNode(name, MoveKind.Slice, TensorShape.Features(1), new Place(0, 0, place), row));

    protected override Node Product(string name, int matrix, Node row, int outputs)
    {
        if (!_outside.TryGetValue(row, out Func<Node> whole))
        {
            return base.Product(name, matrix, row, outputs);
        }

        Node sequence = whole();
        TensorShape shape = sequence.Shape with { Channels = outputs };
        Node all = _context.Add(new ContractionNode(
            $"{name} of all", ContractionRole.Output, ConvolutionGeometry.Linear(sequence.Shape, outputs), shape,
            sequence, LearntParameters.Node(_context, _function.Learnt[matrix])));
        StepLeaf step = _body.Step(name, shape);
        _inputs.Add(all);
        return step;
    }
}
