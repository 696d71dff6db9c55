using System.Numerics;

namespace NetGen.Ilgpu;

/// <summary>
/// Enqueues the steps of a feed: plainly at first, and on CUDA, once every kernel is loaded, as one recorded graph. What differs between
/// steps lies in the device's memory, so a full batch is always the same step; a smaller one runs plainly.
/// </summary>
internal sealed class RecordedStep<T>(IlgpuTrainingProgram<T> program, ResidentData<T> data) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PlainSteps = 2;

    private int _plainSteps;
    private int _version = program.Version;
    private CudaGraph? _graph;

    /// <summary>Enqueues a step; its row must have been uploaded.</summary>
    /// <param name="isFull">Whether the batch has as many samples as the program can take.</param>
    public void Enqueue(bool isFull)
    {
        if (_version != program.Version)
        {
            // Other kernels: they are loaded by plain steps again.
            Dispose();
            (_version, _plainSteps) = (program.Version, 0);
        }

        if (!isFull)
        {
            program.Enqueue(data);
            return;
        }

        if (_graph is null && program.PlainReason is null && _plainSteps >= PlainSteps)
        {
            _graph = CudaGraph.TryRecord(program.Queue, () => program.Enqueue(data), out string? reason);
            program.PlainReason = reason;
        }

        if (_graph is not null && !_graph.TryLaunch(out string? error))
        {
            program.PlainReason = error;
            Dispose();
        }

        if (_graph is null)
        {
            program.Enqueue(data);
            _plainSteps++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graph?.Dispose();
        _graph = null;
    }
}
