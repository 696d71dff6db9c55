using NetGen.Generators.Backends.Cpu;
using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Backends.Onnx;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

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

    public static EquatableArray<GeneratedFile> Emit(
        ShapedNetwork network, ShapedNetwork? decodable, ParameterBlock parameters, Programs cpu, Programs? gpu, NetworkCosts costs,
        OnnxGraph? onnx, string? passes)
    {
        (LoweredProgram inference, LoweredProgram? training, LoweredProgram? decoding, LoweredProgram? features, _) = cpu;
        NetworkEmitter emitter = new(network);
        emitter._files.Add(SourceFile.OfClass(
            network.Model, $"global::NetGen.Network<{emitter._element}>", emitter.Summary(),
            w => SurfaceEmitter.Emit(w, network, parameters, emitter._element, cpu, gpu, costs, onnx is not null)));
        emitter.File("Parameters", w => ParameterEmitter.Emit(w, parameters));
        if (network.Imports.Count > 0)
        {
            emitter.File("ImportNames", w => ImportEmitter.Emit(w, network.Imports));
        }

        emitter.File("Overview", w => OverviewEmitter.Emit(w, network, inference, training));
        emitter.EmitPrograms(inference, training, decoding, decodable, features, cpu.Quantized, cpu.Explanations);
        if (gpu is not null)
        {
            emitter.EmitDevicePrograms(gpu);
        }

        if (onnx is not null)
        {
            emitter.File("Onnx", w => OnnxEmitter.Emit(w, onnx));
        }

        if (passes is not null)
        {
            emitter._files.Add(SourceFile.OfText(network.Model, "Passes", passes));
        }

        return emitter._files.ToEquatableArray();
    }

    private void EmitPrograms(
        LoweredProgram inference, LoweredProgram? training, LoweredProgram? decoding, ShapedNetwork? decodable, LoweredProgram? features,
        LoweredProgram? quantized, IReadOnlyList<(Explanation Explanation, LoweredProgram Program)> explanations)
    {
        LoweredProgram?[] programs = [training, inference, decoding, features, quantized, .. explanations.Select(e => e.Program)];
        KernelLibrary kernels = new(_element, programs.OfType<LoweredProgram>());
        ProgramClassEmitter classes = new(_network, _element);
        if (training is not null)
        {
            ProgramEmitter emitter = new(training, kernels);
            File("Forward", "TrainingStep", "Kernels", emitter.EmitSection,
                ("Pack", "Packs the weights for this step's contractions.", training.Pack),
                ("Forward", "From the batch to the output.", training.Forward),
                ("ComputeLoss", "The loss, and the first gradient where one pass gives both.", training.Loss));
            File("Backward", "TrainingStep", "Kernels", emitter.EmitSection,
                ("Backward", "From the gradient of the output to the gradients of all parameters.", training.Backward));
            File("Training.Memory", w => classes.Emit(
                w, "TrainingStep", "A training step: forward pass, loss, backward pass, update.", "TrainingProgram",
                $"ParameterStore<{_element}> store, Optimizer optimizer, int capacity, TrainerOptions options",
                "store, optimizer, capacity, options",
                training, emitter,
                [
                    "Pack<V, S>(worker);",
                    "Forward<V, S>(worker);",
                    "ComputeLoss<V, S>(worker);",
                    "if (!IsForwardOnly)",
                    "{",
                    "    Backward<V, S>(worker);",
                    "    Update(worker);",
                    "}",
                ]));
        }

        ProgramEmitter inferenceEmitter = new(inference, kernels, "Inference");
        File("Inference", "InferencePass", "Kernels", inferenceEmitter.EmitSection,
            ("Pack", "Packs the weights after they changed.", inference.Pack),
            ("Forward", "From the batch to the output: dropout off, running statistics in use.", inference.Forward),
            ("ComputeLoss", "The loss of the output.", [.. inference.Loss, .. inference.Backward]));
        string[] pack = ["if (MustPack)", "{", "    Pack<V, S>(worker);", "}", "", "Forward<V, S>(worker);"];
        string[] loss = inference.LossValue is null ? [] : ["if (WithLoss)", "{", "    ComputeLoss<V, S>(worker);", "}"];
        File("Inference.Memory", w => classes.Emit(
            w, "InferencePass", "A forward pass, and its loss where it is wanted.", "InferenceProgram",
            $"ParameterStore<{_element}> store, int capacity, int threads",
            "store, capacity, threads",
            inference, inferenceEmitter, [.. pack, .. loss]));
        if (features is not null)
        {
            ProgramEmitter featuresEmitter = new(features, kernels, "Features");
            File("Features", "FeaturesPass", "Kernels", featuresEmitter.EmitSection,
                ("Pack", "Packs the weights after they changed.", features.Pack),
                ("Forward", "From the batch to the outputs of stages: dropout off, running statistics in use.",
                    [.. features.Forward, .. features.Loss, .. features.Backward]));
            File("Features.Memory", w => new ProgramClassEmitter(_network.Featured!, _element).Emit(
                w, "FeaturesPass", "A forward pass to the stages with Features.", "InferenceProgram",
                $"ParameterStore<{_element}> store, int capacity, int threads",
                "store, capacity, threads",
                features, featuresEmitter, pack));
        }

        foreach ((Explanation explanation, LoweredProgram program) in explanations)
        {
            ProgramEmitter explanationEmitter = new(program, kernels, explanation.Name);
            string type = $"{explanation.Name}Pass";
            File(explanation.Name, type, "Kernels", explanationEmitter.EmitSection,
                ("Pack", "Packs the weights after they changed.", program.Pack),
                ("Forward", explanation.Summary, [.. program.Forward, .. program.Loss, .. program.Backward]));
            File($"{explanation.Name}.Memory", w => new ProgramClassEmitter(explanation.Interface, _element).Emit(
                w, type, explanation.Summary, "InferenceProgram",
                $"ParameterStore<{_element}> store, int capacity, int threads",
                "store, capacity, threads",
                program, explanationEmitter, pack));
        }

        if (quantized is not null)
        {
            ProgramEmitter quantizedEmitter = new(quantized, kernels, "Quantized");
            File("Quantized", "QuantizedPass", "Kernels", quantizedEmitter.EmitSection,
                ("Pack", "Packs the weights after they changed.", quantized.Pack),
                ("Forward", "From the batch to the output, in integers where there are ranges: dropout off, running statistics in use.",
                    quantized.Forward),
                ("ComputeLoss", "The loss of the output.", [.. quantized.Loss, .. quantized.Backward]));
            File("Quantized.Memory", w => classes.Emit(
                w, "QuantizedPass", "A forward pass in integers, and its loss where it is wanted.", "QuantizedProgram",
                $"ParameterStore<{_element}> store, int capacity, int threads",
                "store, capacity, threads",
                quantized, quantizedEmitter, [.. pack, .. loss]));
        }

        if (decoding is not null)
        {
            ProgramEmitter decodingEmitter = new(decoding, kernels, "Decoding");
            File("Decoding", "DecodingPass", "Kernels", decodingEmitter.EmitSection,
                ("Pack", "Packs the weights after they changed.", decoding.Pack),
                ("Forward", "From the next tokens to their scores: keys, values and states of those before them are kept.",
                    [.. decoding.Forward, .. decoding.Loss, .. decoding.Backward]));
            File("Decoding.Memory", w => new ProgramClassEmitter(decodable!, _element).Emit(
                w, "DecodingPass", "A forward pass over the next tokens of a sequence.", "DecodingProgram",
                $"ParameterStore<{_element}> store, int threads",
                "store, threads",
                decoding, decodingEmitter, pack,
                isEndless: !decodable!.Steps.Any(step => step.Uses.Any(use => use.Operation.CountsPositions))));
        }
    }

    private void EmitDevicePrograms(Programs gpu)
    {
        LoweredProgram?[] programs = [gpu.Training, gpu.Inference];
        DeviceLibrary kernels = new(_element, programs.OfType<LoweredProgram>());
        ProgramClassEmitter classes = new(_network, _element);
        if (gpu.Training is { } training)
        {
            DeviceProgramEmitter emitter = new(training, kernels, _element);
            File("Ilgpu.Forward", "IlgpuTrainingStep", "DeviceKernels", emitter.EmitSection,
                ("Forward", "From the batch to the output.", training.Forward),
                ("ComputeLoss", "The loss, and the first gradient where one pass gives both.", training.Loss));
            File("Ilgpu.Backward", "IlgpuTrainingStep", "DeviceKernels", emitter.EmitSection,
                ("Backward", "From the gradient of the output to the gradients of all parameters.", training.Backward));
            File("Ilgpu.Training.Memory", w => classes.EmitDevice(
                w, "IlgpuTrainingStep", "A training step on a GPU: forward pass, loss, backward pass; the update follows.",
                "IlgpuTrainingProgram",
                $"ParameterStore<{_element}> store, Optimizer optimizer, int capacity, TrainerOptions options, IlgpuDevice device",
                "store, optimizer, capacity, options, device",
                training, emitter, ["Forward();", "ComputeLoss();", "Backward();"],
                $"protected override IlgpuInferenceProgram<{_element}> CreateInference(int capacity) => "
                    + "new IlgpuInferencePass(Store, capacity, Device);"));
        }

        DeviceProgramEmitter inference = new(gpu.Inference, kernels, _element, "Inference");
        File("Ilgpu.Inference", "IlgpuInferencePass", "DeviceKernels", inference.EmitSection,
            ("Forward", "From the batch to the output: dropout off, running statistics in use.", gpu.Inference.Forward),
            ("ComputeLoss", "The loss of the output.", [.. gpu.Inference.Loss, .. gpu.Inference.Backward]));
        File("Ilgpu.Inference.Memory", w => classes.EmitDevice(
            w, "IlgpuInferencePass", "A forward pass on a GPU, and its loss.", "IlgpuInferenceProgram",
            $"ParameterStore<{_element}> store, int capacity, IlgpuDevice device",
            "store, capacity, device",
            gpu.Inference, inference, ["Forward();", "ComputeLoss();"], null));
    }

    /// <summary>A file with methods of a program, and the kernels that nothing before it needed.</summary>
    private void File(
        string file, string type, string library, Action<SourceWriter, SourceWriter, string, string, IReadOnlyList<Launch>> emitSection,
        params (string Name, string Summary, IReadOnlyList<Launch> Launches)[] parts)
    {
        SourceWriter kernels = new();
        File(file, w =>
        {
            using (w.Open($"internal sealed partial class {type}"))
            {
                foreach ((string name, string summary, IReadOnlyList<Launch> launches) in parts)
                {
                    emitSection(w, kernels, name, summary, launches);
                }
            }

            if (kernels.IsEmpty)
            {
                return;
            }

            w.Line();
            w.Summary("What the programs call: equal kernels once.");
            using (w.Open($"internal static partial class {library}"))
            {
                w.Copy(kernels);
            }
        });
    }

    private void File(string concern, Action<SourceWriter> content) => _files.Add(SourceFile.OfPrograms(_model, concern, content));

    private string Summary()
    {
        string inputs = string.Join(" and ", _network.Inputs.Select(i => i.Shape));
        string stages = string.Join(" → ", _network.Stages.Select(s => $"{s.Model.Name} {s.Output}"));
        long trained = _network.Parameters.Where(p => p.IsWeight).Sum(p => (long)p.Size);
        return $"{inputs} → {stages}; {Words.Counted(trained, "parameter")}.";
    }
}
