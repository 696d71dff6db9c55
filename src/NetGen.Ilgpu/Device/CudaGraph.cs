using ILGPU.Runtime.Cuda;

namespace NetGen.Ilgpu;

/// <summary>
/// Kernels that were recorded once from a stream and are launched together since: one call of the driver instead of one for each.
/// </summary>
internal sealed class CudaGraph : IDisposable
{
    private readonly CudaAccelerator _accelerator;
    private readonly nint _stream;
    private nint _executable;

    private CudaGraph(CudaAccelerator accelerator, nint stream, nint executable) =>
        (_accelerator, _stream, _executable) = (accelerator, stream, executable);

    /// <summary>Records what is enqueued, without running it.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="enqueue">Enqueues kernels that were all loaded before; it must not copy, allocate or wait.</param>
    /// <param name="reason">Why there is no graph.</param>
    /// <returns>Null where the device has no graphs, or the driver refuses.</returns>
    public static CudaGraph? TryRecord(KernelQueue queue, Action enqueue, out string? reason)
    {
        if (queue.Device.Accelerator is not CudaAccelerator accelerator || queue.Stream is not CudaStream { StreamPtr: var stream })
        {
            reason = $"Only CUDA records graphs; {queue.Device.Kind} does not.";
            return null;
        }

        accelerator.Bind();
        try
        {
            return Record(accelerator, stream, enqueue, out reason);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            reason = $"The driver has no graphs: {exception.Message}";
            return null;
        }
    }

    /// <summary>Enqueues the recorded kernels.</summary>
    public bool TryLaunch(out string? reason)
    {
        _accelerator.Bind();
        int error = CudaDriver.cuGraphLaunch(_executable, _stream);
        reason = Reason("cuGraphLaunch", error);
        return error == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_executable != 0)
        {
            _accelerator.Bind();
            _ = CudaDriver.cuGraphExecDestroy(_executable);
            _executable = 0;
        }
    }

    private static CudaGraph? Record(CudaAccelerator accelerator, nint stream, Action enqueue, out string? reason)
    {
        int error = CudaDriver.cuStreamBeginCapture_v2(stream, CudaDriver.RelaxedCapture);
        if (error != 0)
        {
            reason = Reason("cuStreamBeginCapture", error);
            return null;
        }

        // Whatever happens, the capture must end: until then the stream runs nothing. A kernel that fails here fails again when launched
        // plainly.
        Exception? failure = null;
        try
        {
            enqueue();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        error = CudaDriver.cuStreamEndCapture(stream, out nint graph);
        if (failure is not null || error != 0 || graph == 0)
        {
            Destroy(graph);
            reason = failure is not null
                ? $"The step could not be recorded: {failure.Message}"
                : Reason("cuStreamEndCapture", error) ?? "The driver recorded nothing.";
            return null;
        }

        error = CudaDriver.cuGraphInstantiateWithFlags(out nint executable, graph, 0);
        Destroy(graph);
        reason = Reason("cuGraphInstantiate", error);
        return error == 0 ? new CudaGraph(accelerator, stream, executable) : null;
    }

    private static void Destroy(nint graph)
    {
        if (graph != 0)
        {
            _ = CudaDriver.cuGraphDestroy(graph);
        }
    }

    private static string? Reason(string call, int error) => error == 0 ? null : $"{call} says {CudaDriver.Describe(error)}.";
}
