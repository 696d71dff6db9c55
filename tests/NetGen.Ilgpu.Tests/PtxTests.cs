using System.Reflection;
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
    public void CompilesWithoutCallsOrLocalMemory(string kernel) => Assert.Empty(PtxCompiler.Faults(Compile(All[kernel].Method)));

    [Fact]
    public void TakesRootsWithTheHardware()
    {
        Assert.Contains("sqrt.rn.f32", Compile(((Action<AdamArguments<float>>)AdamKernels.Step).Method), StringComparison.Ordinal);
        Assert.Contains(
            "ex2.approx", Compile(((Action<DeviceMathArguments<float>>)DeviceMathKernels.Single).Method), StringComparison.Ordinal);
    }

    private static string Compile(MethodInfo kernel) => PtxCompiler.Compile(kernel, CudaArchitecture.SM_80);
}
