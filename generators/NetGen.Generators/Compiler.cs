using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators;

/// <summary>
/// model → shapes → graph → backward graph → simplified → fused → planned → kernels → text.
/// Pure functions over values: equal models give equal files.
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
            diagnostics.Add(DiagnosticInfo.Create("NG0010", new Site(null, -1), model.Name, "the memory of one sample", "more values than can be counted", $"less than {int.MaxValue} values, borders included"));
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
        ParameterBlock parameters = ParameterBlock.Of(shaped);
        Programs cpu = Lower(shaped, parameters, Target.Cpu);
        Programs? gpu = model.HasIlgpu ? Lower(shaped, parameters, Target.Gpu) : null;
        EquatableArray<GeneratedFile> files = NetworkEmitter.Emit(shaped, parameters, cpu, gpu);
        IReadOnlyList<MemberModel> met = [.. SurfaceMembers.Met(model, files[0])];
        diagnostics.AddRange(met.Select(member =>
            DiagnosticInfo.Create("NG0070", new Site(member.Name, -1, Overload: member.Overload), member.Name, model.Name)));
        return new(met.Count > 0 ? SkeletonEmitter.Emit(model) : files, diagnostics.ToEquatableArray());
    }

    /// <summary>A network's programs for one target. Graphs are built anew for each: lowering takes notes in them.</summary>
    private static Programs Lower(ShapedNetwork shaped, ParameterBlock parameters, Target target)
    {
        int size = shaped.Model.Precision == Precision.Double ? sizeof(double) : sizeof(float);
        LoweredProgram inference = Lower(GraphBuilder.Build(shaped, Mode.Inference).Graph, parameters, target, size);
        LoweredProgram? training = shaped.Losses.Count > 0 ? Lower(parameters.Checked(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training))), parameters, target, size) : null;
        LoweredProgram? decoding = target == Target.Cpu && CanDecode(shaped) ? Lower(GraphBuilder.Build(shaped, Mode.Decoding).Graph, parameters, target, size) : null;
        return new(inference, training, decoding);
    }

    /// <summary>Whether tokens can be fed one by one: what comes later changes nothing, and attention can keep what it saw.</summary>
    private static bool CanDecode(ShapedNetwork network)
    {
        IReadOnlyList<OperationUse> uses = [.. network.Steps.SelectMany(step => step.Uses)];
        return network is { Inputs: [{ Vocabulary: > 0, Shape.Length: >= 0 }], Outputs: [{ Shape: { IsSequence: true, Length: >= 0 } }] }
            && uses.Any(use => use.Operation is CausalSelfAttentionOp)
            && uses.All(use => !use.Operation.LooksAhead(use.Arguments) && use.Padding < 0);
    }

    private static LoweredProgram Lower(NetworkGraph graph, ParameterBlock parameters, Target target, int elementSize)
    {
        Verifier.Check(graph);
        NetworkGraph simplified = Simplify.Run(graph);
        Verifier.Check(simplified);
        return ProgramLowering.Run(simplified, Fusion.Run(simplified), parameters.OffsetOf, target, elementSize);
    }
}
