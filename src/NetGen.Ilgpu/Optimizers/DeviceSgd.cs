using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>Arguments of the kernels of <see cref="Sgd"/>.</summary>
internal struct SgdArguments<T>
    where T : unmanaged
{
    public int Count;
    public int Nesterov;
    public T Momentum;
    public T WeightDecay;
    public ArrayView<uint> Halt;
    public ArrayView<T> Scalars;
    public ArrayView<T> Parameters;
    public ArrayView<T> Gradients;
    public ArrayView<T> Momenta;
}

/// <summary><see cref="Sgd"/> as kernels; scalar 0 is the learning rate.</summary>
internal static class SgdKernels
{
    /// <summary>p ← p − η · (g + λ·p).</summary>
    public static void Step<T>(SgdArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < a.Count && a.Halt[0] == 0)
        {
            T p = a.Parameters[i];
            T g = (a.WeightDecay * p) + a.Gradients[i];
            a.Parameters[i] = p - (a.Scalars[0] * g);
        }
    }

    /// <summary>g ← g + λ·p;  m ← μ·m + g;  p ← p − η·m, or with Nesterov p ← p − η·(g + μ·m).</summary>
    public static void MomentumStep<T>(SgdArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < a.Count && a.Halt[0] == 0)
        {
            T p = a.Parameters[i];
            T g = (a.WeightDecay * p) + a.Gradients[i];
            T m = (a.Momentum * a.Momenta[i]) + g;
            a.Momenta[i] = m;
            T direction = a.Nesterov != 0 ? (a.Momentum * m) + g : m;
            a.Parameters[i] = p - (a.Scalars[0] * direction);
        }
    }
}

/// <summary><see cref="Sgd"/> without momentum.</summary>
internal sealed class DeviceSgd<T>(Sgd optimizer, int count) : DeviceOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _weightDecay = T.CreateChecked(Optimizer.Widen(optimizer.WeightDecay));

    /// <inheritdoc/>
    public override void Fill(double rate, long step, Span<T> scalars) => scalars[0] = T.CreateChecked(rate);

    /// <inheritdoc/>
    public override void Update(KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, StepTable<T> table) =>
        queue.LaunchOver(count, SgdKernels.Step<T>, new SgdArguments<T>
        {
            Count = count,
            WeightDecay = _weightDecay,
            Halt = table.Halt,
            Scalars = table.Scalars,
            Parameters = parameters,
            Gradients = gradients,
            Momenta = gradients,
        });
}

/// <summary><see cref="Sgd"/> with momentum.</summary>
internal sealed class DeviceMomentum<T>(Sgd optimizer, IlgpuDevice device, int count) : DeviceOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _momentum = T.CreateChecked(Optimizer.Widen(optimizer.Momentum));
    private readonly T _weightDecay = T.CreateChecked(Optimizer.Widen(optimizer.WeightDecay));

    // Zeros make the first step's momentum the gradient itself.
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _momenta = device.Allocate<T>(count);

    /// <inheritdoc/>
    public override void Fill(double rate, long step, Span<T> scalars) => scalars[0] = T.CreateChecked(rate);

    /// <inheritdoc/>
    public override void Update(KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, StepTable<T> table) =>
        queue.LaunchOver(count, SgdKernels.MomentumStep<T>, new SgdArguments<T>
        {
            Count = count,
            Nesterov = optimizer.Nesterov ? 1 : 0,
            Momentum = _momentum,
            WeightDecay = _weightDecay,
            Halt = table.Halt,
            Scalars = table.Scalars,
            Parameters = parameters,
            Gradients = gradients,
            Momenta = _momenta.View.BaseView,
        });

    /// <inheritdoc/>
    public override void Dispose()
    {
        _momenta.Dispose();
        base.Dispose();
    }
}
