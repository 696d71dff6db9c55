using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NetGen.Ilgpu;

/// <summary>Looks once for the devices of this machine. ILGPU hides what went wrong, so the reasons are found here.</summary>
internal sealed class DeviceCatalog
{
    private readonly Dictionary<IlgpuDeviceKind, string> _missing;

    private DeviceCatalog(IReadOnlyList<IlgpuDevice> devices, Dictionary<IlgpuDeviceKind, string> missing)
    {
        _missing = missing;
        Devices = new IlgpuDeviceList(devices, [.. missing.Values]);
    }

    /// <summary>All devices.</summary>
    public IlgpuDeviceList Devices { get; }

    /// <summary>The reason that there is no device of a kind.</summary>
    public string WhyNo(IlgpuDeviceKind kind) => _missing.GetValueOrDefault(kind, "");

    /// <summary>Asks both drivers.</summary>
    public static DeviceCatalog Create()
    {
        DriverLibraries.Register();
        Context context = Context.Create(builder => Configure(builder).Cuda().OpenCL());
        IlgpuDevice[] devices =
        [
            .. context.Devices.OfType<CudaDevice>()
                .Select((device, index) => new IlgpuDevice(context, device, IlgpuDeviceKind.Cuda, index)),
            .. context.Devices.OfType<CLDevice>()
                .Select((device, index) => new IlgpuDevice(context, device, IlgpuDeviceKind.OpenCL, index)),
        ];
        Dictionary<IlgpuDeviceKind, string> missing = [];
        if (!devices.Any(device => device.Kind == IlgpuDeviceKind.Cuda))
        {
            missing.Add(IlgpuDeviceKind.Cuda, WhyNoCuda());
        }

        if (!devices.Any(device => device.Kind == IlgpuDeviceKind.OpenCL))
        {
            missing.Add(IlgpuDeviceKind.OpenCL, WhyNoOpenCL());
        }

        return new DeviceCatalog(devices, missing);
    }

    /// <summary>A simulated GPU with groups of up to <see cref="IlgpuDevice.ThreadsOfGroup"/> threads.</summary>
    public static IlgpuDevice CreateSimulator()
    {
        CPUDevice device = SimulatedProcessors.Device(IlgpuDevice.ThreadsOfGroup);
        return new IlgpuDevice(Context.Create(builder => Configure(builder).CPU(device)), device, IlgpuDeviceKind.Simulator, 0);
    }

    private static Context.Builder Configure(Context.Builder builder) => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2);

    private static string WhyNoCuda()
    {
        if (!DriverLibraries.CanLoad(DriverLibraries.Cuda, out string tried))
        {
            return $"No CUDA: NVIDIA's driver is not installed ({tried} cannot be loaded).";
        }

        int error = CudaDriver.cuInit(0);
        int count = 0;
        error = error == 0 ? CudaDriver.cuDeviceGetCount(out count) : error;
        return error != 0 ? $"No CUDA: NVIDIA's driver says {CudaDriver.Describe(error)}."
            : count == 0 ? "No CUDA: NVIDIA's driver is installed, but there is no NVIDIA GPU."
            : "No CUDA: ILGPU does not know how to compile for this driver or GPU.";
    }

    private static string WhyNoOpenCL() => DriverLibraries.CanLoad(DriverLibraries.OpenCL, out string tried)
        ? "No OpenCL: its loader is installed, but has no device with OpenCL 2.0 or later that ILGPU can use."
        : $"No OpenCL: its loader is not installed ({tried} cannot be loaded).";
}
