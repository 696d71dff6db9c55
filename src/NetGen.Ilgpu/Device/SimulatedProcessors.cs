using System.Collections.Concurrent;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace NetGen.Ilgpu;

/// <summary>
/// Multiprocessors of a simulator for groups of up to 8, 16, 32 … threads. Every launch wakes all threads of the one it runs on, and each
/// is one of the operating system's: so a kernel runs on the smallest that holds its groups. The memory is the process's for all of them.
/// </summary>
internal sealed class SimulatedProcessors(Context context)
{
    private const int LeastThreads = 8, WarpThreads = 32;

    private readonly ConcurrentDictionary<int, Lazy<Accelerator>> _processors = new();

    /// <summary>One that runs groups of up to <paramref name="threads"/> threads, a power of two.</summary>
    public static CPUDevice Device(int threads) =>
        new(Math.Min(threads, WarpThreads), numWarpsPerMultiprocessor: Math.Max(threads / WarpThreads, 1), numMultiprocessors: 1);

    /// <summary>The smallest for groups of so many threads.</summary>
    public Accelerator For(int threads) => _processors.GetOrAdd(
        Math.Max((int)BitOperations.RoundUpToPowerOf2((uint)threads), LeastThreads),
        size => new(() => Device(size).CreateAccelerator(context))).Value;
}
