using System.Numerics;

namespace NetGen;

/// <summary>
/// What is done with the gradients of a step before the optimizer's update: <see cref="TrainerOptions.GradientStages"/>. With a stage
/// the update waits until all gradients are known, instead of following each kernel.
/// </summary>
/// <remarks>
/// On a device <see cref="ClipNorm"/>, <see cref="ClipValue"/>, <see cref="L1"/>, <see cref="L2"/> and <see cref="ElasticNet"/> are
/// kernels. One of your own runs on the host, as <see cref="GradientNoise"/> does: the gradients of each update are copied there and back
/// while the device waits, and steps are not replayed as a recorded graph.
/// </remarks>
public abstract class GradientStage
{
    /// <summary>Changes the gradients in place: finite ones, the mean over all samples of the update.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="gradients">Those of all parameters that the step updates.</param>
    public abstract void Run<T>(in Gradients<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
