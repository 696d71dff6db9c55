using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>
/// Kernels that throw on the simulator: an exception that names the kernel, where the step was launched; then all goes on.
/// </summary>
public sealed class FailingKernelTests
{
    private const int Threads = 64, Groups = 3;

    [Theory]
    [InlineData(0, 0, typeof(DivideByZeroException))]
    [InlineData(1, 5, typeof(DivideByZeroException))]
    [InlineData(2, -1, typeof(DivideByZeroException))]
    [InlineData(1, Threads, typeof(Exception))]
    public void AreNamed(int group, int thread, Type kind)
    {
        using KernelQueue queue = new(IlgpuDevice.Simulator());
        using MemoryBuffer1D<int, Stride1D.Dense> sums = queue.Device.Allocate<int>(Groups * Threads);
        FailingArguments arguments = new() { Group = group, Thread = thread, Sums = sums.View.BaseView };

        IlgpuDeviceException failure = Assert.Throws<IlgpuDeviceException>(
            () => queue.Launch(FailingKernels.Meet, new Index3D(Groups, 1, 1), Threads, arguments));

        Assert.Contains(nameof(FailingKernels.Meet), failure.Message, StringComparison.Ordinal);
        Assert.IsType(kind, failure.InnerException, exactMatch: false);

        // The same kernel, loaded by another queue, works where nothing is wrong.
        sums.MemSetToZero();
        using KernelQueue another = new(IlgpuDevice.Simulator());
        another.Launch(FailingKernels.Meet, new Index3D(Groups, 1, 1), Threads, arguments with { Group = Groups });
        Assert.All(sums.View.BaseView.GetAsArray(), sum => Assert.Equal(Threads - 1, sum));
    }

    [Fact]
    public void LeaveTheTrainersOfOthersAlone()
    {
        LineNetwork before = new(LineLoss.Labels), after = new(LineLoss.Labels);
        Dataset data = LineData.Create(LineLoss.Labels, 12);
        using (LineTrainer trainer = before.CreateTrainer(new Sgd(0.1f), device: IlgpuDevice.Simulator()))
        {
            trainer.Fit(data, 1);
        }

        AreNamed(0, 3, typeof(DivideByZeroException));
        using (LineTrainer trainer = after.CreateTrainer(new Sgd(0.1f), device: IlgpuDevice.Simulator()))
        {
            trainer.Fit(data, 1);
        }

        Assert.Equal(before.Weights, after.Weights);
    }
}

internal struct FailingArguments
{
    public int Group;
    public int Thread;
    public ArrayView<int> Sums;
}

internal static class FailingKernels
{
    /// <summary>
    /// Each thread reads what its mirror image left;
    /// in one group one thread, or with −1 all, or with the group's size none, divides by zero.
    /// </summary>
    public static void Meet(FailingArguments g)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        int thread = Group.IdxX, divisor = Grid.IdxX == g.Group && (g.Thread < 0 || g.Thread == thread) ? 0 : 1;
        shared[thread] = thread / divisor;
        Group.Barrier();
        int mirrored = shared[Group.DimX - 1 - thread];
        Group.Barrier();
        shared[thread] += mirrored;
        Group.Barrier();
        int place = Grid.IdxX == g.Group && g.Thread == Group.DimX ? -1 : (Grid.IdxX * Group.DimX) + thread;
        g.Sums[place] = shared[thread];
    }
}
