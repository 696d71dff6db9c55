using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>The optimizers' kernels against their states on the CPU, in both precisions; one of them is the tests' own.</summary>
public sealed class OptimizerTests
{
    private const int Count = 19, Steps = 6;

    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void SingleStepsLikeTheCpu(int device) => Check<float>(Devices.All[device], 2e-6);

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void DoubleStepsLikeTheCpu(int device) => Check<double>(Devices.All[device], 1e-14);

    private static void Check<T>(IlgpuDevice device, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Optimizer[] optimizers =
        [
            new Sgd(0.1f, weightDecay: 0.05f),
            new Sgd(0.1f, momentum: 0.9f),
            new Sgd(0.1f, momentum: 0.8f, nesterov: true),
            new Adam(0.02f, weightDecay: 0.1f),
            new AdamW(0.02f),
            new ClippedRmsProp(0.02f, momentum: 0.5f),
            new AdaMax(0.02f, weightDecay: 0.1f),
            new Sgd(0.1f, momentum: 0.9f, dampening: 0.3f),
            new Adam(0.02f, amsGrad: true),
            new AdamW(0.02f, weightDecay: 0.1f, amsGrad: true),
            new Adagrad(0.1f, rateDecay: 0.1f, weightDecay: 0.1f, initialAccumulator: 0.1f),
            new Adadelta(1, weightDecay: 0.1f),
            new RmsProp(0.02f, weightDecay: 0.1f),
            new RmsProp(0.02f, momentum: 0.5f),
            new RmsProp(0.02f, isCentred: true),
            new RmsProp(0.02f, momentum: 0.5f, isCentred: true),
            new Lion(0.02f, weightDecay: 0.1f),
        ];
        foreach (Optimizer optimizer in optimizers)
        {
            Check<T>(device, optimizer, tolerance);
        }
    }

    private static void Check<T>(IlgpuDevice device, Optimizer optimizer, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(2);
        T[] parameters = [.. Enumerable.Range(0, Count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
        SteppedState<T> state = new(optimizer, Count);
        using KernelQueue queue = new(device);
        ParameterStore<T> store = new(Count, Count, [new("p", 0, true, default, 1, 1, new Shape(1, Count))], 1);
        UpdateLayout layout = UpdateLayout.Of(store, optimizer, []);
        using DeviceUpdates<T> updates = new(device, layout, UpdateBounds<T>.Of(store, layout));
        using StepTable<T> table = new(queue, updates.FactorCount);
        updates.UploadSets(queue);
        using MemoryBuffer1D<T, Stride1D.Dense> p = device.Allocate<T>(Count), g = device.Allocate<T>(Count);
        p.View.BaseView.CopyFromCPU(parameters);
        for (int step = 0; step < Steps; step++)
        {
            T[] gradients = [.. Enumerable.Range(0, Count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
            double rate = optimizer.Rate / (1 + step);
            state.BeginStep(rate);
            state.Update(parameters, gradients, 0);

            g.View.BaseView.CopyFromCPU(gradients);
            table.BeginWindow();
            updates.SetFactors(rate, step + 1, table.Add(0, 0, 0, 0)[StepTable.FirstFactor..]);
            table.Upload();
            table.Advance();
            updates.Update(queue, p.View.BaseView, g.View.BaseView, table.Factors, table.Halt);
            queue.Synchronize();
        }

        T[] actual = p.View.BaseView.GetAsArray();
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(double.CreateTruncating(parameters[i]), double.CreateTruncating(actual[i]), tolerance);
        }
    }
}
