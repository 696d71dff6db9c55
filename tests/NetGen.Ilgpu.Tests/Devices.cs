namespace NetGen.Ilgpu.Tests;

/// <summary>The devices that tests run on: the simulator, and each device of the machine.</summary>
internal static class Devices
{
    public static IReadOnlyList<IlgpuDevice> All { get; } = [IlgpuDevice.Simulator(), .. IlgpuDevice.List()];

    /// <summary>
    /// The same for kernels in groups of at most 32 threads: every launch wakes all threads of a simulator's multiprocessor, and each is
    /// one of the operating system's.
    /// </summary>
    public static IReadOnlyList<IlgpuDevice> Small { get; } = [DeviceCatalog.CreateSimulator(warps: 1), .. IlgpuDevice.List()];

    /// <summary>For theories: the devices of either list by number.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Count)];
}
