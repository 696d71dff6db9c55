using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NetGen.Ilgpu.Tests;

/// <summary>Compiles kernels as for CUDA's driver; no GPU is needed.</summary>
internal static class PtxCompiler
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<CudaArchitecture, PTXBackend> s_backends = [];

    /// <summary>The PTX of a kernel.</summary>
    public static string Compile(MethodInfo kernel, CudaArchitecture architecture)
    {
        lock (s_lock)
        {
            if (!s_backends.TryGetValue(architecture, out PTXBackend? backend))
            {
                Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
                backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_80, null);
                s_backends.Add(architecture, backend);
            }

            return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default)).PTXAssembly;
        }
    }

    /// <summary>What no kernel should have: functions that nobody defines, calls, memory of a thread beside its registers.</summary>
    public static IEnumerable<string> Faults(string ptx) =>
        new[] { @"\.extern\s+\.func", @"\bcall\b", @"\.local\s" }.Where(fault => Regex.IsMatch(ptx, fault));

    /// <summary>The generated kernels of a network.</summary>
    public static IReadOnlyList<MethodInfo> KernelsOf(Type network) =>
    [
        .. network.Assembly.GetType($"NetGen.Generated.{network.FullName!.Replace('.', '_')}.DeviceKernels", throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(method => method.GetParameters() is [{ ParameterType: { } arguments }] && arguments.Name == method.Name + "Arguments"),
    ];
}
