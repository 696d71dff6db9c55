using NetGen.Generators.Backends.Cpu;
using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>The class of a program: its plan, its choice of vectors, its memory.</summary>
internal sealed class ProgramClassEmitter(ShapedNetwork network, string element)
{
    public void Emit(
        SourceWriter w, string name, string summary, string baseType, string parameters, string arguments,
        LoweredProgram program, ProgramEmitter emitter, string[] body, bool isEndless = false)
    {
        w.Summary(summary, Memory(program));
        using (w.Open($"internal sealed partial class {name}({parameters}) : {baseType}<{element}>({arguments}, Plan)"))
        {
            EmitPlan(w, program, program.IsReadInPlace, isEndless, hasValues: program.Trains);
            string d = element == "float" ? "F" : "D";
            w.Line();
            w.Line("/// <inheritdoc/>");
            using (w.Open("public override void Run(Worker worker)"))
            {
                w.Line("// The widest vectors of this machine; a native compiler leaves out those its target lacks.");
                using (w.Open("switch (SimdWidth.Bits)"))
                {
                    (string Label, string Vector)[] cases =
                        [(Case(512), "512"), (Case(256), "256"), ("case 128", "128"), ("default", "1")];
                    foreach ((string label, string vector) in cases)
                    {
                        w.Line($"{label}:");
                        w.Indented($"Run<{d}{vector}, {d}1>(worker);", "break;");
                    }
                }
            }

            w.Line();
            w.Line("private void Run<V, S>(Worker worker)");
            w.Indented($"where V : struct, ISimd<V, {element}>");
            using (w.Open($"    where S : struct, ISimd<S, {element}>"))
            {
                w.Lines(body);
            }

            emitter.EmitBuffers(w);
        }

        static string Case(int bits) => $"case {bits} when global::System.Runtime.Intrinsics.Vector{bits}.IsHardwareAccelerated";
    }

    /// <summary>The same for a GPU: the launches of a run, in order.</summary>
    public void EmitDevice(
        SourceWriter w, string name, string summary, string baseType, string parameters, string arguments,
        LoweredProgram program, DeviceProgramEmitter emitter, string[] body, string? factory)
    {
        w.Summary(summary, Memory(program));
        using (w.Open($"internal sealed partial class {name}({parameters}) : {baseType}<{element}>({arguments}, Plan)"))
        {
            EmitPlan(w, program, static _ => false);
            w.Line();
            w.Line("/// <inheritdoc/>");
            using (w.Open("protected override void Record()"))
            {
                w.Lines(body);
            }

            if (factory is not null)
            {
                w.Lines("", "/// <inheritdoc/>", factory);
            }

            emitter.EmitBuffers(w);
        }
    }

    /// <summary>What the plan needs, and what no plan could do without.</summary>
    public static string Memory(LoweredProgram program) =>
        $"Activations: {program.SizeOf(BufferKind.Activation)} bytes a sample; no plan needs less than {program.LeastActivations}.";

