using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Lowering;

/// <summary>Fused groups → launches over placed buffers.</summary>
internal sealed partial class ProgramLowering
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyList<Group> _groups;
    private readonly IReadOnlyDictionary<Node, Layout> _layouts;
    private readonly Dictionary<Node, Group> _groupOf = [];
    private readonly HashSet<Node> _kept = [];
    private readonly Dictionary<Node, Buffer> _values = [];
    private readonly Dictionary<Node, Buffer> _partials = [];
    private readonly Dictionary<(ParameterInfo, bool), Buffer> _parameters = [];
    private readonly Dictionary<(Buffer, EquatableArray<Field>), Buffer> _panels = [];
    private readonly List<Buffer> _buffers = [];
    private readonly List<Launch> _pack = [];
    private readonly List<Launch> _launches = [];

    private ProgramLowering(NetworkGraph graph, IReadOnlyList<Group> groups)
    {
        _graph = graph;
        _groups = groups;
        _layouts = Layouts.Run(graph);
        foreach (Group group in groups)
        {
            foreach (Node node in group.Nodes)
            {
                _groupOf[node] = group; // A sum over rows stands in two groups: its value comes from the later one.
            }
        }
    }

    /// <param name="graph">The simplified graph.</param>
    /// <param name="groups">Its fused groups.</param>
    /// <param name="parameterOffset">Where a parameter lies in its block.</param>
    public static LoweredProgram Run(NetworkGraph graph, IReadOnlyList<Group> groups, Func<ParameterInfo, int> parameterOffset)
    {
        ProgramLowering lowering = new(graph, groups);
        LoweredProgram program = lowering.Run();
        foreach (KeyValuePair<(ParameterInfo Info, bool), Buffer> parameter in lowering._parameters)
        {
            parameter.Value.Offset = parameterOffset(parameter.Key.Info);
        }

        return program;
    }

    private LoweredProgram Run()
    {
        FindKept();
        int afterOutput = 0, afterLoss = 0;
        foreach (Group group in _groups)
        {
            Lower(group);
            if (group.Nodes.Contains(_graph.Output))
            {
                afterOutput = _launches.Count;
            }

            if (_graph.Loss is not null && group.Nodes.Any(n => n == _graph.Loss || (n is ReduceNode { Shape.Kind: Axes.None } && _graph.Loss.Inputs.Contains(n))))
            {
                afterLoss = _launches.Count;
            }
        }

        afterLoss = Math.Max(afterLoss, afterOutput);
        MemoryPlan.Run([.. _pack, .. _launches], _buffers, _graph.Results.Where(_values.ContainsKey).Select(n => _values[n].Root));
        IReadOnlyList<IReadOnlyList<Launch>> parts = Barriers.Insert(
            _pack, [.. _launches.Take(afterOutput)], [.. _launches.Skip(afterOutput).Take(afterLoss - afterOutput)], [.. _launches.Skip(afterLoss)]);
        return new(parts[0], parts[1], parts[2], parts[3], _buffers, _values[_graph.Output], _graph.Loss is null ? null : _values[_graph.Loss]);
    }

    /// <summary>A value needs memory where another group reads it or somebody outside does.</summary>
    private void FindKept()
    {
        foreach (Group group in _groups)
        {
            foreach (Node node in group.Nodes)
            {
                if (group.Kind == GroupKind.Channels && node is ReduceNode)
                {
                    continue; // It reads the workers' sums, not the values summed.
                }

                foreach (Node input in node.Inputs)
                {
                    if (_groupOf.TryGetValue(input, out Group source) && source != group)
                    {
                        _kept.Add(input);
                    }
                }
            }
        }

        _kept.Add(_graph.Output);
        if (_graph.Loss is not null)
        {
            _kept.Add(_graph.Loss);
        }
    }

    private void Lower(Group group)
    {
        switch (group.Producer)
        {
            case ContractionNode { Role: ContractionRole.WeightGradient } node:
                LowerWeightGradient(node);
                break;
            case ContractionNode node:
                LowerContraction(group, node);
                break;
            case PoolNode node:
                LowerPool(group, node);
                break;
            case MoveNode node:
                LowerMove(node);
                break;
            default:
                ElementwiseLowering.Result work = Elementwise(group);
                ClearHalos(work);
                _launches.Add(new ElementwiseLaunch(Title(group), work.Accesses, work.Spec, work.Buffers, work.Names));
                break;
        }
    }

    private void LowerContraction(Group group, ContractionNode node)
    {
        ElementwiseLowering.Result work = Elementwise(group);
        Buffer a = BufferOf(node.Inputs[0]), weights = BufferOf(node.Inputs[1]);
        bool rows = ContractionLowering.IsRows(node, a.Layout, work.Spec.Operands);
        ElementwiseSpec spec = work.Spec with { Mode = rows ? ElementMode.Rows : ElementMode.Lines };
        List<ContractionPart> parts = [];
        foreach (ContractionLowering.Part part in ContractionLowering.Parts(node, a.Layout, rows))
        {
            parts.Add(new ContractionPart(part.Shape, Pack(node, weights, part)));
        }

        ClearHalos(work);
        Access[] accesses =
        [
            new(a, false, Share.Samples), .. parts.Select(part => new Access(part.Panels, false, Share.Any)), .. work.Accesses,
        ];
        _launches.Add(new ContractionLaunch(Title(group), accesses, node, parts, ContractionLowering.Stride(node), a, spec, work.Buffers, work.Names)
        {
            Detail = $"{(node.Role == ContractionRole.Output ? "y = Σ x · W" : "dx = Σ dy · W")} ({node.Geometry}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}, {node.Geometry.MultiplyAdds:D} multiply-adds a sample",
            MultiplyAdds = node.Geometry.MultiplyAdds,
        });
    }

    private Buffer Pack(ContractionNode node, Buffer weights, ContractionLowering.Part part)
    {
        if (_panels.TryGetValue((weights, part.Pack), out Buffer known))
        {
            return known;
        }

        // Columns are padded to whole vectors; 16 elements are the widest there are.
        int columns = node.Role == ContractionRole.Output ? node.Geometry.GroupOutputs : node.Geometry.GroupChannels;
        int size = node.Geometry.Groups * part.Depth * ((columns + 15) / 16 * 16);
        Buffer panels = New($"{weights.Name} packed for {node.Name}", BufferKind.Panel, new Layout(Math.Max(size, 1)));
        _panels[(weights, part.Pack)] = panels;
        _pack.Add(new PackLaunch(panels.Name, [new(weights, false, Share.Any), new(panels, true, Share.Any)], part.Pack, weights, panels));
        return panels;
    }

    private void LowerWeightGradient(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        Buffer x = BufferOf(node.Inputs[0]), dy = BufferOf(node.Inputs[1]);
        Buffer gradient = _graph.Assignments.Where(a => a.Value == node).Select(a => ParameterBuffer(a.Parameter, isGradient: true)).Single();
        if (g.IsMatrixProduct && !x.Layout.HasHalo && !dy.Layout.HasHalo)
        {
            Access[] accesses = [new(x, false, Share.Any), new(dy, false, Share.Any), new(gradient, true, Share.Any)];
            _launches.Add(new RowsGradientLaunch(node.Name, accesses, g.OutHeight * g.OutWidth, g.Channels, g.Outputs, x, dy, gradient)
            {
                Detail = WeightGradientDetail(node),
                MultiplyAdds = g.MultiplyAdds,
            });
            return;
        }

        EquatableArray<Field> shape = ContractionLowering.WeightGradient(g, x.Layout, dy.Layout);
        Buffer partial = New($"{node.Name} sums", BufferKind.Partial, new Layout(g.WeightCount));
        _launches.Add(new WeightGradientLaunch(
            node.Name, [new(x, false, Share.Samples), new(dy, false, Share.Samples), new(partial, true, Share.Private)], shape, x, dy, partial)
        {
            Detail = WeightGradientDetail(node),
            MultiplyAdds = g.MultiplyAdds,
        });
        _launches.Add(new CombineLaunch(
            $"{node.Name}, all workers", [new(partial, false, Share.Any), new(gradient, true, Share.Any)], shape, g.Kernel * g.Kernel, partial, gradient));
    }

    private static string WeightGradientDetail(ContractionNode node) =>
        $"dW = Σ dy · x ({node.Geometry}): {node.Inputs[0].Shape.Layout()} and {node.Inputs[1].Shape.Layout()} → {node.Geometry.WeightCount:D} weights";

    private void LowerPool(Group group, PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        ElementwiseLowering.Result work = Elementwise(group);
        Buffer[] sources = [.. node.Inputs.Select(BufferOf)];
        Layout Of(int index, PoolRole[] roles, int height, int width) =>
            roles.Contains(node.Role) ? sources[index].Layout : new Layout(g.Channels, height, width);

        // Where an operand takes no part, its fields stay those of a plain layout and are not read.
        Layout dy = Of(0, [PoolRole.MaxGradient, PoolRole.AverageGradient], g.OutHeight, g.OutWidth);
        Layout x = Of(node.Role == PoolRole.MaxGradient ? 1 : 0, [PoolRole.Max, PoolRole.Average, PoolRole.MaxGradient], g.Height, g.Width);
        Layout y = Of(2, [PoolRole.MaxGradient], g.OutHeight, g.OutWidth);
        EquatableArray<Field> shape = ShapeFields.Of(
            ("Channels", g.Channels), ("Height", g.Height), ("Width", g.Width), ("KernelHeight", g.KernelHeight), ("KernelWidth", g.KernelWidth),
            ("Stride", g.Stride), ("Padding", g.Padding), ("OutHeight", g.OutHeight), ("OutWidth", g.OutWidth),
            ("XOrigin", x.Origin), ("XSample", x.Size), ("XLine", x.Line), ("YOrigin", y.Origin), ("YSample", y.Size), ("YLine", y.Line),
            ("DyOrigin", dy.Origin), ("DySample", dy.Size), ("DyLine", dy.Line));
        ClearHalos(work);
        Access[] accesses = [.. sources.Select(source => new Access(source, false, Share.Samples)), .. work.Accesses];
        _launches.Add(new PoolLaunch(
            Title(group), accesses, node, shape, sources, work.Spec with { Mode = ElementMode.Lines }, work.Buffers, work.Names)
        {
            Detail = $"{PoolFormula(node.Role)} ({g}): {node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}",
        });
    }

    private static string PoolFormula(PoolRole role) => role switch
    {
        PoolRole.Max => "y = max x of the window",
        PoolRole.Average => "y = Σ x of the window / its size",
        PoolRole.MaxGradient => "dx = Σ dy of the windows in which x is the first largest",
        _ => "dx = Σ dy of the windows around x / their size",
    };

    private void LowerMove(MoveNode node)
    {
        Buffer to = BufferOf(node);
        if (to.Root == BufferOf(node.Inputs[0]).Root)
        {
            return; // The layouts are the same: the value is there already.
        }

        if (to.Layout.HasHalo)
        {
            _launches.Add(new ClearHaloLaunch($"{to.Name}, border", [new(to, true, Share.Samples)], to));
        }

        int channel = 0;
        foreach (Node input in node.Inputs)
        {
            Buffer from = BufferOf(input);
            TensorShape image = node.Kind == MoveKind.Flatten ? input.Shape : node.Kind == MoveKind.Concat ? input.Shape : node.Shape;
            (int Origin, int Line, int Pixel, int Channel) plain(Layout l) => (l.Origin, l.Line, l.Channels, 1);
            (int Origin, int Line, int Pixel, int Channel) channelsFirst = (0, image.Width, 1, image.Rows);
            var source = node.Kind is MoveKind.Stage or MoveKind.Unflatten ? channelsFirst : plain(from.Layout);
            var target = node.Kind == MoveKind.Flatten ? channelsFirst : plain(to.Layout);
            EquatableArray<Field> shape = ShapeFields.Of(
                ("Height", image.Height), ("Width", image.Width), ("Channels", image.Channels),
                ("FromOrigin", source.Origin + (node.Kind == MoveKind.Slice ? node.FirstChannel : 0)), ("FromSample", from.Layout.Size),
                ("FromLine", source.Line), ("FromPixel", source.Pixel), ("FromChannel", source.Channel),
                ("ToOrigin", target.Origin + (node.Kind == MoveKind.Concat ? channel : 0)), ("ToSample", to.Layout.Size),
                ("ToLine", target.Line), ("ToPixel", target.Pixel), ("ToChannel", target.Channel));
            _launches.Add(new MoveLaunch(node.Name, [new(from, false, Share.Samples), new(to, true, Share.Samples)], shape, from, to));
            channel += input.Shape.Channels;
        }
    }

    private ElementwiseLowering.Result Elementwise(Group group)
    {
        bool Kept(Node node) => _kept.Contains(node) || GradientOf(node) is not null;
        IEnumerable<Buffer> Targets(Node node) => group.Kind == GroupKind.Channels
            ? _graph.Assignments.Where(a => a.Value == node && a.Parameter != GradientOf(node)).Select(a => ParameterBuffer(a.Parameter, a.IsGradient))
            : [];
        return ElementwiseLowering.Run(group, Kept, Targets, BufferOf, PartialOf);
    }

    private void ClearHalos(ElementwiseLowering.Result work)
    {
        foreach (Access access in work.Accesses.Where(a => a.Writes && a.Buffer.Layout.HasHalo))
        {
            _launches.Add(new ClearHaloLaunch($"{access.Buffer.Name}, border", [access], access.Buffer));
        }
    }

    private static string Title(Group group) =>
        string.Join(" → ", group.Nodes.Select(node => node.Name)) + (group.Kind == GroupKind.Channels && group.Nodes.Any(n => n is ReduceNode) ? ", all workers" : "");
}
