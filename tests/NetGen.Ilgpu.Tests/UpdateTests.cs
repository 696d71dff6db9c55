using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>A trainer's optimizers over several parameters on a device, against the same on the CPU.</summary>
public sealed class UpdateTests
{
    private const int Steps = 4;

    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    /// <summary>What decays and what does not, what is frozen for a while and what for good, and bounds.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void SetsOfParametersStepLikeTheCpu(int device)
    {
        ParameterRange[] ranges =
        [
            new("a.weight", 0, true, ParameterStart.Uniform, 3, 5, new Shape(5, 3)), new("a.bias", 16, true, default, 3, 5, new Shape(5)),
            new("b.weight", 32, true, ParameterStart.Uniform, 5, 7, new Shape(7, 5)) { Min = -0.2, Max = 0.3 },
            new("b.bias", 80, true, default, 5, 7, new Shape(7)), new("c.weight", 96, true, ParameterStart.Uniform, 2, 2, new Shape(2, 2)),
        ];
        ParameterGroup[] groups =
        [
            ParameterGroup.Of(parameter => parameter.Name == "b.bias", new Sgd(0.5f, momentum: 0.5f)),
            ParameterGroup.Frozen(parameter => parameter.Name == "c.weight"),
        ];
        Check<float>(Devices.All[device], ranges, new AdamW(0.02f, weightDecay: 0.5f), groups, 2e-6);
        Check<double>(Devices.All[device], ranges, new AdamW(0.02f, weightDecay: 0.5f), groups, 1e-14);
    }

    /// <summary>Matrices of all shapes, as whole tiles and not.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void MuonStepsLikeTheCpu(int device)
    {
        ParameterRange[] ranges =
        [
            new("a.weight", 0, true, ParameterStart.Uniform, 4, 4, new Shape(4, 4)),
            new("a.bias", 16, true, default, 4, 4, new Shape(4)),
            new("b.weight", 32, true, ParameterStart.Uniform, 3, 9, new Shape(9, 3)),
            new("c.weight", 64, true, ParameterStart.Uniform, 12, 5, new Shape(5, 3, 2, 2)),
        ];
        Muon muon = new(0.02f, weightDecay: 0.1f, others: new AdamW(0.01f));
        Check<float>(Devices.All[device], ranges, muon, [], 2e-5);
        Check<double>(Devices.All[device], ranges, muon, [], 1e-12);
    }

    private static void Check<T>(
        IlgpuDevice device, ParameterRange[] ranges, Optimizer optimizer, ParameterGroup[] groups, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = (ranges[^1].Offset + ranges[^1].Shape.Size + 15) / 16 * 16;
        ParameterStore<T> store = new(size, size, ranges, seed: 1);
        AlignedBuffer<T> gradients = new(size);
        UpdateGroups<T> cpu = new(store, gradients, optimizer, groups);
        using ThreadTeam team = new(2);
        using KernelQueue queue = new(device);
        UpdateLayout layout = UpdateLayout.Of(store, optimizer, groups);
        using DeviceUpdates<T> updates = new(device, layout, UpdateBounds<T>.Of(store, layout));
        using StepTable<T> table = new(queue);
        using MemoryBuffer1D<T, Stride1D.Dense> p = device.Allocate<T>(size), g = device.Allocate<T>(size);
        p.View.BaseView.CopyFromCPU(store.Block.Span.ToArray());
        Random random = new(2);
        for (int step = 1; step <= Steps; step++)
        {
            foreach (ParameterRange range in ranges)
            {
                gradients.Span.Slice(range.Offset, range.Shape.Size).Fill(T.Zero);
                foreach (ref T gradient in gradients.Span.Slice(range.Offset, range.Shape.Size))
                {
                    gradient = T.CreateTruncating(random.NextDouble() - 0.5);
                }
            }

            if (step is 2 or 4)
            {
                // Frozen in the second and third step.
                cpu.Layout.SetFrozen(0, isFrozen: step == 2, cpu.Steps);
                layout.SetFrozen(0, isFrozen: step == 2, step - 1);
            }

            T[] before = store.Block.Span[..16].ToArray();
            cpu.BeginStep(0.02);
            team.Run(new Program<T>(cpu, size), 1, 0, 0);
            Assert.Equal(step is 2 or 3, before.AsSpan().SequenceEqual(store.Block.Span[..16]));

            g.View.BaseView.CopyFromCPU(gradients.Span.ToArray());
            table.Resize(updates.FactorCount);
            updates.UploadSets(queue);
            table.BeginWindow();
            updates.SetFactors(0.02, step, table.Add(0, 0, 0, 0)[StepTable.FirstFactor..]);
            table.Upload();
            table.Advance();
            updates.Update(queue, p.View.BaseView, g.View.BaseView, table.Factors, table.Halt);
            queue.Synchronize();
        }

        T[] actual = p.View.BaseView.GetAsArray();
        for (int i = 0; i < size; i++)
        {
            Assert.Equal(double.CreateTruncating(store.Block.Span[i]), double.CreateTruncating(actual[i]), tolerance);
        }
    }

    private sealed class Program<T>(UpdateGroups<T> updates, int size) : ITeamProgram
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(Worker worker)
        {
            while (worker.TakesShare())
            {
                (int start, int end) = worker.Split(size);
                updates.Update(start, end - start);
            }

            updates.UpdateMatrices(worker);
        }
    }
}
