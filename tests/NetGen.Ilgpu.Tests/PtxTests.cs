#if HAS_ILGPU
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NetGen.Ilgpu.Tests;

/// <summary>Kernels as CUDA's driver gets them. It needs no GPU, and shows what the simulator, which runs the C# itself, hides.</summary>
public sealed class PtxTests
{
    public static TheoryData<string> Kernels => [.. All.Keys];

    private static Dictionary<string, Delegate> All => new()
    {
        ["Advance float"] = StepKernels.Advance<float>,
        ["Advance double"] = StepKernels.Advance<double>,
        ["Gather float"] = StepKernels.Gather<float>,
        ["Gather double"] = StepKernels.Gather<double>,
        ["Gather int"] = StepKernels.Gather<int>,
        ["CountLabels float"] = StepKernels.CountLabels<float>,
        ["CountLabels double"] = StepKernels.CountLabels<double>,
        ["CountSides float"] = StepKernels.CountSides<float>,
        ["CountSides double"] = StepKernels.CountSides<double>,
        ["KeepLoss float"] = StepKernels.KeepLoss<float>,
        ["KeepLoss double"] = StepKernels.KeepLoss<double>,
        ["Sgd float"] = SgdKernels.Step<float>,
        ["Sgd double"] = SgdKernels.Step<double>,
        ["Momentum float"] = SgdKernels.MomentumStep<float>,
        ["Momentum double"] = SgdKernels.MomentumStep<double>,
        ["Adam float"] = AdamKernels.Step<float>,
        ["Adam double"] = AdamKernels.Step<double>,
        ["DeviceMath float"] = DeviceMathKernels.Single,
        ["DeviceMath double"] = DeviceMathKernels.Double,
        ["Line"] = LineKernels.Backward,
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void CompilesWithoutCallsOrLocalMemory(string kernel)
    {
        string ptx = Compile(All[kernel].Method);
        Assert.DoesNotMatch(new Regex(@"\.extern\s+\.func"), ptx);
        Assert.DoesNotMatch(new Regex(@"\.local\s"), ptx);
        Assert.DoesNotMatch(new Regex(@"\bcall\b"), ptx);
    }

    [Fact]
    public void TakesRootsWithTheHardware()
    {
        Assert.Contains("sqrt.rn.f32", Compile(((Action<AdamArguments<float>>)AdamKernels.Step).Method), StringComparison.Ordinal);
        Assert.Contains("ex2.approx", Compile(((Action<DeviceMathArguments<float>>)DeviceMathKernels.Single).Method), StringComparison.Ordinal);
    }

    internal static string Compile(MethodInfo kernel)
    {
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
        using PTXBackend backend = new(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default)).PTXAssembly;
    }
}
#endif
