namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// The values of a graph's nodes, in double, by the plainest loops there are: sample by sample, row by row, channels last, every
/// sequence as long as declared. What is given is drawn at random; so is each element's random number, the same every time.
/// </summary>
internal sealed partial class GraphValues
{
    private readonly int _samples;
    private readonly IReadOnlyList<int> _lengths;
    private readonly IReadOnlyDictionary<Node, double[]> _given;
    private readonly Dictionary<Node, double[]> _values = [];
    private readonly Dictionary<Node, double[]> _parts = [];
    private readonly Dictionary<Node, double[][]> _scans = [];

    private GraphValues(int samples, IReadOnlyList<int> lengths, IReadOnlyDictionary<Node, double[]> given)
    {
        _samples = samples;
        _lengths = lengths;
        _given = given;
    }

    public double[] this[Node node] => _values[node];

    /// <summary>Computes every node of the graph but those given.</summary>
    public static GraphValues Of(NetworkGraph graph, int samples, IReadOnlyList<int> lengths, IReadOnlyDictionary<Node, double[]> given)
    {
        GraphValues values = new(samples, lengths, given);
        foreach (Node node in graph.Nodes)
        {
            values._values[node] = given.TryGetValue(node, out double[]? known) ? known : values.Compute(node);
        }

        return values;
    }

    /// <summary>How many values a node has.</summary>
    public static int Count(TensorShape shape, int samples) => shape.Kind switch
    {
        Axes.None => 1,
        Axes.Channels => shape.Channels,
        Axes.Positions => shape.Size,
        Axes.Rows => samples * shape.Rows,
        _ => samples * shape.Size,
    };

    private double[] Compute(Node node) => node switch
    {
        MapNode map => Map(map.Body, map.Shape, [.. map.Inputs]),
        ReduceNode reduce => Reduce(reduce),
        ContractionNode contraction => Contract(contraction),
        PoolNode pool => Pool(pool),
        MoveNode move => Move(move),
        JoinNode join => Join(join),
        OpaqueNode opaque => Opaque(opaque),
        ScanNode scan => Scan(scan),
        ProcessSumNode => _values[node.Inputs[0]],
        ResultNode { Inputs: [ProcessSumNode sum], Index: var index } => _values[sum.Inputs[index]],
        ResultNode { Inputs: [ScanNode scan], Index: var index } => _scans[scan][index],
        ResultNode => _parts.GetValueOrDefault(node.Inputs[0]) ?? new double[Count(node.Shape, _samples)],
        _ => throw new InvalidOperationException($"{node.Name} is not given."),
    };

    private double[] Map(Expr body, TensorShape domain, Node[] inputs)
    {
        double[] result = new double[Count(domain, _samples)];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Evaluate(body, domain, i, inputs);
        }

