using System.Numerics;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Contracts;

/// <summary>Every operation and loss on every device against the CPU: a training step with all its gradients, and an evaluation.</summary>
public sealed class ContractTests
{
    private const double SingleTolerance = 1e-3;
    private const double DoubleTolerance = 1e-6;

    public static TheoryData<int, string, bool> Cases
    {
        get
        {
            TheoryData<int, string, bool> cases = [];
            for (int device = 0; device < Devices.All.Count; device++)
            {
                IReadOnlyList<(OperatorCase Case, bool IsDouble)> networks = Devices.All[device].Kind == IlgpuDeviceKind.Simulator
                    ? DeviceCases.NetworksOnSimulator
                    : DeviceCases.Networks;
                foreach ((OperatorCase operatorCase, bool isDouble) in networks)
                {
                    cases.Add(device, operatorCase.Name, isDouble);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ComputesLikeTheCpu(int device, string name, bool isDouble)
    {
        if (isDouble)
        {
            Compare<double>(Devices.All[device], OperatorCases.Find(name), DoubleTolerance);
        }
        else
        {
            Compare<float>(Devices.All[device], OperatorCases.Find(name), SingleTolerance);
        }
    }

    [Fact]
    public void TheSimulatorMissesNoSubject()
    {
        string[] subjects = [.. DeviceCases.OnSimulator.Select(operatorCase => operatorCase.Subject).Distinct()];
        Assert.Empty(Registry.Operations.Keys.Concat(Registry.Losses.Keys).Except(subjects));
        Assert.Empty(OperatorCases.All.Select(operatorCase => operatorCase.Subject).Except(subjects));
        Assert.Contains(DeviceCases.NetworksOnSimulator, network => network.IsDouble);
    }

    private static void Compare<T>(IlgpuDevice device, OperatorCase operatorCase, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CaseRun<T> cpu = new(operatorCase);
        DeviceRun<T> gpu = new(operatorCase, device);
        using (Trainer<T> reference = cpu.CreateTrainer(), trainer = gpu.CreateTrainer())
        {
            Evaluation expected = reference.Evaluate(cpu.Data()), actual = trainer.Evaluate(gpu.Data());
            Outcome.AssertClose("evaluation", [expected.Loss, expected.Accuracy ?? 0], [actual.Loss, actual.Accuracy ?? 0], tolerance);
            Outcome.AssertClose("losses", [.. expected.Losses.Values], [.. actual.Losses.Values], tolerance);
        }

        Outcome.AssertClose(cpu.Measure(), gpu.Measure(), tolerance);
    }
}
