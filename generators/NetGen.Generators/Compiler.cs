using NetGen.Generators.Backends.Cpu.Schedule;
using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Backends.Onnx;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators;

/// <summary>
/// The whole compiler in one list: model → shapes → graph → backward graph → simplified → fused → lowered → passes over calls
/// → text. Pure functions over values: equal models give equal files. -p:NetGenEmit=passes writes what each pass makes.
/// </summary>
internal static class Compiler
{
    public static CompiledNetwork Compile(NetworkModel model)
    {
        List<DiagnosticInfo> diagnostics = [];
        try
        {
            return Compile(model, diagnostics);
        }
        catch (OverflowException)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                "NG0010", new Site(null, -1), model.Name, "the memory of one sample", "more values than can be counted",
                $"less than {int.MaxValue} values, borders included"));
            return new(SkeletonEmitter.Emit(model), diagnostics.ToEquatableArray());
        }
    }

    private static CompiledNetwork Compile(NetworkModel model, List<DiagnosticInfo> diagnostics)
    {
        if (ShapeInference.Run(model, diagnostics) is not { } shaped)
        {
            return new(SkeletonEmitter.Emit(model), diagnostics.ToEquatableArray());
        }

        diagnostics.AddRange(Hints.Of(shaped));
        NetworkGraph? training = shaped.Losses.Count > 0 ? Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)) : null;
        ParameterBlock parameters = ParameterBlock.Of(shaped, training);
        PassLog log = new(model.ShowsPasses);
        ShapedNetwork? decodable = ShapeInference.Decodable(shaped);
        FusedGraphs graphs = new(
            Fuse("inference", GraphBuilder.Build(shaped, Mode.Inference).Graph, log),
            training is not null ? Fuse("training", training, log) : null,
            decodable is not null ? Fuse("decoding", GraphBuilder.Build(decodable, Mode.Decoding).Graph, log) : null,
            shaped.Featured is { } featured ? Fuse("features", GraphBuilder.Build(featured, Mode.Inference).Graph, log) : null,
            shaped.Parameters.Any(parameter => parameter.Role == InputRange.Role)
                ? Fuse("quantized", ConstantsFirst.Run(GraphBuilder.Build(shaped, Mode.Quantized).Graph), log)
                : null)
        {
            Explanations = [.. Explanations.Of(shaped).Select(e => (e, Fuse(e.Name, e.Graph, log)))],
        };
        int size = model.Precision == Precision.Double ? sizeof(double) : sizeof(float);
        Programs cpu = Lower(graphs, Cpu(size), parameters, log);
        bool rounds = shaped.Steps.SelectMany(step => step.Uses).Any(use => use.RoundsInTraining);
        Programs? gpu = model.HasIlgpu && !rounds
            ? Lower(graphs with { Decoding = null, Features = null, Quantized = null, Explanations = [] }, Gpu(size), parameters, log)
            : null;
        NetworkCosts costs = NetworkCosts.Of(shaped, parameters, cpu);
        diagnostics.AddRange(Budget.Check(model, costs));
        EquatableArray<GeneratedFile> files = NetworkEmitter.Emit(
            shaped, decodable, parameters, cpu, gpu, costs, model.HasOnnx ? OnnxConversion.Of(shaped) : null, log.Text);
        IReadOnlyList<MemberModel> met = [.. SurfaceMembers.Met(model, files[0])];
        diagnostics.AddRange(met.Select(member =>
            DiagnosticInfo.Create("NG0070", new Site(member.Name, -1, Overload: member.Overload), member.Name, model.Name)));
        return new(met.Count > 0 ? SkeletonEmitter.Emit(model) : files, diagnostics.ToEquatableArray())
        {
            Remarks = costs.Stages
                .Select(stage => DiagnosticInfo.Create(
                    Descriptors.StageCosts, new Site(stage.Name, -1), stage.Name, $"{stage.Output}", stage.Text))
                .ToEquatableArray(),
        };
    }

    /// <summary>The passes over a graph, the same for every target.</summary>
    private static FusedGraph Fuse(string name, NetworkGraph graph, PassLog log)
    {
        log.Add($"{name}: graph", graph);
        NetworkGraph simplified = log.Add($"{name}: simplified", MaximumGradients.Run(Simplify.Run(graph)));
        NetworkGraph placed = JoinCopies.Run(Borders.Run(TurnedProducts.Run(MoveChains.Run(simplified))));
        return new(name, placed, Fusion.Run(placed));
    }

    private static Programs Lower(FusedGraphs graphs, Target target, ParameterBlock parameters, PassLog log)
    {
        return new(
            Lower(graphs.Inference), graphs.Training is { } training ? Lower(training) : null,
            graphs.Decoding is { } decoding ? Lower(decoding) : null,
            graphs.Features is { } features ? Lower(features) : null, graphs.Quantized is { } quantized ? Lower(quantized) : null)
        {
            Explanations = [.. graphs.Explanations.Select(e => (e.Explanation, Lower(e.Graph)))],
        };

        LoweredProgram Lower(FusedGraph graph)
        {
            Schedule schedule = target.ScheduleOf(graph.Graph);
            LoweredProgram lowered = ProgramLowering.Run(graph.Graph, graph.Groups, parameters.OffsetOf, schedule, target.ElementSize);
            log.Add($"{graph.Name}, {target.Name}: lowered", lowered);
            LoweredProgram finished = target.Passes.Aggregate(
                lowered, (program, pass) => log.Add($"{graph.Name}, {target.Name}: {pass.Name}", pass.Run(program)));
            return finished.Trains
                ? log.Add($"{graph.Name}, {target.Name}: frozen stages", FrozenStages.Run(finished, parameters))
                : finished;
        }
    }

    /// <summary>A team of threads with vectors.</summary>
    private static Target Cpu(int elementSize) => new("Cpu", elementSize, graph => new CpuSchedule(graph),
    [
        ("early updates", EarlyUpdates.Run),
        ("lifetimes", Lifetimes.Run),
        ("rolling", Rolling.Run),
        ("sample chunks", SampleChunks.Run),
        ("array places", ArrayPlaces.Run),
        ("memory plan", MemoryPlan.Run),
        ("barriers", Barriers.Run),
    ]);

    /// <summary>Kernels of groups of threads, which run one after the other by themselves.</summary>
    private static Target Gpu(int elementSize) => new("Gpu", elementSize, _ => new IlgpuSchedule(elementSize),
    [
        ("chains", Chains.Run),
        ("lifetimes", Lifetimes.Run),
        ("rolling", Rolling.Run),
        ("array places", ArrayPlaces.Run),
        ("memory plan", MemoryPlan.Run),
    ]);

    /// <summary>A graph with its nodes in groups, each of which becomes a kernel.</summary>
    private sealed record FusedGraph(string Name, NetworkGraph Graph, IReadOnlyList<Group> Groups);

    /// <summary>What programs are made for: what is decided of a graph, and the passes over calls, in order.</summary>
    private sealed record Target(
        string Name, int ElementSize, Func<NetworkGraph, Schedule> ScheduleOf,
        IReadOnlyList<(string Name, Func<LoweredProgram, LoweredProgram> Run)> Passes);

    private sealed record FusedGraphs(
        FusedGraph Inference, FusedGraph? Training, FusedGraph? Decoding, FusedGraph? Features, FusedGraph? Quantized)
    {
        public IReadOnlyList<(Explanation Explanation, FusedGraph Graph)> Explanations { get; init; } = [];
    }
}
