using System.Numerics;
using ILGPU;
using ILGPU.Algorithms;

namespace NetGen.Ilgpu;

/// <summary>Arguments of <see cref="StepKernels.Advance{T}"/>.</summary>
internal struct AdvanceArguments<T>
    where T : unmanaged
{
    public int ScalarCount;
    public ArrayView<uint> Rows;
    public ArrayView<T> ScalarRows;
    public ArrayView<uint> Clock;
    public ArrayView<T> Scalars;
    public ArrayView<int> Hits;
    public ArrayView<int> Left;
}

/// <summary>Arguments of <see cref="StepKernels.Gather{T}"/>.</summary>
internal struct GatherArguments<T>
    where T : unmanaged
{
    public int Count;
    public int Size;
    public ArrayView<uint> Clock;
    public ArrayView<int> Order;
    public ArrayView<long> Starts;
    public ArrayView<T> Source;
    public ArrayView<T> Target;
}

/// <summary>Arguments of <see cref="StepKernels.CountLabels{T}"/> and <see cref="StepKernels.CountSides{T}"/>.</summary>
internal struct JudgeArguments<T>
    where T : unmanaged
{
    public int Rows;
    public int Pitch;
    public int Line;
    public int Width;
    public int Channels;
    public int IsImage;
    public int IgnoredLabel;
    public ArrayView<uint> Clock;
    public ArrayView<T> Scores;
    public ArrayView<int> Labels;
    public ArrayView<T> Targets;
    public ArrayView<int> Hits;
    public ArrayView<int> Left;
}

/// <summary>Arguments of <see cref="StepKernels.KeepLoss{T}"/>.</summary>
internal struct LossArguments<T>
    where T : unmanaged
{
    public ArrayView<uint> Clock;
    public ArrayView<uint> Halt;
    public int Count;
    public ArrayView<int> Offsets;
    public ArrayView<T> Vectors;
    public ArrayView<T> Losses;
}

/// <summary>Arguments of the kernels that leave a network as it was where a step is not finite: gradients, or running statistics.</summary>
internal struct GuardArguments<T>
    where T : unmanaged
{
    public int Count;
    public ArrayView<uint> Halt;
    public ArrayView<T> Values;
    public ArrayView<T> Kept;
}

/// <summary>Arguments of <see cref="StepKernels.KeepHalt"/>.</summary>
internal struct HaltArguments
{
    public ArrayView<uint> Clock;
    public ArrayView<uint> Halt;
    public ArrayView<int> Hits;
}

/// <summary>
/// What surrounds a training step on the device. What differs from step to step lies in the clock, so that a recorded step can be replayed.
/// </summary>
internal static class StepKernels
{
    /// <summary>clock ← the table's next row; scalars ← its scalars; hits and left of its slot ← 0. One thread.</summary>
    public static void Advance<T>(AdvanceArguments<T> g)
        where T : unmanaged
    {
        int row = (int)g.Rows[0];
        g.Rows[0] = (uint)(row + 1);
        for (int i = 0; i < StepTable.RowSize; i++)
        {
            g.Clock[i] = g.Rows[1 + (row * StepTable.RowSize) + i];
        }

        for (int i = 0; i < g.ScalarCount; i++)
        {
            g.Scalars[i] = g.ScalarRows[(row * g.ScalarCount) + i];
        }

        g.Hits[(int)g.Clock[StepTable.Slot]] = 0;
        g.Left[(int)g.Clock[StepTable.Slot]] = 0;
    }

