using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using NetGen.Ilgpu;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A device that networks train on: <c>network.CreateTrainer(optimizer, device: IlgpuDevice.Best())</c>. It is opened by the first
/// trainer and stays open for the next ones until the process ends.
/// </summary>
public sealed class IlgpuDevice : Device
{
    /// <summary>Threads in a group of this library's own kernels on a GPU: the most there are.</summary>
    internal const int ThreadsOfGroup = 256;

    private const int SimulatedThreadsOfGroup = 8;

    // .NET goes through the names of all types of a module for each new one, and a simulated kernel is a type.
    private const int KernelsOfModule = 32;

    private static readonly Lazy<DeviceCatalog> Catalog = new(DeviceCatalog.Create);
    private static readonly Lazy<IlgpuDevice> Simulated = new(DeviceCatalog.CreateSimulator);

    private readonly Context _context;
    private readonly ILGPU.Runtime.Device _device;
    private readonly Lazy<Accelerator> _accelerator;
    private readonly SimulatedProcessors _processors;
    private int _loaded;

    internal IlgpuDevice(Context context, ILGPU.Runtime.Device device, IlgpuDeviceKind kind, int index)
    {
        _context = context;
        _device = device;
        Kind = kind;
        Index = index;
        _accelerator = new(Open);
        _processors = new SimulatedProcessors(context);
    }

    /// <summary>How it is driven.</summary>
    public IlgpuDeviceKind Kind { get; }

    /// <summary>Its number among the devices of its kind, from 0.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public override string Name => Kind == IlgpuDeviceKind.Simulator ? "Simulator" : _device.Name;

    /// <summary>Its memory in bytes; of the simulator, the process's.</summary>
    public override long Memory => Kind == IlgpuDeviceKind.Simulator ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : _device.MemorySize;

    /// <summary>Streaming multiprocessors, or compute units.</summary>
    public int Multiprocessors => _device.NumMultiprocessors;

    /// <summary>Memory not in use, in bytes, as far as the driver tells; a test may set it.</summary>
    internal long FreeMemory
    {
        get => field > 0 ? field : (Accelerator as CudaAccelerator)?.GetFreeMemory() ?? Memory;
        set;
    }

    /// <summary>Multiprocessors times their clock: what makes one GPU better than another of the same maker.</summary>
    internal long Rate => Multiprocessors * (long)((_device as CudaDevice)?.ClockRate ?? (_device as CLDevice)?.ClockRate ?? 1);

