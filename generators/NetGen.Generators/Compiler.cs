using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using NetGen.Generators.Model;
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
            return new(new[] { SkeletonEmitter.Emit(model) }.ToEquatableArray(), diagnostics.ToEquatableArray());
        }
    }

    private static CompiledNetwork Compile(NetworkModel model, List<DiagnosticInfo> diagnostics)
    {
        if (ShapeInference.Run(model, diagnostics) is not { } shaped)
        {
            return new(new[] { SkeletonEmitter.Emit(model) }.ToEquatableArray(), diagnostics.ToEquatableArray());
        }

        ParameterBlock parameters = ParameterBlock.Of(shaped);
        ForwardGraph inferenceForward = GraphBuilder.Build(shaped, training: false);
        LoweredProgram inference = Lower(inferenceForward.Graph, parameters);
        LoweredProgram? training = null;
        if (shaped.Loss is not null)
        {
            training = Lower(Autodiff.Run(GraphBuilder.Build(shaped, training: true)), parameters);
        }

        return new(NetworkEmitter.Emit(shaped, parameters, inference, training), diagnostics.ToEquatableArray());
    }

    private static LoweredProgram Lower(NetworkGraph graph, ParameterBlock parameters)
    {
        Verifier.Check(graph);
        NetworkGraph simplified = Simplify.Run(graph);
        Verifier.Check(simplified);
        return ProgramLowering.Run(simplified, Fusion.Run(simplified), parameters.OffsetOf);
    }
}