    /// <summary>target[i, j] = source[starts[order[start + i]] + j] for the samples i of the batch.</summary>
    public static void Gather<T>(GatherArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            int sample = g.Order[(int)g.Clock[StepTable.Start] + (i / g.Size)];
            g.Target[i] = g.Source[g.Starts[sample] + (i % g.Size)];
        }
    }

    /// <summary>
    /// hits += 1 where the label's score is the largest of its row, and the first of equals; left += 1 where the label is not to be judged.
    /// A group for each row.
    /// </summary>
    public static void CountLabels<T>(JudgeArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = Grid.IdxX;
        bool isLeft = g.Labels[row] == g.IgnoredLabel;
        CountAnswer(g, row, isLeft ? 0 : g.Labels[row], isLeft);
    }

    /// <summary>
    /// hits += 1 where the score of the class with the largest share is the largest of its row, of both the first of equals. A group for
    /// each row.
    /// </summary>
    public static void CountShares<T>(JudgeArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = Grid.IdxX, place = row % g.Rows, label = 0;
        long target = (long)(row / g.Rows) * g.Rows * g.Channels;
        long begin = target + (g.IsImage != 0 ? place : (long)place * g.Channels), pitch = g.IsImage != 0 ? g.Rows : 1;
        for (int channel = 1; channel < g.Channels; channel++)
        {
            label = g.Targets[begin + (channel * pitch)] > g.Targets[begin + (label * pitch)] ? channel : label;
        }

        CountAnswer(g, row, label, isLeft: false);
    }

    private static void CountAnswer<T>(JudgeArguments<T> g, int row, int label, bool isLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<int> wrong = SharedMemory.Allocate<int>(1);
        long first = FirstScore(row, g.Rows, g.Pitch, g.Line, g.Width, g.Channels);
        if (Group.IdxX == 0)
        {
            wrong[0] = 0;
        }

        Group.Barrier();
        T score = g.Scores[first + label];
        for (int channel = Group.IdxX; channel < g.Channels; channel += Group.DimX)
        {
            T other = g.Scores[first + channel];
            if (channel < label ? other >= score : channel > label ? other > score : T.IsNaN(score))
            {
                wrong[0] = 1;
            }
        }

        Group.Barrier();
        if (Group.IdxX == 0 && isLeft)
        {
            Atomic.Add(ref g.Left[(int)g.Clock[StepTable.Slot]], 1);
        }
        else if (Group.IdxX == 0 && wrong[0] == 0)
        {
            Atomic.Add(ref g.Hits[(int)g.Clock[StepTable.Slot]], 1);
        }
    }

    /// <summary>
    /// hits += 1 where every score of a row lies on its target's side: yes is above 0, and above ½. A group for each row.
    /// </summary>
    public static void CountSides<T>(JudgeArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<int> wrong = SharedMemory.Allocate<int>(1);
        int row = Grid.IdxX;
        long first = FirstScore(row, g.Rows, g.Pitch, g.Line, g.Width, g.Channels);
        long target = (long)(row / g.Rows) * g.Rows * g.Channels;
        int place = row % g.Rows;
        if (Group.IdxX == 0)
        {
            wrong[0] = 0;
        }

        Group.Barrier();
        for (int channel = Group.IdxX; channel < g.Channels; channel += Group.DimX)
        {
            // Users' images have the channels first.
            long at = target + (g.IsImage != 0 ? ((long)channel * g.Rows) + place : ((long)place * g.Channels) + channel);
            bool says = g.Scores[first + channel] > T.Zero;
            bool isSo = g.Targets[at] + g.Targets[at] > T.One;
            if (says != isSo)
            {
                wrong[0] = 1;
            }
        }

        Group.Barrier();
        if (Group.IdxX == 0 && wrong[0] == 0)
        {
            Atomic.Add(ref g.Hits[(int)g.Clock[StepTable.Slot]], 1);
        }
    }

    /// <summary>
    /// losses[slot] ← the step's loss and those it is the sum of; a loss that is not finite stops the updates from here on. One thread.
    /// </summary>
    public static void KeepLoss<T>(LossArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = (int)g.Clock[StepTable.Slot] * g.Count;
        for (int i = 0; i < g.Count; i++)
        {
            g.Losses[first + i] = g.Vectors[g.Offsets[i]];
        }

        T loss = g.Losses[first];
        if (T.IsNaN(loss) || T.IsInfinity(loss))
        {
            g.Halt[0] = 1;
        }
    }

    /// <summary>A gradient that is not finite stops the updates from here on.</summary>
    public static void CheckGradients<T>(GuardArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && (T.IsNaN(g.Values[i]) || T.IsInfinity(g.Values[i])))
        {
            g.Halt[0] = 1;
        }
    }

    /// <summary>kept ← statistics.</summary>
    public static void KeepStatistics<T>(GuardArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            g.Kept[i] = g.Values[i];
        }
    }

    /// <summary>statistics ← kept, where updates are stopped.</summary>
    public static void RestoreStatistics<T>(GuardArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Halt[0] != 0)
        {
            g.Values[i] = g.Kept[i];
        }
    }

    /// <summary>statistics ← kept.</summary>
    public static void PutBackStatistics<T>(GuardArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            g.Values[i] = g.Kept[i];
        }
    }

    /// <summary>hits[slot] ← −1 − hits[slot], where updates are stopped. One thread.</summary>
    public static void KeepHalt(HaltArguments g)
    {
        if (g.Halt[0] != 0)
        {
            int slot = (int)g.Clock[StepTable.Slot];
            g.Hits[slot] = -1 - g.Hits[slot];
        }
    }

    /// <summary>Where a row of the output begins: its sample's, its line's and its own place.</summary>
    private static long FirstScore(int row, int rows, int pitch, int line, int width, int channels)
    {
        int sample = row / rows, place = row % rows;
        return ((long)sample * pitch) + ((place / width) * line) + ((place % width) * channels);
    }
}
