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
        ["Sgd float"] = UpdateKernels.Step<float, SgdRule.Plain>,
        ["Sgd double"] = UpdateKernels.Step<double, SgdRule.Plain>,
        ["Momentum float"] = UpdateKernels.Step<float, SgdRule.WithMomentum>,
        ["Momentum double"] = UpdateKernels.Step<double, SgdRule.WithMomentum>,
        ["Nesterov float"] = UpdateKernels.Step<float, SgdRule.Nesterov>,
        ["Nesterov double"] = UpdateKernels.Step<double, SgdRule.Nesterov>,
        ["Adam float"] = UpdateKernels.Step<float, AdamRule>,
        ["Adam double"] = UpdateKernels.Step<double, AdamRule>,
        ["RmsProp float"] = UpdateKernels.Step<float, RmsPropRule>,
        ["RmsProp double"] = UpdateKernels.Step<double, RmsPropRule>,
        ["Accumulate float"] = PhaseKernels.Accumulate<float>,
        ["Accumulate double"] = PhaseKernels.Accumulate<double>,
        ["TakeMean float"] = PhaseKernels.TakeMean<float>,
        ["TakeMean double"] = PhaseKernels.TakeMean<double>,
        ["Clear float"] = PhaseKernels.Clear<float>,
        ["Clear double"] = PhaseKernels.Clear<double>,
        ["ClipValue float"] = PhaseKernels.ClipValue<float>,
        ["ClipValue double"] = PhaseKernels.ClipValue<double>,
        ["Penalize float"] = PhaseKernels.Penalize<float>,
        ["Penalize double"] = PhaseKernels.Penalize<double>,
        ["LimitRows float"] = WeightKernels.LimitRows<float>,
        ["LimitRows double"] = WeightKernels.LimitRows<double>,
        ["Average float"] = WeightKernels.Average<float>,
        ["Average double"] = WeightKernels.Average<double>,
        ["Hold"] = PhaseKernels.Hold<float>,
        ["NormLargest float"] = NormKernels.Largest<float>,
        ["NormLargest double"] = NormKernels.Largest<double>,
        ["NormSquares float"] = NormKernels.Squares<float>,
        ["NormSquares double"] = NormKernels.Squares<double>,
        ["NormFactor float"] = NormKernels.Factor<float>,
        ["NormFactor double"] = NormKernels.Factor<double>,
        ["NormScale float"] = NormKernels.Scale<float>,
        ["NormScale double"] = NormKernels.Scale<double>,
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
        string update = Compile(((Action<UpdateArguments<float>>)UpdateKernels.Step<float, AdamRule>).Method);
        string math = Compile(((Action<DeviceMathArguments<float>>)DeviceMathKernels.Single).Method);

        Assert.Contains("sqrt.rn.f32", update, StringComparison.Ordinal);
        Assert.Contains("ex2.approx", math, StringComparison.Ordinal);
    }

    private static string Compile(MethodInfo kernel) => PtxCompiler.Compile(kernel, CudaArchitecture.SM_80);
}
