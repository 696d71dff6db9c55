using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;
using NetGen.Runtime;

namespace NetGen.Generators.Emit;

/// <summary>The class Costs of a network: constants, one class of them for each stage, and the memory by samples and threads.</summary>
internal static class CostEmitter
{
    private const string Shape = "OutputShape", Parameters = "ParameterCount", Flops = "FlopsPerSample";
    private const string TrainingFlops = "TrainingFlopsPerSample", InferenceBytes = "InferenceBytesPerSample";
    private const string TrainingBytes = "TrainingBytesPerSample", PeakInference = "PeakInferenceBytes", PeakTraining = "PeakTrainingBytes";

    /// <summary>What the class has beside the stages, and what each stage has.</summary>
    public static IReadOnlyList<string> Members { get; } =
        [Shape, Parameters, Flops, TrainingFlops, InferenceBytes, TrainingBytes, PeakInference, PeakTraining];

    public static void Emit(SourceWriter w, ShapedNetwork network, NetworkCosts costs)
    {
        w.Line();
        w.Summary("What the network costs on the CPU, found by the build. A FLOP is a multiplication or an addition of a contraction.");
        using (w.Open("public static class Costs"))
        {
            string outputs = string.Join(", ", network.Outputs.Select(output => output.Shape));
            Constant(w, "string", Shape, $"\"{outputs}\"", "Shape of what it predicts for one sample.");
            Constant(w, Parameters, costs.Parameters, "Numbers of all parameters; running statistics are not counted.");
            Constant(w, Flops, costs.Flops, $"Of a prediction: {Words.Flops(costs.Flops)}.");
            if (costs.Training is { } training)
            {
                Constant(w, TrainingFlops, costs.TrainingFlops, $"Of a training step: {Words.Flops(costs.TrainingFlops)}.");
                Constant(w, TrainingBytes, training.PerSample, "What each sample of a batch adds to the memory of a training step.");
                Peak(w, training, costs.SlotBytes);
            }

            Constant(w, InferenceBytes, costs.Inference.PerSample, "What each sample of a batch adds to the memory of a prediction.");
            Peak(w, costs.Inference, null);
            foreach (StageCosts stage in costs.Stages)
            {
                w.Line();
                w.Summary($"Stage {stage.Name}: output {stage.Output}; {stage.Text}.");
                using (w.Open($"public static class {Names.Escaped(stage.Name)}"))
                {
                    Constant(w, "string", Shape, $"\"{stage.Output}\"", "Shape of its output for one sample.");
                    Constant(w, Parameters, stage.Parameters, "Numbers of the parameters that no stage before it has.");
                    Constant(w, Flops, stage.Flops, "Of a prediction.");
                    if (costs.Training is not null)
                    {
                        Constant(
                            w, TrainingBytes, stage.TrainingValueBytes,
                            "Its values and their gradients of one sample, where a training step holds most.");
                    }
                }
            }
        }
    }

    private static void Peak(SourceWriter w, ProgramFootprint footprint, long? slotBytes)
    {
        w.Line();
        w.Summary(slotBytes is null
            ? "Bytes of a network and a predictor: weights, also as kernels read them, values, and the batch."
            : "Bytes of a network and its trainer: weights, gradients, what the optimizer remembers, values of all samples, "
                + "and the batch.");
        w.Line("/// <param name=\"batchSize\">Most samples at once.</param>");
        w.Line("/// <param name=\"threads\">Threads that share them.</param>");
        string first = slotBytes is null ? $"{PeakInference}(int batchSize = 1, int threads = 1)" : $"{PeakTraining}(";
        if (slotBytes is not null)
        {
            w.Line(
                "/// <param name=\"optimizerSlots\">Numbers that the optimizer remembers of each weight: 2 for Adam and AdamW, "
                + "1 for Sgd with momentum, 0 for Sgd.</param>");
            first += $"int batchSize, int threads = 1, int optimizerSlots = {NetworkCosts.UsualSlots})";
        }

        w.Line($"public static long {first} =>");
        w.Indented(string.Format(
            CultureInfo.InvariantCulture,
            "new global::NetGen.Runtime.ProgramFootprint("
                + "Fixed: {0}, PerSample: {1}, PerWorker: {2}, PerChunkSample: {3}, ChunkSamples: {4})",
            footprint.Fixed, footprint.PerSample, footprint.PerWorker, footprint.PerChunkSample, footprint.ChunkSamples));
        w.Indented($"    .BytesAt(batchSize, threads){(slotBytes is null ? "" : $" + ({slotBytes}L * optimizerSlots)")};");
    }

    private static void Constant(SourceWriter w, string name, long value, string summary) =>
        Constant(w, "long", name, value.ToString(CultureInfo.InvariantCulture), summary);

    private static void Constant(SourceWriter w, string type, string name, string value, string summary)
    {
        w.Line();
        w.Summary(summary);
        w.Line($"public const {type} {name} = {value};");
    }
}
