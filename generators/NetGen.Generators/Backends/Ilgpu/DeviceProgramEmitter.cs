using NetGen.Generators.Emit;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>A program's parts as methods that launch GPU kernels in order, and its buffers as named views.</summary>
/// <param name="program">The program.</param>
/// <param name="kernels">The network's kernels.</param>
/// <param name="element">"float" or "double".</param>
/// <param name="kind">What tells its kernels from those of a training step: "Inference".</param>
internal sealed class DeviceProgramEmitter(LoweredProgram program, DeviceLibrary kernels, string element, string kind = "")
{
    private readonly CallEmitter _calls = new(
        program, isDevice: true,
        "Run", "Record", "Launch", "Batch", "Whole", "Length", "Clock", "Values", "Tokens", "Labels", "Targets", "Signature", "Capacity",
        "Forward", "ComputeLoss", "Backward", "FirstTrained", "SumOverProcesses", "Plan", "Activation",
        "Panel", "Partial", "Ceil", "Store", "Device", "CreateInference");

    /// <summary>A method that makes the launches of one part.</summary>
    public void EmitSection(SourceWriter w, SourceWriter kernelWriter, string name, string summary, IReadOnlyList<Launch> launches)
    {
        w.Line();
        w.Summary(summary);
        using (w.Open($"private void {name}()"))
        {
            _calls.Emit(w, launches, launch => EmitLaunches(w, kernelWriter, launch));
        }
    }

    /// <summary>The memory plan: every buffer by name, with its shape beside it.</summary>
    public void EmitBuffers(SourceWriter w) => new BufferEmitter(program, _calls, element, isDevice: true).Emit(w);

    private void EmitLaunches(SourceWriter w, SourceWriter kernelWriter, Launch launch)
    {
        if (launch is ProcessSumLaunch sum)
        {
            w.Line($"SumOverProcesses({sum.Vectors[0].Size}, {string.Join(", ", sum.Vectors.Select(_calls.Buffers.Name))});");
            return;
        }

        IReadOnlyList<DeviceKernel> made = kernels.KernelsOf(kernelWriter, launch, kind);
        for (int i = 0; i < made.Count; i++)
        {
            EmitLaunch(w, made[i], launch, DeviceLibrary.BuffersOf(launch, i));
        }
    }

    private void EmitLaunch(SourceWriter w, DeviceKernel kernel, Launch launch, IReadOnlyList<Buffer> buffers)
    {
        IEnumerable<string> arguments =
        [
            .. kernel.Numbers.Select(n => $"{n.Name} = {n.Source}"),
            .. kernel.HasStream ? new[] { $"Stream = {_calls.Buffers.Stream(launch)}" } : [],
            .. kernel.Views.Zip(buffers, (view, buffer) => $"{view.Name} = {_calls.Buffers.Name(buffer)}"),
        ];
        w.Line($"Launch(DeviceKernels.{kernel.Name}, new Index3D({string.Join(", ", kernel.Groups)}), {kernel.Threads},");
        w.Indented($"new DeviceKernels.{kernel.Name}Arguments {{ {string.Join(", ", arguments)} }});");
    }
}
