using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>A fused group's elementwise members as one specification with its operands.</summary>
internal sealed class ElementwiseLowering
{
    private readonly Group _group;
    private readonly Func<Node, Buffer> _bufferOf;
    private readonly Func<ReduceNode, Buffer> _partialOf;
    private readonly List<OperandSpec> _operands = [];
    private readonly List<Buffer> _buffers = [];
    private readonly List<string> _names = [];
    private readonly List<int> _inputs = [];
    private List<Statement> _statements = [];
    private readonly List<Store> _stores = [];
    private readonly Dictionary<Node, int> _values = [];

    private ElementwiseLowering(Group group, Func<Node, Buffer> bufferOf, Func<ReduceNode, Buffer> partialOf)
    {
        _group = group;
        _bufferOf = bufferOf;
        _partialOf = partialOf;
    }

    /// <summary>
    /// The work, with names for operands (then statements) for people; what it touches; the first random stream it draws from.
    /// </summary>
    public sealed record Result(Elementwise Work, IReadOnlyList<Access> Accesses, int Stream);

    /// <param name="group">The group.</param>
    /// <param name="isKept">Whether a value leaves the group.</param>
    /// <param name="bufferOf">Where a value lies.</param>
    /// <param name="partialOf">Where the workers' sums of a reduction over rows lie.</param>
    public static Result Run(
        Group group, Func<Node, bool> isKept, Func<Node, IEnumerable<Buffer>> targetsOf, Func<Node, Buffer> bufferOf,
        Func<ReduceNode, Buffer> partialOf) =>
        new ElementwiseLowering(group, bufferOf, partialOf).Run(isKept, targetsOf);

    private Result Run(Func<Node, bool> isKept, Func<Node, IEnumerable<Buffer>> targetsOf)
    {
        bool channels = _group.Kind == GroupKind.Channels;
        HashSet<Node> inside = [.. _group.Nodes];
        if (_group.Producer is { } producer)
        {
            _values[producer] = 0;
        }

        // A further result of the producer is stored by its kernel.
        Node[] members = [.. _group.Members.Where(node => node is not ResultNode)];
        foreach (Node node in members)
        {
            // In a channel group a reduction is what the group before it summed up; everywhere else its inputs are read.
            IEnumerable<Node> read = channels && node is ReduceNode ? [node] : node.Inputs;
            foreach (Node input in read)
            {
                if (!_values.ContainsKey(input)
                    && (!inside.Contains(input) || input is ReduceNode { Shape.Kind: Axes.Channels or Axes.None }))
                {
                    _values[input] = (_group.Producer is null ? 0 : 1) + _inputs.Count;
                    _inputs.Add(channels && input is ReduceNode reduce && inside.Contains(reduce)
                        ? Operand(_partialOf(reduce), OperandKind.Partial, $"{Name(input)}Sums")
                        : Operand(_bufferOf(input), KindOf(input, _group.Domain), Name(input)));
                }
            }
        }

        int first = (_group.Producer is null ? 0 : 1) + _inputs.Count;
        List<string> statementNames = [];
        List<(int Value, Node Node)> sums = [];
        foreach (Node node in members)
        {
            if (channels && node is ReduceNode)
            {
                continue;
            }

            Expr body = (node is MapNode map ? map.Body : ((ReduceNode)node).Body).Substitute(i => new Expr.Input(_values[node.Inputs[i]]));
            int value = first + _statements.Count;
            _statements.Add(new Statement(KindOfStatement(node), body));
            statementNames.Add(Name(node));
            if (node is ReduceNode { Shape.Kind: Axes.Channels or Axes.None })
            {
                sums.Add((value, node));
            }
            else
            {
                _values[node] = value;
            }
        }

        foreach (Node node in _group.Nodes
            .Where(n => _values.ContainsKey(n) && (channels || n is not ReduceNode { Shape.Kind: Axes.Channels or Axes.None })))
        {
            foreach (Buffer target in targetsOf(node))
            {
                _stores.Add(new Store(_values[node], Operand(target, KindOf(node, _group.Domain), Name(node))));
            }

            if (isKept(node))
            {
                _stores.Add(new Store(_values[node], Operand(_bufferOf(node), KindOf(node, _group.Domain), Name(node))));
            }
        }

        foreach ((int value, Node node) in sums)
        {
            _stores.Add(new Store(value, Operand(_partialOf((ReduceNode)node), OperandKind.Partial, $"{Name(node)}Sums")));
        }

        int stream = _statements.SelectMany(s => s.Body.Streams()).DefaultIfEmpty(-1).Min();
        if (stream >= 0)
        {
            // Counted from the first one, so that equal work over other streams is equal.
            _statements = [.. _statements.Select(s => s with { Body = s.Body.MoveStreams(-stream) })];
        }

        ElementwiseSpec spec = Shape();
        HashSet<int> written = [.. _stores.Select(s => s.Operand)];
        Access[] accesses =
            [.. _buffers.Select((buffer, i) => new Access(buffer, written.Contains(i), ShareOf(_operands[i].Kind, channels)))];
        return new(new Elementwise(spec, _buffers, [.. _names, .. statementNames]), accesses, stream);
    }

