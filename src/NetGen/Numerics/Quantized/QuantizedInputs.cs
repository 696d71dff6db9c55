using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Inputs of integer kernels.</summary>
internal static class QuantizedInputs
{
    /// <summary>Brings neighbouring numbers to integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize<I>(int count, ref float from, ref short to, in QuantizedRange range)
        where I : struct, IInts<I>
    {
        int i = 0;
        for (; i <= count - (2 * I.Count); i += 2 * I.Count)
        {
            I.Quantize(ref Unsafe.Add(ref from, i), range).Store(ref Unsafe.Add(ref to, i));
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref to, i) = (short)range.Nearest(Unsafe.Add(ref from, i));
        }
    }
}
