using NetGen.Generators.Emit.Cpu;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Emit;

/// <summary>The files of one network, one per concern.</summary>
internal sealed class NetworkEmitter
{
    private readonly ShapedNetwork _network;
    private readonly NetworkModel _model;
    private readonly string _element;
    private readonly List<GeneratedFile> _files = [];

    private NetworkEmitter(ShapedNetwork network)
    {
        _network = network;
        _model = network.Model;
        _element = _model.Precision == Precision.Double ? "double" : "float";
    }

    public static EquatableArray<GeneratedFile> Emit(ShapedNetwork network, ParameterBlock parameters, LoweredProgram inference, LoweredProgram? training)
    {
        NetworkEmitter emitter = new(network);
        emitter._files.Add(SourceFile.OfClass(
            network.Model, $"global::NetGen.Network<{emitter._element}>", emitter.Summary(),
            w => SurfaceEmitter.Emit(w, network, parameters, emitter._element, training is not null)));
        emitter.File("Parameters", w => SurfaceEmitter.EmitParameters(w, parameters));
        emitter.EmitPrograms(inference, training);
        return emitter._files.ToEquatableArray();
    }

    private void EmitPrograms(LoweredProgram inference, LoweredProgram? training)
    {
        KernelLibrary kernels = new(_element);
        if (training is not null)
        {
            ProgramEmitter emitter = new(training, kernels);
            Part("Forward", "TrainingStep", emitter,
                ("Pack", "Packs the weights for this step's contractions.", training.Pack),
                ("Forward", "From the batch to the output.", training.Forward),
                ("Loss", "The loss, and the first gradient where one pass gives both.", training.Loss));
            Part("Backward", "TrainingStep", emitter, ("Backward", "From the gradient of the output to the gradients of all parameters.", training.Backward));
            File("Training.Memory", w => ProgramClass(w, "TrainingStep", "A training step: forward pass, loss, backward pass, update.", "TrainingProgram",
                $"ParameterStore<{_element}> store, Optimizer optimizer, int capacity, TrainerOptions options", "store, optimizer, capacity, options", training, emitter,
                ["Pack<V, S>(worker);", "Forward<V, S>(worker);", "Loss<V, S>(worker);", "Backward<V, S>(worker);", "Update(worker);"]));
        }

        ProgramEmitter inferenceEmitter = new(inference, kernels);
        Part("Inference", "InferencePass", inferenceEmitter,
            ("Pack", "Packs the weights after they changed.", inference.Pack),
            ("Forward", "From the batch to the output: dropout off, running statistics in use.", inference.Forward),
            ("Loss", "The loss of the output.", [.. inference.Loss, .. inference.Backward]));
        string[] loss = inference.LossValue is null ? [] : ["if (WithLoss)", "{", "    Loss<V, S>(worker);", "}"];
        File("Inference.Memory", w => ProgramClass(w, "InferencePass", "A forward pass, and its loss where it is wanted.", "InferenceProgram",
            $"ParameterStore<{_element}> store, int capacity, int threads", "store, capacity, threads", inference, inferenceEmitter,
            ["if (MustPack)", "{", "    Pack<V, S>(worker);", "}", "", "Forward<V, S>(worker);", .. loss]));
    }

    private void Part(string file, string type, ProgramEmitter emitter, params (string Name, string Summary, IReadOnlyList<Launch> Launches)[] parts)
    {
        SourceWriter kernels = new();
        File(file, w =>
        {
            using (w.Open($"internal sealed partial class {type}"))
            {
                foreach ((string name, string summary, IReadOnlyList<Launch> launches) in parts)
                {
                    emitter.EmitPart(w, kernels, name, summary, launches);
                }
            }

            w.Line();
            w.Summary("What the programs call: equal kernels once.");
            using (w.Open("internal static partial class Kernels"))
            {
                foreach (string line in kernels.ToString().TrimEnd('\n').Split('\n'))
                {
                    w.Line(line);
                }
            }
        });
    }

    private void ProgramClass(
        SourceWriter w, string name, string summary, string baseType, string parameters, string arguments, LoweredProgram program, ProgramEmitter emitter, string[] body)
    {
        w.Summary(summary);
        using (w.Open($"internal sealed partial class {name}({parameters}) : {baseType}<{_element}>({arguments}, Plan)"))
        {
            Layout output = program.Output.Layout;
            w.Line("internal static readonly ProgramPlan Plan = new()");
            using (w.Open("", "};"))
            {
                w.Line($"Inputs = [new(\"input\", new({SurfaceEmitter.Sizes(_network.Input)}))],");
                w.Line($"Outputs = [new(\"{_network.Stages[_network.Stages.Count - 1].Name}\", new({SurfaceEmitter.Sizes(_network.Output)}))");
                w.Line("{");
                w.Indented(
                    $"Offset = {program.Output.Offset},",
                    $"Origin = {output.Origin},",
                    $"Sample = {output.Size},",
                    $"Line = {output.Line},",
                    $"Height = {output.Height},",
                    $"Width = {output.Width},",
                    $"Channels = {output.Channels},");
                w.Line("}],");
                if (_network.Loss is { } loss)
                {
                    string what = loss.TakesLabels ? $" {{ Classes = {_network.Output.Channels} }}" : loss.IsBinary ? " { IsBinary = true }" : "";
                    w.Lines($"Targets = [new(0){what}],", $"LossOffset = {program.LossValue!.Offset},");
                }

                w.Lines(
                    $"MultiplyAdds = {program.All.Sum(launch => launch.MultiplyAdds)},",
                    $"ActivationSize = {program.SizeOf(BufferKind.Activation)},",
                    $"VectorSize = {program.SizeOf(BufferKind.Vector)},",
                    $"PartialSize = {program.SizeOf(BufferKind.Partial)},",
                    $"PanelSize = {program.SizeOf(BufferKind.Panel)},");
            }

            string d = _element == "float" ? "F" : "D";
            w.Line();
            w.Line("/// <inheritdoc/>");
            using (w.Open("public override void Run(Worker worker)"))
            {
                w.Line("// The widest vectors of this machine; single elements for what does not fill one.");
                using (w.Open("switch (SimdWidth.Bits)"))
                {
                    foreach ((string label, string vector) in new[] { ("case 512", "512"), ("case 256", "256"), ("case 128", "128"), ("default", "1") })
                    {
                        w.Line($"{label}:");
                        w.Indented($"Run<{d}{vector}, {d}1>(worker);", "break;");
                    }
                }
            }

            w.Line();
            w.Line("private void Run<V, S>(Worker worker)");
            w.Indented($"where V : struct, ISimd<V, {_element}>");
            using (w.Open($"    where S : struct, ISimd<S, {_element}>"))
            {
                w.Lines(body);
            }

            emitter.EmitBuffers(w);
        }
    }

    private void File(string concern, Action<SourceWriter> content) => _files.Add(SourceFile.OfPrograms(_model, concern, content));

    private string Summary() =>
        $"{_network.Input} → {string.Join(" → ", _network.Stages.Select(s => $"{s.Name} {s.Output}"))}; {_network.Parameters.Where(p => p.IsTrained).Sum(p => p.Size)} parameters.";
}
