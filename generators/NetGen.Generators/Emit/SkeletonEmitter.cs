using NetGen.Generators.Model;

namespace NetGen.Generators.Emit;

/// <summary>
/// The surface of a network that has errors, without anything behind it: so that the compiler reports what is wrong with the
/// network, and not everything that misses its members.
/// </summary>
internal static class SkeletonEmitter
{
    public static GeneratedFile Emit(NetworkModel model)
    {
        const string Fail = "throw new global::System.InvalidOperationException();";
        string element = model.Precision == Precision.Double ? "double" : "float";
        return SourceFile.OfClass(model, $"global::NetGen.Network<{element}>", null, w =>
        {
            w.Line($"public {Names.Escaped(model.Name)}(int seed = 0)");
            w.Indented($": base(null!, null!) => {Fail}");
            foreach (StageModel stage in model.Stages)
            {
                w.Line();
                w.Line($"{stage.Accessibility} partial global::NetGen.Layer {Names.Escaped(stage.Name)} => {Fail}");
            }

            w.Line();
            w.Line($"public global::NetGen.Trainer<{element}> CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize = 32, global::NetGen.TrainerOptions? options = null) => {Fail}");
            w.Line();
            w.Line($"public override string Summary() => {Fail}");
            w.Line();
            w.Line($"public override string ToMermaid() => {Fail}");
            w.Line();
            w.Line($"protected override global::NetGen.Runtime.InferenceProgram<{element}> CreateInference(int capacity, int threads) => {Fail}");
        });
    }
}
