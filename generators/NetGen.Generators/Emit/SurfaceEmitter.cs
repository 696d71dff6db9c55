using NetGen.Generators.Backends.Onnx;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>What the user calls: constructor, stages, trainer, decoder, overview.</summary>
internal static class SurfaceEmitter
{
    private const string Api = "global::NetGen", Runtime = "global::NetGen.Runtime";

    public static void Emit(SourceWriter w, ShapedNetwork network, ParameterBlock parameters, string element, Programs cpu, Programs? gpu,
        NetworkCosts costs, bool hasOnnx)
    {
        NetworkModel model = network.Model;
        bool trains = cpu.Training is not null, decodes = cpu.Decoding is not null;
        InterfaceInfo info = new(
            element, [.. network.Inputs.Select(i => new ColumnInfo(i.Name, i.Vocabulary > 0))], [.. network.Outputs.Select(o => o.Name)],
            [.. network.Targets.Select(t => new ColumnInfo(t.Name, t.IsLabels))]);
        string programs = $"global::{SourceFile.Namespace(model)}";
        w.Summary("A network with new weights.");
        w.Line("/// <param name=\"seed\">Seed of the random weights: the same seed gives the same network.</param>");
        w.Line($"public {Names.Escaped(model.Name)}(int seed = 0)");
        w.Indented(
            $": base(new {Runtime}.ParameterStore<{element}>("
            + $"{parameters.Size}, {parameters.TrainedSize}, {programs}.ParameterTable.Ranges, seed), {programs}.InferencePass.Plan)");
        using (w.Open(""))
        {
        }

        for (int i = 0; i < network.Stages.Count; i++)
        {
            StageEmitter.Emit(w, network, network.Stages[i], costs.Stages[i], $"{SurfaceMembers.Private}Stage{i}");
        }

        if (trains)
        {
            w.Line();
            w.Summary("A trainer of this network: it holds the memory of a training step and the optimizer's state.");
            w.Lines(
                "/// <param name=\"optimizer\">How a step changes the weights.</param>",
                "/// <param name=\"batchSize\">Most samples in a step, at least 1.</param>",
                "/// <param name=\"options\">Seed, threads, shuffling.</param>");
            using (w.Open(
                $"public Trainer CreateTrainer({Api}.Optimizer optimizer, int batchSize = 32, {Api}.TrainerOptions? options = null)"))
            {
                w.Lines(
                    "global::System.ArgumentNullException.ThrowIfNull(optimizer);",
                    "global::System.ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);");
                CheckBatchSize(w, network, programs);
                w.Line($"options ??= new {Api}.TrainerOptions();");
                w.Line(
                    $"return new Trainer(this, new {programs}.TrainingStep(base.Store, optimizer, batchSize, options), "
                    + "optimizer, options);");
            }

            EmitParallelTrainer(w);
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"protected override {Api}.Trainer<{element}> CreateTraining(");
            w.Indented(
                $"{Api}.Optimizer optimizer, int batchSize, {Api}.TrainerOptions options) => "
                + "CreateTrainer(optimizer, batchSize, options);");

            if (gpu is not null)
            {
                EmitDeviceTrainer(w, network, programs);
            }
        }

        else
        {
            w.Line();
            w.Summary("There is nothing to train for: the network has no loss.");
            w.Line(
                $"[global::System.Obsolete(\"NG0030: {model.Name} has no loss, so it can predict but not be trained: "
                + "write one on the class, such as [CrossEntropyLoss] or [MseLoss]\", error: true)]");
            w.Line(
                $"public {Api}.Trainer<{element}> CreateTrainer("
                + $"{Api}.Optimizer optimizer, int batchSize = 32, {Api}.TrainerOptions? options = null) =>");
            w.Indented("throw new global::System.InvalidOperationException();");
        }

