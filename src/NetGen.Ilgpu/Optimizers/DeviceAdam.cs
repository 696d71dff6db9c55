using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>Arguments of <see cref="AdamKernels.Step{T}"/>.</summary>
internal struct AdamArguments<T>
    where T : unmanaged
{
    public int Count;
    public T Beta1;
    public T Newest1;
    public T Beta2;
    public T Newest2;
    public T Epsilon;
    public T Penalty;
    public ArrayView<uint> Halt;
    public ArrayView<T> Scalars;
    public ArrayView<T> Parameters;
    public ArrayView<T> Gradients;
    public ArrayView<T> Means;
    public ArrayView<T> Squares;
}

/// <summary><see cref="Adam"/> and <see cref="AdamW"/> as a kernel.</summary>
internal static class AdamKernels
{
    /// <summary>
    /// g ← g + λ·p;  m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  p ← c·p − s · m / (√v · r + ε), with the scalars
    /// c = 1 − η·λ (1 for Adam), s = η / (1 − β₁ᵗ), r = 1 / √(1 − β₂ᵗ); λ = 0 for AdamW.
    /// </summary>
    public static void Step<T>(AdamArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < a.Count && a.Halt[0] == 0)
        {
            T p = a.Parameters[i];
            T g = (a.Penalty * p) + a.Gradients[i];
            T m = (a.Beta1 * a.Means[i]) + (a.Newest1 * g);
            T v = (a.Beta2 * a.Squares[i]) + (a.Newest2 * g * g);
            a.Means[i] = m;
            a.Squares[i] = v;
            T divisor = (T.Sqrt(v) * a.Scalars[2]) + a.Epsilon;
            a.Parameters[i] = (a.Scalars[0] * p) - (a.Scalars[1] * (m / divisor));
        }
    }
}

/// <summary><see cref="Adam"/> and <see cref="AdamW"/>.</summary>
internal sealed class DeviceAdam<T>(
    IlgpuDevice device, int count, float beta1, float beta2, float epsilon, float weightDecay, bool isDecoupled) : DeviceOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _beta1 = Optimizer.Widen(beta1);
    private readonly double _beta2 = Optimizer.Widen(beta2);
    private readonly double _epsilon = Optimizer.Widen(epsilon);
    private readonly double _weightDecay = Optimizer.Widen(weightDecay);
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _means = device.Allocate<T>(count);
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _squares = device.Allocate<T>(count);

    /// <inheritdoc/>
    public override void Fill(double rate, long step, Span<T> scalars)
    {
        scalars[0] = T.CreateChecked(isDecoupled ? 1 - (rate * _weightDecay) : 1);
        scalars[1] = T.CreateChecked(rate / (1 - Math.Pow(_beta1, step)));
        scalars[2] = T.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(_beta2, step)));
    }

    /// <inheritdoc/>
    public override void Update(KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, StepTable<T> table) =>
        queue.LaunchOver(count, AdamKernels.Step<T>, new AdamArguments<T>
        {
            Count = count,
            Beta1 = T.CreateChecked(_beta1),
            Newest1 = T.CreateChecked(1 - _beta1),
            Beta2 = T.CreateChecked(_beta2),
            Newest2 = T.CreateChecked(1 - _beta2),
            Epsilon = T.CreateChecked(_epsilon),
            Penalty = T.CreateChecked(isDecoupled ? 0 : _weightDecay),
            Halt = table.Halt,
            Scalars = table.Scalars,
            Parameters = parameters,
            Gradients = gradients,
            Means = _means.View.BaseView,
            Squares = _squares.View.BaseView,
        });

    /// <inheritdoc/>
    public override void Dispose()
    {
        _means.Dispose();
        _squares.Dispose();
        base.Dispose();
    }
}
