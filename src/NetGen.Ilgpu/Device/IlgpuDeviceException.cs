namespace NetGen;

/// <summary>
/// A device that was asked for is not there, cannot be used, or has too little memory; or a kernel failed on the simulator.
/// </summary>
public sealed class IlgpuDeviceException : Exception
{
    internal IlgpuDeviceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
