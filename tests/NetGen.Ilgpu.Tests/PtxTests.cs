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
        ["Adam float"] = UpdateKernels.Step<float, AdamRule.Plain>,
        ["Adam double"] = UpdateKernels.Step<double, AdamRule.Plain>,
        ["AmsGrad float"] = UpdateKernels.Step<float, AdamRule.AmsGrad>,
        ["AmsGrad double"] = UpdateKernels.Step<double, AdamRule.AmsGrad>,
        ["Adagrad float"] = UpdateKernels.Step<float, AdagradRule>,
        ["Adagrad double"] = UpdateKernels.Step<double, AdagradRule>,
        ["Adadelta float"] = UpdateKernels.Step<float, AdadeltaRule>,
        ["Adadelta double"] = UpdateKernels.Step<double, AdadeltaRule>,
        ["RmsProp float"] = UpdateKernels.Step<float, RmsPropRule.Plain>,
        ["RmsProp double"] = UpdateKernels.Step<double, RmsPropRule.Plain>,
        ["RmsProp with momentum float"] = UpdateKernels.Step<float, RmsPropRule.WithMomentum>,
        ["RmsProp with momentum double"] = UpdateKernels.Step<double, RmsPropRule.WithMomentum>,
        ["Centred RmsProp float"] = UpdateKernels.Step<float, RmsPropRule.Centred>,
        ["Centred RmsProp double"] = UpdateKernels.Step<double, RmsPropRule.Centred>,
        ["Centred RmsProp with momentum float"] = UpdateKernels.Step<float, RmsPropRule.CentredWithMomentum>,
        ["Centred RmsProp with momentum double"] = UpdateKernels.Step<double, RmsPropRule.CentredWithMomentum>,
        ["Lion float"] = UpdateKernels.Step<float, LionRule>,
        ["Lion double"] = UpdateKernels.Step<double, LionRule>,
        ["Muon's direction float"] = UpdateKernels.Step<float, MuonRule.Direction>,
        ["Muon's direction double"] = UpdateKernels.Step<double, MuonRule.Direction>,
        ["Muon's move float"] = UpdateKernels.Step<float, MuonRule.Move>,
        ["Muon's move double"] = UpdateKernels.Step<double, MuonRule.Move>,
        ["Squares float"] = MatrixKernels.Squares<float>,
        ["Squares double"] = MatrixKernels.Squares<double>,
        ["Normalize float"] = MatrixKernels.Normalize<float>,
        ["Normalize double"] = MatrixKernels.Normalize<double>,
        ["Multiply float"] = MatrixKernels.Multiply<float>,
        ["Multiply double"] = MatrixKernels.Multiply<double>,
        ["MakeFactor float"] = MatrixKernels.MakeFactor<float>,
        ["MakeFactor double"] = MatrixKernels.MakeFactor<double>,
        ["Transpose float"] = MatrixKernels.Transpose<float>,
        ["Transpose double"] = MatrixKernels.Transpose<double>,
        ["Finish float"] = MatrixKernels.Finish<float>,
        ["Finish double"] = MatrixKernels.Finish<double>,
        ["Own float"] = UpdateKernels.Step<float, ClippedRmsPropRule>,
        ["AdaMax float"] = UpdateKernels.Step<float, AdaMaxRule>,
        ["AdaMax double"] = UpdateKernels.Step<double, AdaMaxRule>,
        ["Own double"] = UpdateKernels.Step<double, ClippedRmsPropRule>,
        ["Clamp float"] = UpdateKernels.Clamp<float>,
        ["Clamp double"] = UpdateKernels.Clamp<double>,
        ["PutBackStatistics"] = StepKernels.PutBackStatistics<float>,
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
        string update = Compile(((Action<UpdateArguments<float>>)UpdateKernels.Step<float, AdamRule.Plain>).Method);
        string math = Compile(((Action<DeviceMathArguments<float>>)DeviceMathKernels.Single).Method);

        Assert.Contains("sqrt.rn.f32", update, StringComparison.Ordinal);
        Assert.Contains("ex2.approx", math, StringComparison.Ordinal);
    }

    private static string Compile(MethodInfo kernel) => PtxCompiler.Compile(kernel, CudaArchitecture.SM_80);
}
