using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The GPU kernels of a network, each written once: launches that do the same work over other memory share them.</summary>
/// <param name="element">"float" or "double".</param>
internal sealed class DeviceLibrary(string element)
{
    private readonly Dictionary<object, DeviceKernel[]> _known = [];
    private readonly Names _names = new();

    /// <summary>The kernels of a launch, to be called in order; written to <paramref name="w"/> if new.</summary>
    public IReadOnlyList<DeviceKernel> KernelsOf(SourceWriter w, Launch launch)
    {
        object key = (launch.GetType(), launch.Signature, launch.Accesses.Select(a => a.Buffer.Layout).ToEquatableArray());
        if (!_known.TryGetValue(key, out DeviceKernel[] kernels))
        {
            _known[key] = kernels = [.. Make(launch)];
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

    private IEnumerable<DeviceKernel> Make(Launch launch)
    {
        switch (launch)
        {
            case ElementwiseLaunch e:
                yield return New(launch, e.Work.Spec.Mode == ElementMode.Channels ? "Combine" : "", kernel => ElementKernels.Emit(kernel, e.Work, e.Title, element));
                break;
            case ContractionLaunch { Sums: not null } c:
                yield return New(launch, "Pieces", kernel => ContractionKernels.EmitPieces(kernel, c, element));
                yield return New(launch, "", kernel => ContractionKernels.EmitSum(kernel, c, element));
                break;
            case ContractionLaunch c:
                for (int i = 0; i < c.Phases.Count; i++)
                {
                    int part = i;
                    yield return New(launch, c.Phases.Count > 1 ? $"Phase{i}" : "", kernel => ContractionKernels.Emit(kernel, c, part, element));
                }

                break;
            case PackLaunch p:
                yield return New(launch, "", kernel => ContractionKernels.EmitPack(kernel, p, element));
                break;
            case SplitGradientLaunch g:
                yield return New(launch, "", kernel => GradientKernels.Emit(kernel, g, element));
                break;
            case SumLaunch s:
                yield return New(launch, "Sum", kernel => GradientKernels.EmitSum(kernel, s, element));
                break;
            case ChainLaunch c:
                yield return New(launch, "Chain", kernel => ChainKernel.Emit(kernel, c, element));
                break;
            case PoolLaunch p:
                yield return New(launch, "", kernel => PoolKernels.Emit(kernel, p, element));
                break;
            case MoveLaunch m:
                yield return New(launch, "", kernel => MoveKernels.Emit(kernel, m, element));
                break;
            case ClearLaunch c:
                yield return New(launch, c.IsWhole ? "Clear" : "Border", kernel => MoveKernels.EmitClear(kernel, c, element));
                break;
            case OpaqueLaunch o:
                foreach (OpaquePart part in OpaquePart.Of(o.Kernel, o.Accumulates == true, element))
                {
                    yield return New(launch, part.Suffix, kernel => part.Emit(kernel, o, element));
                }

                break;
            default:
                throw new InvalidOperationException($"No GPU code for {launch.GetType().Name}.");
        }
    }

    private DeviceKernel New(Launch launch, string suffix, Action<DeviceKernel> emit)
    {
        DeviceKernel kernel = new(_names.Unique(Names.Kernel([launch.Title], suffix)), launch);
        emit(kernel);
        return kernel;
    }
}
