using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <content>What processes that train together say to each other within a step.</content>
public abstract partial class TrainingProgram<T>
{
    /// <summary>
    /// Replaces a vector that the first worker wrote by its sum over the processes; nothing where this one is alone. The first worker may
    /// go on with it, others behind the next <see cref="Worker.Sync"/>.
    /// </summary>
    /// <param name="worker">The thread: the caller's makes the sum.</param>
    /// <param name="count">Numbers.</param>
    /// <param name="vector">The first of them.</param>
    protected void SumOverProcesses(Worker worker, int count, ref T vector)
    {
        while (IsOneOfSeveral && worker.TakesShareAsCaller())
        {
            if (worker.Index == 0)
            {
                _parallel!.Sum(MemoryMarshal.CreateSpan(ref vector, count));
            }
        }
    }

    /// <summary>Two vectors of equal length likewise.</summary>
    /// <inheritdoc cref="SumOverProcesses(Worker, int, ref T)"/>
    protected void SumOverProcesses(Worker worker, int count, ref T vector, ref T other)
    {
        while (IsOneOfSeveral && worker.TakesShareAsCaller())
        {
            if (worker.Index == 0)
            {
                _parallel!.Sum(MemoryMarshal.CreateSpan(ref vector, count), MemoryMarshal.CreateSpan(ref other, count));
            }
        }
    }

    // What is looked at once more is this process's own affair.
    private bool IsOneOfSeveral => _parallel is not null && !IsForwardOnly;
}
