using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>An optimizer's update of all parameters as one kernel, and what it remembers, on the device.</summary>
internal abstract class DeviceOptimizer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the state before its first step.</summary>
    /// <exception cref="NotSupportedException">The optimizer is one of the user's own.</exception>
    public static DeviceOptimizer<T> Create(Optimizer optimizer, IlgpuDevice device, int count) => optimizer switch
    {
        Sgd { Momentum: 0 } sgd => new DeviceSgd<T>(sgd, count),
        Sgd sgd => new DeviceMomentum<T>(sgd, device, count),
        Adam adam => new DeviceAdam<T>(device, count, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, isDecoupled: false),
        AdamW adam => new DeviceAdam<T>(device, count, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, isDecoupled: true),
        _ => throw new NotSupportedException($"{optimizer.GetType().Name} updates parameters on the CPU only; devices know Sgd, Adam and AdamW."),
    };

    /// <summary>The numbers of one step, as the CPU's optimizers compute them.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="scalars">Receives them.</param>
    public abstract void Fill(double rate, long step, Span<T> scalars);

    /// <summary>Enqueues the update.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="parameters">What is trained.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="table">The step's scalars, and whether updates are stopped.</param>
    public abstract void Update(KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, StepTable<T> table);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
