using System.Numerics;

namespace NetGen;

/// <summary>What is done with the weights after each update: <see cref="TrainerOptions.WeightStages"/>.</summary>
/// <remarks>
/// On a device <see cref="MaxNorm"/> is a kernel. One of your own runs on the host: all parameters are copied there and back after each
/// update while the device waits, and steps are not replayed as a recorded graph.
/// </remarks>
public abstract class WeightStage
{
    /// <summary>Changes the weights in place.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="weights">All parameters that the update changed.</param>
    public abstract void Run<T>(in UpdatedWeights<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
