using System.ComponentModel;
using System.Globalization;

namespace NetGen.Runtime;

/// <summary>A value of a training step that is in memory when its forward pass ends; all sizes in elements.</summary>
/// <param name="Name">"Stem.relu0".</param>
/// <param name="Offset">Where it lies in the arena, for one sample.</param>
/// <param name="Size">Of one sample, for the declared length.</param>
/// <param name="Length">Index into <see cref="ProgramPlan.Lengths"/> where its positions are that length; else −1.</param>
/// <param name="Positions">The declared length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ValuePlan(string Name, int Offset, int Size, int Length = -1, int Positions = 1)
{
    /// <summary>Which of the repetitions of a block it is of, from 1; 0 where there are none.</summary>
    public int Repetition { get; init; }

    /// <summary>To the next repetition: 1, or −1.</summary>
    public int Step { get; init; }

    /// <summary>Elements, for one sample, between neighbouring repetitions.</summary>
    public int Stride { get; init; }

    /// <summary>The values of equal blocks, block after block.</summary>
    /// <param name="count">Number of blocks.</param>
    /// <param name="block">Those of the first.</param>
    public static ValuePlan[] Repeat(int count, params ValuePlan[] block)
    {
        ArgumentNullException.ThrowIfNull(block);
        ValuePlan[] all = new ValuePlan[count * block.Length];
        for (int i = 0; i < all.Length; i++)
        {
            (int number, ValuePlan value) = (i / block.Length, block[i % block.Length]);
            int moved = number * value.Step;
            all[i] = value with { Repetition = value.Repetition + moved, Offset = value.Offset + (moved * value.Stride) };
        }

        return all;
    }

    /// <summary>"Body.Think.gelu0 (repetition 3)".</summary>
    internal string FullName =>
        Repetition > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Name} (repetition {Repetition})") : Name;

    /// <summary>Elements of one sample in a run.</summary>
    internal int SizeAt(ReadOnlySpan<int> lengths) => Length < 0 ? Size : Size / Positions * lengths[Length];
}
