namespace NetGen;

/// <summary>How a device is driven.</summary>
public enum IlgpuDeviceKind
{
    /// <summary>An NVIDIA GPU, through CUDA's driver.</summary>
    Cuda,

    /// <summary>A device of any vendor, through OpenCL.</summary>
    OpenCL,

    /// <summary>No device: ILGPU's simulator on the CPU.</summary>
    Simulator,
}
