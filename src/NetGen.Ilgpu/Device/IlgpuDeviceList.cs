using System.Collections;

namespace NetGen;

/// <summary>The devices of this machine: CUDA's, then OpenCL's.</summary>
public sealed class IlgpuDeviceList : IReadOnlyList<IlgpuDevice>
{
    private readonly IReadOnlyList<IlgpuDevice> _devices;

    internal IlgpuDeviceList(IReadOnlyList<IlgpuDevice> devices, IReadOnlyList<string> missing) => (_devices, Missing) = (devices, missing);

    /// <summary>Why there is no CUDA or no OpenCL device, one sentence each; empty where both have one.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <inheritdoc/>
    public int Count => _devices.Count;

    /// <inheritdoc/>
    public IlgpuDevice this[int index] => _devices[index];

    /// <inheritdoc/>
    public IEnumerator<IlgpuDevice> GetEnumerator() => _devices.GetEnumerator();

    /// <summary>A line for each device, then one for each reason.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [.. _devices.Select(device => device.ToString()), .. Missing]);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
