using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>
/// Bytes of a program and of what it works on, by samples and threads: what <c>CompiledProgram</c> allocates, and the weights. Each block
/// has some hundred bytes of alignment more.
/// </summary>
/// <param name="Fixed">Whatever the batch: parameters, gradients, packed weights, vectors over the channels.</param>
/// <param name="PerSample">Of each sample: its values in the arena, and its part of the batch as it was given.</param>
/// <param name="PerWorker">Of each thread: sums over its rows, and scratch.</param>
/// <param name="PerChunkSample">Of each sample that a thread goes through in a chunk.</param>
/// <param name="ChunkSamples">Most samples of a chunk.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ProgramFootprint(long Fixed, long PerSample, long PerWorker, long PerChunkSample, int ChunkSamples)
{
    /// <summary>The bytes for so many samples at once.</summary>
    /// <param name="samples">At least 1.</param>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is less.</exception>
    public long BytesAt(int samples, int threads)
    {
        if (samples < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "There is at least one sample.");
        }

        if (threads < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "There is at least one thread.");
        }

        return Fixed + (PerSample * samples) + (threads * (PerWorker + (PerChunkSample * ChunkOf(ChunkSamples, samples, threads))));
    }

    /// <summary>Samples of a chunk of which each thread has one, so that all threads have work.</summary>
    /// <param name="most">As the compiler decided.</param>
    /// <param name="samples">In the batch.</param>
    /// <param name="threads">That share it.</param>
    internal static int ChunkOf(int most, int samples, int threads) => Math.Min(most, (int)(((long)samples + threads - 1) / threads));
}
