using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>The nodes of a graph as ONNX operators, by their kind.</summary>
internal sealed class OnnxNodes
{
    private readonly OnnxValues _values;
    private readonly ILookup<Node, Node> _readers;
    private readonly OnnxElements _elements;
    private readonly OnnxContractions _contractions;
    private readonly OnnxPools _pools;
    private readonly OnnxMoves _moves;
    private readonly OnnxKernels _kernels;

    public OnnxNodes(NetworkGraph graph, OnnxValues values)
    {
        _values = values;
        _readers = graph.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).Concat(graph.Outputs.Select(o => (o, o)))
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
        _elements = new(values);
        _contractions = new(values, _readers);
        _pools = new(values);
        _moves = new(values);
        _kernels = new(values);
    }

    public void Convert(Node node)
    {
        switch (node)
        {
            case ParameterLeaf or ResultNode:
                // Parameters are read where they are used, further results belong to their node.
                break;
            case MapNode map:
                _values.Set(map, _elements.Map(map));
                break;
            case ReduceNode reduce:
                _values.Set(reduce, _elements.Reduce(reduce));
                break;
            case ContractionNode contraction:
                _contractions.Convert(contraction);
                break;
            case PoolNode pool:
                _values.Set(pool, _pools.Convert(pool));
                break;
            case MoveNode move:
                _values.Set(move, _moves.Move(move));
                break;
            case JoinNode join:
                _values.Set(join, _moves.Join(join));
                break;
            case OpaqueNode opaque:
                _values.Set(opaque, _kernels.Convert(opaque));
                break;
            case ScanNode scan:
                new OnnxScan(scan, _values, [.. _readers[scan]]).Convert();
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no ONNX operator.");
        }
    }
}
