using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace NetGen.Ilgpu;

/// <summary>
/// A kernel on the simulator. What it throws would end the process, since it runs on threads of ILGPU's own: it is kept here, and the
/// launch throws it. A thread whose kernel threw goes on as one that came to its end, so the others of its group do not wait for it.
/// </summary>
internal sealed class SimulatedKernel
{
    private readonly CPUKernelExecutionHandler _run;
    private Exception? _failure;

    private SimulatedKernel(CPUKernelExecutionHandler run) => _run = run;

    /// <summary>The guard of a loaded kernel; ILGPU loads each kernel once, so it may be there already.</summary>
    public static SimulatedKernel Of(Delegate launcher)
    {
        ref CPUKernelExecutionHandler handler = ref HandlerOf((CPUKernel)launcher.GetKernel());
        if (handler.Target is not SimulatedKernel kernel)
        {
            kernel = new SimulatedKernel(handler);
            handler = kernel.Run;
        }

        return kernel;
    }

    /// <summary>Says what the launch that has just ended threw first.</summary>
    /// <exception cref="IlgpuDeviceException">It threw.</exception>
    public void ThrowFailure(string name)
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            throw new IlgpuDeviceException($"The kernel {name} failed on the simulator: {failure.Message}", failure);
        }
    }

    private void Run(CPUAcceleratorTask task, int index)
    {
        try
        {
            if (_failure is null)
            {
                _run(task, index);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    /// <summary>What the simulator's threads call for each index; ILGPU has no setter for it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<KernelExecutionDelegate>k__BackingField")]
    private static extern ref CPUKernelExecutionHandler HandlerOf(CPUKernel kernel);
}
