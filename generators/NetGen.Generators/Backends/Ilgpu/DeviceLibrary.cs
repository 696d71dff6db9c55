using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The GPU kernels of a network, each written once: launches that do the same work over other memory share them.</summary>
/// <param name="element">"float" or "double".</param>
/// <param name="programs">All that call the kernels.</param>
internal sealed class DeviceLibrary(string element, IEnumerable<LoweredProgram> programs)
{
    private readonly KernelTitles _titles = new(programs, isDevice: true, Key);
    private readonly Dictionary<object, DeviceKernel[]> _known = [];

    /// <summary>The kernels of a launch, to be called in order; written to <paramref name="w"/> if new.</summary>
    /// <param name="w">Where new kernels go.</param>
    /// <param name="launch">What to launch.</param>
    /// <param name="program">Which program calls it, where two do almost the same: "Inference".</param>
    public IReadOnlyList<DeviceKernel> KernelsOf(SourceWriter w, Launch launch, string program)
    {
        object key = Key(launch);
        if (!_known.TryGetValue(key, out DeviceKernel[] kernels))
        {
            _known[key] = kernels = [.. Make(launch, program)];
            foreach (DeviceKernel kernel in kernels)
            {
                kernel.Write(w);
            }
        }

        return kernels;
    }

    /// <summary>The buffers that a launch's kernel reads and writes, in the order of its views.</summary>
    public static IReadOnlyList<Buffer> BuffersOf(Launch launch, int kernel) => launch switch
    {
        ElementwiseLaunch e => e.Work.Buffers,
        ContractionLaunch { Sums: { } sums } c => kernel == 0 ? [c.A, c.Phases[0].Weights, sums] : [sums, .. c.Work.Buffers],
        ContractionLaunch c when c.Phases[kernel].IsEmpty => c.Work.Buffers,
        ContractionLaunch c => [c.A, c.Phases[kernel].Weights, .. c.Work.Buffers],
        PackLaunch p => [p.Weights, p.Panels],
        SplitGradientLaunch g => [g.X, g.Dy, g.Sums],
        SumLaunch s => [s.Sums, s.Gradient],
        ChainLaunch c => ChainKernel.Views(c),
        PoolLaunch p => [.. p.Operands, .. p.Work.Buffers],
        MoveLaunch m => [m.From, m.To],
        ClearLaunch c => [c.Buffer],
        OpaqueLaunch o => [.. o.Views.Select(view => view.Buffer)],
        _ => throw new InvalidOperationException($"No GPU code for {launch.GetType().Name}."),
    };

    private IEnumerable<DeviceKernel> Make(Launch launch, string program)
    {
        switch (launch)
        {
            case ElementwiseLaunch e:
                yield return New(
                    launch, program, e.Work.Spec.Mode == ElementMode.Channels ? "Combine" : "",
                    kernel => ElementKernels.Emit(kernel, e.Work, e.Title, element));
                break;
            case ContractionLaunch { Sums: not null } c:
                yield return New(launch, program, "Pieces", kernel => ContractionKernels.EmitPieces(kernel, c, element));
                yield return New(launch, program, "", kernel => ContractionKernels.EmitSum(kernel, c, element));
                break;
            case ContractionLaunch c:
                for (int i = 0; i < c.Phases.Count; i++)
                {
                    int part = i;
                    yield return New(
                        launch, program, c.Phases.Count > 1 ? $"Phase{i}" : "",
                        kernel => ContractionKernels.Emit(kernel, c, part, element));
                }

                break;
            case PackLaunch p:
                yield return New(launch, program, "", kernel => ContractionKernels.EmitPack(kernel, p, element));
                break;
            case SplitGradientLaunch g:
                yield return New(launch, program, "", kernel => GradientKernels.Emit(kernel, g, element));
                break;
            case SumLaunch s:
                yield return New(launch, program, "Sum", kernel => GradientKernels.EmitSum(kernel, s, element));
                break;
            case ChainLaunch c:
                yield return New(launch, program, "Chain", kernel => ChainKernel.Emit(kernel, c, element));
                break;
            case PoolLaunch p:
                yield return New(launch, program, "", kernel => PoolKernels.Emit(kernel, p, element));
                break;
            case MoveLaunch m:
                yield return New(launch, program, "", kernel => MoveKernels.Emit(kernel, m, element));
                break;
            case ClearLaunch c:
                yield return New(launch, program, c.IsWhole ? "Clear" : "Border", kernel => MoveKernels.EmitClear(kernel, c, element));
                break;
            case OpaqueLaunch o:
                foreach (OpaquePart part in OpaquePart.Of(o, element))
                {
                    yield return New(launch, program, part.Suffix, kernel => part.Emit(kernel, o, element));
                }

                break;
            default:
                throw new InvalidOperationException($"No GPU code for {launch.GetType().Name}.");
        }
    }

    private DeviceKernel New(Launch launch, string program, string suffix, Action<DeviceKernel> emit)
    {
        object key = Key(launch);
        string ofChannels = $"Of{launch.Accesses[launch.Accesses.Count - 1].Buffer.Layout.Channels}";
        DeviceKernel kernel = new(_titles.NameOf(key, suffix, program, ofChannels), launch);
        emit(kernel);
        kernel.Summary = [.. kernel.Summary.Select(line => line == launch.Title ? _titles.TitleOf(key) : line)];
        return kernel;
    }

    private static object Key(Launch launch) =>
        (launch.GetType(), launch.Signature, launch.Accesses.Select(a => a.Buffer.Layout).ToEquatableArray());
}
