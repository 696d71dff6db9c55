using NetGen.Generators.Model;

namespace NetGen.Generators.Emit;

/// <summary>
/// The surface of a network that has errors, without anything behind it: so that the compiler reports what is wrong with the
/// network, and not everything that misses its members. What the network must override stands in a base of its own, where it meets no
/// member of the user's.
/// </summary>
internal static class SkeletonEmitter
{
    private const string Fail = "throw new global::System.InvalidOperationException();";

    public static EquatableArray<GeneratedFile> Emit(NetworkModel model)
    {
        string element = model.Precision == Precision.Double ? "double" : "float";
        GeneratedFile surface = SourceFile.OfClass(model, $"global::{SourceFile.Namespace(model)}.Skeleton", null, w =>
        {
            w.Line($"public {Names.Escaped(model.Name)}(int seed = 0) => {Fail}");
            foreach (StageModel stage in model.Stages)
            {
                w.Line();
                w.Line($"{stage.Keywords} global::NetGen.Layer {Names.Escaped(stage.Name)} => {Fail}");
            }

            IEnumerable<string> names = model.Stages.Select(stage => stage.Name).Concat(model.Members.Select(member => member.Name));
            if (!names.Contains("CreateTrainer"))
            {
                w.Line();
                w.Line(
                    $"public global::NetGen.Trainer<{element}> CreateTrainer("
                    + "global::NetGen.Optimizer optimizer, int batchSize = 32, global::NetGen.TrainerOptions? options = null) => "
                    + Fail);
            }
        });

        GeneratedFile skeleton = SourceFile.OfPrograms(model, "Skeleton", w =>
        {
            w.Summary("Stands in for the network while it has errors.");
            using (w.Open($"public abstract class Skeleton() : Network<{element}>(null!, null!)"))
            {
                w.Line($"public override string Summary() => {Fail}");
                w.Line();
                w.Line($"public override string ToMermaid() => {Fail}");
                w.Line();
                w.Line($"protected override InferenceProgram<{element}> CreateInference(int capacity, int threads) => {Fail}");
            }
        });
        return new[] { surface, skeleton }.ToEquatableArray();
    }
}
