using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>A number that differs, but for one case in 2⁶⁴, where a bit of the values does: at the speed of memory.</summary>
internal static class WeightHash
{
    // Odd, with no pattern in its bits: 2⁶⁴ / golden ratio.
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Of all bits, in order.</summary>
    public static ulong Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);

        // Four at a time, so that a product need not wait for the one before.
        ulong a = 1, b = 2, c = 3, d = 4;
        int i = 0;
        for (; i <= words.Length - 4; i += 4)
        {
            a = Mix(a, words[i]);
            b = Mix(b, words[i + 1]);
            c = Mix(c, words[i + 2]);
            d = Mix(d, words[i + 3]);
        }

        for (; i < words.Length; i++)
        {
            a = Mix(a, words[i]);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            b = Mix(b, rest);
        }

        return Mix(Mix(Mix(a, b), c), d);
    }

    // A bijection of the word for each state, and of the state for each word.
    private static ulong Mix(ulong state, ulong word)
    {
        ulong mixed = (state ^ word) * Multiplier;
        return mixed ^ (mixed >> 32);
    }
}
