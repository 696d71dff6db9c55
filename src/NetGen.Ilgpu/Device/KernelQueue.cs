using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>One stream of a device, and the kernels that were loaded for it.</summary>
internal sealed class KernelQueue(IlgpuDevice device) : IDisposable
{
    // The compiler makes one delegate of each mention of a method, so identity finds the launcher without allocating.
    private readonly Dictionary<Delegate, (Accelerator Runner, Delegate Launcher, SimulatedKernel? Simulated)> _kernels =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>The device.</summary>
    public IlgpuDevice Device => device;

    /// <summary>A stream of its own: CUDA cannot capture the default one.</summary>
    public AcceleratorStream Stream { get; } = device.Accelerator.CreateStream();

    /// <summary>Enqueues a kernel; the first launch compiles it.</summary>
    /// <param name="kernel">Explicitly grouped.</param>
    /// <param name="groups">Nothing is launched where there are none.</param>
    /// <param name="threads">Threads of a group.</param>
    /// <param name="arguments">Views and scalars.</param>
    /// <exception cref="IlgpuDeviceException">The kernel threw, on the simulator, which runs it at once.</exception>
    public void Launch<TArguments>(Action<TArguments> kernel, Index3D groups, int threads, TArguments arguments)
        where TArguments : struct
    {
        if (groups.X <= 0 || groups.Y <= 0 || groups.Z <= 0)
        {
            return;
        }

        Accelerator runner = device.RunnerOf(threads);
        if (!_kernels.TryGetValue(kernel, out (Accelerator Runner, Delegate Launcher, SimulatedKernel? Simulated) loaded)
            || loaded.Runner != runner)
        {
            Delegate launcher = device.Load(runner, kernel);
            loaded = (runner, launcher, device.Kind == IlgpuDeviceKind.Simulator ? SimulatedKernel.Of(launcher) : null);
            _kernels[kernel] = loaded;
        }

        // All queues of a device share its kernels, and an OpenCL kernel keeps the arguments of one launch at a time.
        lock (device.LaunchLock)
        {
            ((Action<AcceleratorStream, KernelConfig, TArguments>)loaded.Launcher)(
                Stream, new KernelConfig(groups, new Index3D(threads, 1, 1)), arguments);
            loaded.Simulated?.ThrowFailure(kernel.Method.Name);
        }
    }

    /// <summary>Enqueues a kernel with a thread for each item, in groups of the device's size.</summary>
    public void LaunchOver<TArguments>(int items, Action<TArguments> kernel, TArguments arguments)
        where TArguments : struct
        => Launch(kernel, new Index3D((int)(((long)items + device.GroupSize - 1) / device.GroupSize), 1, 1), device.GroupSize, arguments);

    /// <summary>Waits until all is done.</summary>
    public void Synchronize() => Stream.Synchronize();

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
