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
        string element = model.Precision == Precision.Double ? "double" : "float", name = Names.Escaped(model.Name);
        return SourceFile.Create(model, "", baseType: $"Network<{element}>", w =>
        {
            w.Line($"public {name}(int seed = 0)");
            w.Indented(": base(null!, null!, null!) => throw new global::System.InvalidOperationException();");
            foreach (StageModel stage in model.Stages)
            {
                w.Line();
                w.Line($"{stage.Accessibility} partial Layer {Names.Escaped(stage.Name)} => throw new global::System.InvalidOperationException();");
            }

            w.Line();
            w.Line("public global::NetGen.Trainer<" + element + "> CreateTrainer(Optimizer optimizer, int batchSize = 32, TrainerOptions? options = null) => throw new global::System.InvalidOperationException();");
            w.Line();
            w.Line($"protected override InferenceProgram<{element}> CreateInference(int capacity, int threads) => throw new global::System.InvalidOperationException();");
        });
    }
}