    /// <summary>Whether this is a GPU: OpenCL has processors, too.</summary>
    internal bool IsGpu => Kind == IlgpuDeviceKind.Cuda || _device is CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_GPU };

    /// <summary>Threads in a group of this library's own kernels: few where each is a thread of the operating system.</summary>
    internal int GroupSize => Kind == IlgpuDeviceKind.Simulator ? SimulatedThreadsOfGroup : ThreadsOfGroup;

    /// <summary>Held while a kernel is launched.</summary>
    internal Lock LaunchLock { get; } = new();

    /// <summary>The open device.</summary>
    internal Accelerator Accelerator => _accelerator.Value;

    /// <summary>What runs kernels in groups of so many threads.</summary>
    internal Accelerator RunnerOf(int threads) => Kind == IlgpuDeviceKind.Simulator ? _processors.For(threads) : Accelerator;

    /// <summary>Compiles a kernel; of the simulator, each so many into a module of their own.</summary>
    internal Delegate Load<TArguments>(Accelerator runner, Action<TArguments> kernel)
        where TArguments : struct
    {
        if (Kind == IlgpuDeviceKind.Simulator && Interlocked.Increment(ref _loaded) % KernelsOfModule == 0)
        {
            _context.RuntimeSystem.ClearCache(ClearCacheMode.Everything);
        }

        return runner.LoadKernel(kernel);
    }

    /// <summary>All devices of this machine, and why there are none of a kind. The simulator is not among them.</summary>
    public static IlgpuDeviceList List() => Catalog.Value.Devices;

    /// <summary>The CUDA device with the most compute; without one, the best OpenCL GPU.</summary>
    /// <exception cref="IlgpuDeviceException">There is no GPU; the message says what was looked for.</exception>
    public static IlgpuDevice Best() =>
        List().Where(device => device.IsGpu).OrderBy(device => device.Kind).ThenByDescending(device => device.Rate).FirstOrDefault()
        ?? throw new IlgpuDeviceException($"There is no GPU that ILGPU can use. {string.Join(" ", List().Missing)}{Others()}");

    /// <summary>A CUDA device.</summary>
    /// <param name="index">Its number among the CUDA devices.</param>
    /// <exception cref="IlgpuDeviceException">There is no such device.</exception>
    public static IlgpuDevice Cuda(int index = 0) => Find(IlgpuDeviceKind.Cuda, index);

    /// <summary>An OpenCL device, which may be a processor.</summary>
    /// <param name="index">Its number among the OpenCL devices.</param>
    /// <exception cref="IlgpuDeviceException">There is no such device.</exception>
    public static IlgpuDevice OpenCL(int index = 0) => Find(IlgpuDeviceKind.OpenCL, index);

    /// <summary>
    /// ILGPU's simulator: kernels run on the CPU, each GPU thread as a thread of the operating system. It is for tests and for
    /// breakpoints in kernels, and many times slower than training without a device, which uses the CPU well. A kernel that throws there
    /// makes the step throw an <see cref="IlgpuDeviceException"/> that names it.
    /// </summary>
    public static IlgpuDevice Simulator() => Simulated.Value;

    /// <summary>The device as one of ILGPU's, for generated code.</summary>
    /// <exception cref="ArgumentException">It is another package's.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IlgpuDevice From(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device as IlgpuDevice
            ?? throw new ArgumentException(
                $"The network's code for devices runs on an IlgpuDevice, not on a {device.GetType().Name}.",
                nameof(device));
    }

    /// <summary>"Cuda 0: NVIDIA H200, 139.8 GiB, 132 multiprocessors".</summary>
    public override string ToString() =>
        Invariant($"{Kind} {Index}: {Name}, {Memory / (double)(1 << 30):0.0} GiB, ")
        + Invariant($"{Multiprocessors} multiprocessor{(Multiprocessors == 1 ? "" : "s")}");

    /// <summary>Allocates zeroed memory.</summary>
    /// <exception cref="IlgpuDeviceException">There is too little.</exception>
    internal MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        // ILGPU has no views of empty memory.
        length = Math.Max(length, 1);
        try
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = Accelerator.Allocate1D<T>(length);
            buffer.MemSetToZero();
            Accelerator.DefaultStream.Synchronize();
            return buffer;
        }
        catch (AcceleratorException exception)
        {
            throw new IlgpuDeviceException(
                Invariant($"{this} has no room for {length * Interop.SizeOf<T>()} bytes more: {exception.Message}. ")
                + "A smaller batch needs less.",
                exception);
        }
    }

    private static IlgpuDevice Find(IlgpuDeviceKind kind, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        IlgpuDevice[] devices = [.. List().Where(device => device.Kind == kind)];
        return index < devices.Length ? devices[index] : throw new IlgpuDeviceException(devices.Length == 0
            ? $"There is no {kind} device. {Catalog.Value.WhyNo(kind)}"
            : Invariant($"There is no {kind} device {index}: there are {devices.Length}, from 0."));
    }

    private static string Others() => List().Count == 0 ? "" : $" There is {string.Join("; ", List())}, which is no GPU.";

    private Accelerator Open()
    {
        try
        {
            Accelerator accelerator = _device.CreateAccelerator(_context);
            return accelerator.AcceleratorType == _device.AcceleratorType
                ? accelerator
                : throw new IlgpuDeviceException($"{this} could not be opened: ILGPU gave a device of kind {accelerator.AcceleratorType}.");
        }
        catch (Exception exception) when (exception is AcceleratorException or NotSupportedException)
        {
            throw new IlgpuDeviceException($"{this} could not be opened: {exception.Message}", exception);
        }
    }
}