    private ElementwiseSpec Shape()
    {
        TensorShape domain = _group.Domain;
        if (IsOneLine(domain))
        {
            domain = TensorShape.Features(domain.Size);
            for (int i = 0; i < _operands.Count; i++)
            {
                bool isElements = _operands[i].Kind == OperandKind.Elements;
                _operands[i] = isElements ? _operands[i] with { Layout = Layout.Of(domain) } : _operands[i];
            }
        }

        bool rowWork = domain.Length >= 0
            || _operands.Any(o => o.Kind is OperandKind.Channels or OperandKind.Positions or OperandKind.Samples or OperandKind.Rows
                or OperandKind.Label or OperandKind.Partial)
            || _statements.Any(s => s.Kind != StatementKind.Element || s.Body.Subexpressions().Any(part => part is Expr.IsChannel));
        ElementMode mode = _group.Kind == GroupKind.Channels ? ElementMode.Channels
            : _operands.Any(o => o.Kind == OperandKind.Elements && !o.Layout.HasEvenRows) ? ElementMode.Lines
            : rowWork || _group.Producer is not null
                || _operands.Any(o => o.Kind == OperandKind.Elements && !o.Layout.IsDense) ? ElementMode.Rows
            : ElementMode.Flat;
        return new(
            mode, domain.Height, domain.Width, domain.Channels, domain.Length, _group.Producer is not null,
            _operands.ToEquatableArray(), _inputs.ToEquatableArray(), _statements.ToEquatableArray(), _stores.ToEquatableArray());
    }

    /// <summary>
    /// Whether numbers of one channel, whose sum is wanted, may be gone through as a single row: else each would be a row of its own.
    /// </summary>
    private bool IsOneLine(TensorShape domain) => domain is { Channels: 1, Rows: > 1, Length: < 0 }
        && _group is { Kind: GroupKind.Elements }
        && _operands.All(o => o.Kind is OperandKind.Scalar or OperandKind.Partial || (o.Kind == OperandKind.Elements && o.Layout.IsDense))
        && _statements.All(s => s.Kind is StatementKind.Element or StatementKind.ElementTotal)
        && !_statements.SelectMany(s => s.Body.Subexpressions()).Any(part => part is Expr.IsChannel or Expr.OneHot or Expr.Uniform);

    private int Operand(Buffer buffer, OperandKind kind, string name)
    {
        int known = _buffers.IndexOf(buffer);
        if (known >= 0)
        {
            return known;
        }

        _buffers.Add(buffer);
        _operands.Add(new OperandSpec(kind, buffer.Layout));
        _names.Add(name);
        return _buffers.Count - 1;
    }

    private static OperandKind KindOf(Node node, TensorShape domain) => node switch
    {
        { Shape.Type: NumberType.Int32 } => OperandKind.Label,
        { Shape: var shape } when shape.IsSharedByRowsOf(domain) => OperandKind.Samples,
        { Shape.Kind: Axes.Elements } => OperandKind.Elements,
        { Shape.Kind: Axes.Rows } => OperandKind.Rows,
        { Shape.Kind: Axes.Positions } => OperandKind.Positions,
        { Shape.Kind: Axes.Channels } => OperandKind.Channels,
        _ => OperandKind.Scalar,
    };

    private static Share ShareOf(OperandKind kind, bool channels) => kind switch
    {
        _ when channels => kind == OperandKind.Partial ? Share.Any : Share.FirstWorker,
        OperandKind.Elements or OperandKind.Samples or OperandKind.Rows or OperandKind.Label => Share.Samples,
        OperandKind.Partial => Share.Private,
        _ => Share.Any,
    };

    private static StatementKind KindOfStatement(Node node) => node switch
    {
        MapNode { Shape.Kind: Axes.Rows } => StatementKind.Row,
        MapNode => StatementKind.Element,
        ReduceNode { Shape.Kind: Axes.Rows, Operator: ReduceOperator.Max } => StatementKind.RowMax,
        ReduceNode { Shape.Kind: Axes.Rows } => StatementKind.RowSum,
        ReduceNode { Shape.Kind: Axes.Channels } => StatementKind.ColumnSum,
        ReduceNode { Domain.Kind: Axes.Rows } => StatementKind.RowTotal,
        _ => StatementKind.ElementTotal,
    };

    private static string Name(Node node) => node.Name;
}