    private void EmitPlan(
        SourceWriter w, LoweredProgram program, Func<int, bool> isReadInPlace, bool isEndless = false, bool hasValues = false)
    {
        w.Line("internal static readonly ProgramPlan Plan = new()");
        using (w.Open("", "};"))
        {
            w.Line($"Inputs = [{string.Join(", ", network.Inputs.Select((input, i) => Input(input, isReadInPlace(i))))}],");
            if (isEndless)
            {
                w.Line("IsEndless = true,");
            }

            if (network.Lengths.Count > 0)
            {
                w.Line($"Lengths = [{string.Join(", ", network.Lengths)}],");
            }

            w.Line("Outputs =");
            using (w.Open("", "],", "["))
            {
                for (int i = 0; i < network.Outputs.Count; i++)
                {
                    EmitOutput(w, network.Outputs[i], program.Outputs[i].Layout, program.Places.StartOf(program.Outputs[i]));
                }
            }

            if (program.LossValue is { } loss)
            {
                w.Line($"Targets = [{string.Join(", ", network.Targets.Select(Target))}],");
                w.Line($"LossOffset = {program.Places.StartOf(loss)},");
                IEnumerable<string> losses = network.Losses
                    .Select((l, i) => $"new(\"{network.Outputs[l.Output].Name}\", {program.Places.StartOf(program.Losses[i])})");
                w.Line($"Losses = [{string.Join(", ", losses)}],");
                if (network.Losses.Any(l => l.Loss.MixesSamples))
                {
                    w.Line("MixesSamples = true,");
                }

            }

            w.Line($"MultiplyAdds = {program.MultiplyAdds},");
            BufferKind[] kinds =
            [
                BufferKind.Activation, BufferKind.Chunk, BufferKind.Vector, BufferKind.Partial, BufferKind.Scratch,
                BufferKind.Panel, BufferKind.Cache,
            ];
            foreach (BufferKind kind in kinds)
            {
                if (program.SizeOf(kind) is > 0 and var bytes)
                {
                    w.Line($"{kind}Size = {program.Places.ElementsOf(bytes)},");
                }
            }

            if (program.UpdatedEarly.ToArray() is { Length: > 0 } early)
            {
                IEnumerable<string> ranges = early
                    .Select(e => e.Count == 1 ? $"new({e.First})" : $"new({e.First}, {e.Count}, {e.Stride})");
                w.Line($"UpdatedEarly = [{string.Join(", ", ranges)}],");
            }

            if (hasValues)
            {
                WatchedValues.Emit(w, program);
            }

            if (program.TrainedStages.Count > 0)
            {
                w.Line($"TrainedStages = [{string.Join(", ", program.TrainedStages.Select(stage => $"\"{stage}\""))}],");
            }

            if (program.Trains && network.SmallBatchNorms.ToArray() is { Length: > 0 } small)
            {
                IEnumerable<string> norms = small.Select(n => Initialized(
                    n.Length < 0 ? $"new(\"{n.Name}\")" : $"new(\"{n.Name}\", Length: {n.Length})",
                    n.IsSynchronized ? ["IsSynchronized = true"] : []));
                w.Line($"BatchNorms = [{string.Join(", ", norms)}],");
            }

            if (program.SumsOverProcesses)
            {
                w.Line("SumsOverProcesses = true,");
            }

            if (program.SizeOf(BufferKind.Chunk) > 0)
            {
                w.Line($"ChunkSamples = {program.ChunkSamples},");
            }
        }
    }

    private static string Input(ShapedInput input, bool isReadInPlace)
    {
        List<string> further = [];
        if (input.Vocabulary > 0)
        {
            further.Add($"Vocabulary = {input.Vocabulary}");
        }

        if (input.Shape.Length >= 0)
        {
            further.Add($"Length = {input.Shape.Length}");
        }

        if (input.Vocabulary == 0 && isReadInPlace)
        {
            further.Add("IsReadInPlace = true");
        }

        return Initialized($"new(\"{input.Name}\", new({Sizes(input.Shape)}))", further);
    }

    private static void EmitOutput(SourceWriter w, ShapedOutput output, Layout layout, int offset)
    {
        w.Line($"new(\"{output.Name}\", new({Sizes(output.Shape)}))");
        using (w.Open("", "},"))
        {
            w.Line($"Offset = {offset}, Origin = {layout.Origin}, Sample = {layout.Size}, Line = {layout.Line},");
            string length = layout.Length >= 0 ? $" Length = {layout.Length}," : "";
            w.Line($"Height = {layout.Height}, Width = {layout.Width}, Channels = {layout.Channels},{length}");
        }
    }

    private string Target(ShapedTarget given)
    {
        List<string> further = [];
        ShapedLoss loss = given.Loss;
        if (given.IsWeight)
        {
            return Initialized($"new({loss.Output})", ["IsWeight = true"]);
        }

        if (loss.Loss.TakesLabels)
        {
            further.Add($"Classes = {network.Outputs[loss.Output].Shape.Channels}");
        }

        TensorShape output = network.Outputs[loss.Output].Shape, target = loss.Loss.Target(output);
        if (target.Channels != output.Channels)
        {
            further.Add($"Channels = {target.Channels}");
        }

        if (loss.Loss.IgnoredLabel >= 0)
        {
            further.Add($"IgnoredLabel = {loss.Loss.IgnoredLabel}");
        }

        if (loss.Loss.IsBinary)
        {
            further.Add("IsBinary = true");
        }

        if (loss.Loss.IsDistribution)
        {
            further.Add("IsDistribution = true");
        }

        if (loss.Loss.TargetRange is { } range)
        {
            further.Add(FormattableString.Invariant($"Least = {range.Least}, Largest = {range.Largest}"));
        }

        return Initialized($"new({loss.Output})", further);
    }

    private static string Initialized(string creation, List<string> properties) =>
        properties.Count > 0 ? $"{creation} {{ {string.Join(", ", properties)} }}" : creation;

    private static string Sizes(TensorShape shape) => string.Join(", ", shape.Dimensions);
}