        InterfaceEmitter.EmitRecords(w, info);
        InterfaceEmitter.EmitPredictions(w, info);
        if (info.HasOwnPredictions)
        {
            w.Line();
            w.Line($"/// <inheritdoc cref=\"{Api}.Network{{T}}.CreatePredictor\"/>");
            w.Line("public new Predictor CreatePredictor(int threads = 1) => new(this, threads);");
        }

        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"protected override {Runtime}.InferenceProgram<{element}> CreateInference(int capacity, int threads) =>");
        w.Indented($"new {programs}.InferencePass(base.Store, capacity, threads);");
        if (cpu.Features is not null)
        {
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"protected override {Runtime}.InferenceProgram<{element}>? CreateFeatures(int capacity, int threads) =>");
            w.Indented($"new {programs}.FeaturesPass(base.Store, capacity, threads);");
        }

        if (cpu.Quantized is not null)
        {
            w.Line();
            w.Summary($"A {model.Name} in integers, as QuantizedNetwork.Save wrote it.");
            w.Lines(
                "/// <param name=\"path\">A safetensors file.</param>",
                $"/// <exception cref=\"{Api}.SafetensorsException\">It is damaged, something else, or of another network.</exception>");
            w.Line(
                $"public static {Api}.QuantizedNetwork<{element}> LoadQuantized(string path) => "
                + $"{Api}.QuantizedNetwork<{element}>.Open(new {Names.Escaped(model.Name)}(), path);");
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"protected override {Runtime}.QuantizedPlan<{element}>? CreateQuantized() => new(");
            w.Indented(
                $"new {Runtime}.ParameterStore<{element}>("
                + $"{parameters.Size}, {parameters.TrainedSize}, {programs}.ParameterTable.Ranges, 0), {programs}.QuantizedPass.Plan,",
                $"static (store, capacity, threads) => new {programs}.QuantizedPass(store, capacity, threads));");
        }

        if (cpu.Explanations.Count > 0)
        {
            EmitExplainer(w, network, programs, element, cpu);
        }

        if (decodes)
        {
            w.Line();
            w.Summary("A decoder: feeds a sequence token by token, and keeps what the network found out about those before.");
            w.Line($"public {Api}.Decoder<{element}> CreateDecoder() => new(CreateDecoding()!);");
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line(
                $"protected override {Runtime}.DecodingProgram<{element}>? CreateDecoding() => "
                + $"new {programs}.DecodingPass(base.Store, 1);");
        }

        if (hasOnnx)
        {
            EmitOnnx(w, programs);
        }

        if (network.Imports.Count > 0)
        {
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"public override {Api}.WeightNames ImportNames => {programs}.ImportTable.Names;");
        }

        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override string Summary() => {programs}.Overview.Summary;");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override string ToMermaid() => {programs}.Overview.Mermaid;");
        CostEmitter.Emit(w, network, costs);
        if (trains)
        {
            w.Line();
            EmitTrainer(w, model, info);
        }

        if (info.HasOwnPredictions)
        {
            w.Line();
            EmitPredictor(w, model, info);
        }
    }

    private static void CheckBatchSize(SourceWriter w, ShapedNetwork network, string programs)
    {
        if (network.SmallBatchNorms.Any())
        {
            w.Line($"{programs}.TrainingStep.Plan.CheckBatchSize(batchSize);");
        }
    }

    private static void EmitParallelTrainer(SourceWriter w)
    {
        w.Line();
        w.Summary("A trainer of this network in each of several processes, which train it together.");
        w.Lines(
            "/// <param name=\"optimizer\">How a step changes the weights.</param>",
            "/// <param name=\"batchSize\">Most samples in a step, of all processes together.</param>",
            "/// <param name=\"communicator\">The processes.</param>",
            "/// <param name=\"options\">Seed, threads, shuffling: the same in each of them.</param>");
        w.Line("public Trainer CreateTrainer(");
        w.Indented(
            $"{Api}.Optimizer optimizer, int batchSize, {Api}.ICommunicator communicator, {Api}.TrainerOptions? options = null) =>");
        w.Indented($"CreateTrainer(optimizer, batchSize, (options ?? new {Api}.TrainerOptions()) with {{ Communicator = communicator }});");
    }

    private static void EmitDeviceTrainer(SourceWriter w, ShapedNetwork network, string programs)
    {
        w.Line();
        w.Summary(
            "A trainer of this network on a GPU: "
            + "the memory of a training step, the optimizer's state and the weights while it trains lie there.");
        w.Lines(
            "/// <param name=\"optimizer\">How a step changes the weights: one of NetGen's own.</param>",
            "/// <param name=\"batchSize\">Most samples in a step, at least 1.</param>",
            "/// <param name=\"device\">Where it trains.</param>",
            "/// <param name=\"options\">Seed, shuffling.</param>");
        using (w.Open(
            $"public Trainer CreateTrainer("
            + $"{Api}.Optimizer optimizer, int batchSize, {Api}.Device device, {Api}.TrainerOptions? options = null)"))
        {
            w.Lines(
                "global::System.ArgumentNullException.ThrowIfNull(optimizer);",
                "global::System.ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);",
                $"{Api}.IlgpuDevice gpu = {Api}.IlgpuDevice.From(device);");
            CheckBatchSize(w, network, programs);
            w.Line($"options ??= new {Api}.TrainerOptions();");
            w.Line(
                $"return new Trainer(this, new {programs}.IlgpuTrainingStep(base.Store, optimizer, batchSize, options, gpu), "
                + "optimizer, options);");
        }
    }

    private static void EmitExplainer(SourceWriter w, ShapedNetwork network, string programs, string element, Programs cpu)
    {
        w.Line();
        w.Summary("Explanations of its predictions, for one thread: gradients, contributions, relevance, attention weights.");
        w.Lines("/// <param name=\"threads\">Threads of an explanation; 0 for the default.</param>");
        using (w.Open($"public {Api}.Explainer<{element}> CreateExplainer(int threads = 0)"))
        {
            using (w.Open($"{Runtime}.ExplanationPlan<{element}> plan = new()", "};"))
            {
                IEnumerable<string> stages = Explanations.Stages(network).Select(stage =>
                {
                    string heads = stage.Attentions.Count > 0 ? $", {stage.Attentions.Count}, {stage.Heads}" : "";
                    return $"new(\"{stage.Name}\", new({string.Join(", ", stage.Shape.Dimensions)}){heads})";
                });
                w.Line($"Stages = [{string.Join(", ", stages)}],");
                foreach ((Explanation explanation, _) in cpu.Explanations)
                {
                    string type = $"{programs}.{explanation.Name}Pass";
                    w.Line($"{explanation.Name} = new({type}.Plan, (capacity, threads) => new {type}(base.Store, capacity, threads)),");
                }
            }

            w.Line();
            w.Line("return new(this, threads, plan);");
        }
    }

    private static void EmitOnnx(SourceWriter w, string programs)
    {
        w.Line();
        w.Summary("Writes what the network predicts by, with its weights, as an ONNX file: whole or not at all.");
        w.Lines(
            "/// <param name=\"path\">The file; an existing one is replaced.</param>",
            $"/// <exception cref=\"{Api}.Onnx.OnnxException\">"
                + "A weight is NaN or infinite, or the file would be larger than 2 GB.</exception>",
            "/// <exception cref=\"global::System.IO.IOException\">It cannot be written; an existing file stays as it was.</exception>",
            $"public void SaveOnnx(string path) => {Api}.Onnx.OnnxFile.Save(path, this, {programs}.{OnnxEmitter.Class}.Describe);",
            "",
            "/// <summary>Writes the same to a stream, which stays open.</summary>",
            "/// <param name=\"stream\">From where it stands.</param>",
            $"/// <exception cref=\"{Api}.Onnx.OnnxException\">As for a file.</exception>",
            "public void SaveOnnx(global::System.IO.Stream stream) =>");
        w.Indented($"{Api}.Onnx.OnnxFile.Save(stream, this, {programs}.{OnnxEmitter.Class}.Describe);");
    }

    private static void EmitPredictor(SourceWriter w, NetworkModel model, InterfaceInfo info)
    {
        w.Summary($"Predictions of a {model.Name} for one thread, with its weights.");
        using (w.Open($"public sealed class Predictor : {Api}.Predictor<{info.Element}>"))
        {
            w.Line($"internal Predictor({Api}.Network<{info.Element}> network, int threads)");
            w.Indented(": base(network, threads)");
            using (w.Open(""))
            {
            }

            InterfaceEmitter.EmitPredictions(w, info);
        }
    }

    private static void EmitTrainer(SourceWriter w, NetworkModel model, InterfaceInfo info)
    {
        string element = info.Element;
        w.Summary($"Trains a {model.Name}.");
        using (w.Open($"public sealed class Trainer : {Api}.Trainer<{element}>"))
        {
            w.Line($"private readonly {Runtime}.BatchRunner<{element}> _step;");
            w.Line();
            w.Line(
                $"internal Trainer({Api}.Network<{element}> network, {Runtime}.BatchRunner<{element}> step, "
                + $"{Api}.Optimizer optimizer, {Api}.TrainerOptions options)");
            w.Indented(": base(network, step, options)");
            using (w.Open(""))
            {
                w.Lines("_step = step;", "Optimizer = optimizer;");
            }

            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"public override {Api}.Optimizer Optimizer {{ get; }}");
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line("protected override void SetLearningRate(double rate) => _step.LearningRate = rate;");
            InterfaceEmitter.EmitSteps(w, info);
        }
    }
}
