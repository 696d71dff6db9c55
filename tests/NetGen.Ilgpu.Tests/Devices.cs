namespace NetGen.Ilgpu.Tests;

/// <summary>The devices that tests run on: the simulator, and each device of the machine.</summary>
internal static class Devices
{
    public static IReadOnlyList<IlgpuDevice> All { get; } = [IlgpuDevice.Simulator(), .. IlgpuDevice.List()];

    /// <summary>For theories: the devices by number.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Count)];
}
