namespace NetGen;

/// <summary>
/// Where a network trains other than the CPU: <c>network.CreateTrainer(optimizer, batchSize, device)</c>. Packages give them; that of GPUs
/// is <c>IlgpuDevice</c> of NetGen.Ilgpu.
/// </summary>
public abstract class Device
{
    private protected Device()
    {
    }

    /// <summary>The name that its driver gives it.</summary>
    public abstract string Name { get; }

    /// <summary>Its memory in bytes.</summary>
    public abstract long Memory { get; }
}