        return result;
    }

    private double[] Reduce(ReduceNode node)
    {
        double[] all = Map(node.Body, node.Domain, [.. node.Inputs]), result = new double[Count(node.Shape, _samples)];
        bool isSum = node.Operator == ReduceOperator.Sum;
        Array.Fill(result, isSum ? 0 : double.NegativeInfinity);
        for (int i = 0; i < all.Length; i++)
        {
            ref double to = ref result[Place(node.Shape, node.Domain, i)];
            to = isSum ? to + all[i] : Math.Max(to, all[i]);
        }

        return result;
    }

    /// <summary>Where a value of one shape has what belongs to element <paramref name="i"/> of the domain it is broadcast to.</summary>
    private static int Place(TensorShape shape, TensorShape domain, int i) => shape.Kind switch
    {
        Axes.Elements when shape.Rows < domain.Rows => (i / domain.Size * domain.Channels) + (i % domain.Channels),
        var kind when kind == domain.Kind => i,
        Axes.None => 0,
        Axes.Channels => i % domain.Channels,
        Axes.Positions => i % domain.Size,
        _ => i / domain.Channels,
    };

    private double Evaluate(Expr expr, TensorShape domain, int i, Node[] inputs)
    {
        double Of(Expr part) => Evaluate(part, domain, i, inputs);
        double Read(int input) => _values[inputs[input]][Place(inputs[input].Shape, domain, i)];
        return expr switch
        {
            Expr.Input input => Read(input.Index),
            Expr.Constant constant => constant.Value,
            Expr.Select select => Of(select.Left) > Of(select.Right) ? Of(select.Then) : Of(select.Otherwise),
            Expr.Uniform uniform => Uniform(uniform.Stream, i),
            Expr.InverseBatch inverse => 1.0 / _samples / (inverse.Length < 0 ? 1 : _lengths[inverse.Length]),
            Expr.IsLabel label => Read(label.Index) == label.Label ? 1 : 0,
            Expr.IsChannel channel => channel.Channel == i % domain.Channels ? 1 : 0,
            Expr.OneHot label => Read(label.Index) == i % domain.Channels ? 1 : 0,
            Expr.Binary(BinaryOperator.Add, var l, var r) => Of(l) + Of(r),
            Expr.Binary(BinaryOperator.Subtract, var l, var r) => Of(l) - Of(r),
            Expr.Binary(BinaryOperator.Multiply, var l, var r) => Of(l) * Of(r),
            Expr.Binary(BinaryOperator.Divide, var l, var r) => Of(l) / Of(r),
            Expr.Binary(BinaryOperator.Max, var l, var r) => Math.Max(Of(l), Of(r)),
            Expr.Binary(BinaryOperator.Min, var l, var r) => Math.Min(Of(l), Of(r)),
            Expr.Unary(UnaryOperator.Negate, var x) => -Of(x),
            Expr.Unary(UnaryOperator.Exp, var x) => Math.Exp(Of(x)),
            Expr.Unary(UnaryOperator.Log, var x) => Math.Log(Of(x)),
            Expr.Unary(UnaryOperator.Sqrt, var x) => Math.Sqrt(Of(x)),
            Expr.Unary(UnaryOperator.Tanh, var x) => Math.Tanh(Of(x)),
            Expr.Unary(UnaryOperator.Sigmoid, var x) => Reference.Sigmoid(Of(x)),
            Expr.Unary(UnaryOperator.Erf, var x) => Reference.Erf(Of(x)),
            Expr.Unary(UnaryOperator.Softplus, var x) => Math.Log(1 + Math.Exp(Of(x))),
            Expr.Unary(UnaryOperator.Abs, var x) => Math.Abs(Of(x)),
            Expr.Unary(UnaryOperator.Sin, var x) => Math.Sin(Of(x)),
            Expr.Unary(UnaryOperator.Cos, var x) => Math.Cos(Of(x)),
            Expr.Unary(UnaryOperator.Atan, var x) => Math.Atan(Of(x)),
            Expr.Unary(UnaryOperator.Log1P, var x) => double.LogP1(Of(x)),
            Expr.Unary(UnaryOperator.Floor, var x) => Math.Floor(Of(x)),
            Expr.Unary(UnaryOperator.Round, var x) => Math.Round(Of(x)),
            Expr.WithGradient stated => Of(stated.Value),
            _ => throw new NotSupportedException($"{expr}"),
        };
    }

    private static double Uniform(int stream, int index) => new Random((stream * 7919) + index).NextDouble();

    private double[] Contract(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        double[] result = new double[Count(node.Shape, _samples)], first = _values[node.Inputs[0]], second = _values[node.Inputs[1]];
        (double[] x, double[] w, double[] y) = node.Role switch
        {
            ContractionRole.Output => (first, second, result),
            ContractionRole.InputGradient => (result, second, first),
            _ => (first, result, second),
        };
        foreach ((int n, int i, int j, int p, int q, int row, int column) in Windows(g.Y, g.X, g.Height, g.Width))
        {
            for (int o = 0; o < g.Outputs; o++)
            {
                for (int c = 0; c < g.GroupChannels; c++)
                {
                    int channel = (o / g.GroupOutputs * g.GroupChannels) + c;
                    int ix = (((((n * g.Height) + row) * g.Width) + column) * g.Channels) + channel;
                    int iw = (((((o * g.GroupChannels) + c) * g.Y.Size) + p) * g.X.Size) + q;
                    int iy = (((((n * g.OutHeight) + i) * g.OutWidth) + j) * g.Outputs) + o;
                    switch (node.Role)
                    {
                        case ContractionRole.Output:
                            y[iy] += x[ix] * w[iw];
                            break;
                        case ContractionRole.InputGradient:
                            x[ix] += y[iy] * w[iw];
                            break;
                        default:
                            w[iw] += x[ix] * y[iy];
                            break;
                    }
                }
            }
        }

        return result;
    }

    private double[] Pool(PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        double[] result = new double[Count(node.Shape, _samples)], first = _values[node.Inputs[0]], places = new double[result.Length];
        double share = 1.0 / (g.Y.Size * g.X.Size);
        Array.Fill(result, node.Role == PoolRole.Max ? double.NegativeInfinity : 0);
        foreach ((int n, int i, int j, int p, int q, int row, int column) in Windows(g.Y, g.X, g.Height, g.Width))
        {
            for (int c = 0; c < g.Channels; c++)
            {
                int ix = (((((n * g.Height) + row) * g.Width) + column) * g.Channels) + c;
                int iy = (((((n * g.OutHeight) + i) * g.OutWidth) + j) * g.Channels) + c;
                int place = (p * g.X.Size) + q;
                switch (node.Role)
                {
                    case PoolRole.Max when first[ix] > result[iy]:
                        (result[iy], places[iy]) = (first[ix], place);
                        break;
                    case PoolRole.Average:
                        result[iy] += first[ix] * share;
                        break;
                    case PoolRole.AverageGradient:
                        result[ix] += first[iy] * share;
                        break;
                    case PoolRole.MaxGradient when _values[node.Inputs[1]][iy] == place:
                        result[ix] += first[iy];
                        break;
                }
            }
        }

        _parts[node] = places;
        return result;
    }

    /// <summary>Every sample, output pixel and place of the window that lies within the image.</summary>
    private IEnumerable<(int Sample, int Y, int X, int WindowY, int WindowX, int Row, int Column)> Windows(
        Window y, Window x, int rows, int columns) =>
        from n in Enumerable.Range(0, _samples)
        from i in Enumerable.Range(0, y.Count(rows))
        from j in Enumerable.Range(0, x.Count(columns))
        from p in Enumerable.Range(0, y.Size)
        from q in Enumerable.Range(0, x.Size)
        let row = (i * y.Stride) + (p * y.Dilation) - y.Before
        let column = (j * x.Stride) + (q * x.Dilation) - x.Before
        where row >= 0 && row < rows && column >= 0 && column < columns
        select (n, i, j, p, q, row, column);

    private double[] Move(MoveNode node)
    {
        TensorShape to = node.Shape, from = node.Inputs[0].Shape;
        double[] result = new double[Count(to, _samples)];
        for (int i = 0; i < _samples * to.Size; i++)
        {
            int row = i / to.Channels, n = i / to.Size;
            (int y, int x, int c) = (row / to.Width % to.Height, row % to.Width, i % to.Channels);
            int[] source = new int[3];
            (source[node.Place.Y % 3], source[node.Place.X % 3], source[node.Place.Channel % 3]) = (y, x, c);
            (int target, int origin) = node.Kind switch
            {
                MoveKind.Stage or MoveKind.Unflatten when to.IsImage => (i, ChannelsFirst(to, n, y, x, c)),
                MoveKind.Flatten => (ChannelsFirst(from, n, i % from.Size), i),
                MoveKind.Slice => (i, At(from, n, y + node.Place.Y, x + node.Place.X, c + node.Place.Channel)),
                MoveKind.Permute => (i, At(from, n, source[0], source[1], source[2])),
                _ => (i, i),
            };
            result[target] = _values[node.Inputs[0]][origin];
        }

        return result;
    }

    private double[] Join(JoinNode node)
    {
        double[] result = new double[Count(node.Shape, _samples)];
        foreach ((Node input, Place place) in node.Inputs.Zip(node.Places))
        {
            TensorShape box = input.Shape;
            for (int i = 0; i < _samples * box.Size; i++)
            {
                int row = i / box.Channels, n = i / box.Size;
                (int y, int x, int c) = (row / box.Width % box.Height, row % box.Width, i % box.Channels);
                result[At(node.Shape, n, y + place.Y, x + place.X, c + place.Channel)] = _values[input][i];
            }
        }

        return result;
    }

    private static int At(TensorShape shape, int n, int y, int x, int c) =>
        (((((n * shape.Height) + y) * shape.Width) + x) * shape.Channels) + c;

    private static int ChannelsFirst(TensorShape shape, int n, int y, int x, int c) =>
        (((((n * shape.Channels) + c) * shape.Height) + y) * shape.Width) + x;

    private static int ChannelsFirst(TensorShape shape, int n, int i) =>
        ChannelsFirst(shape, n, i / shape.Channels / shape.Width, i / shape.Channels % shape.Width, i % shape.Channels);
}
