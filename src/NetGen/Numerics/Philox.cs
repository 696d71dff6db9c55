using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>
/// Random numbers from a counter instead of a state: Philox2x32-10. Ten rounds of
/// (a, b) ← (hi(M·a) ⊕ k ⊕ b, lo(M·a)), k ← k + W. Any element can be computed at any time by any thread.
/// A counter gives two words, so element e takes word e mod 2 of counter ⌊e / 2⌋.
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011, https://doi.org/10.1145/2063384.2063405.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier = 0xD256_D193;
    private const uint KeyStep = 0x9E37_79B9;

    /// <summary>
    /// The two random words of the counter (<paramref name="index"/>, <paramref name="stream"/>) under <paramref name="key"/>.
    /// </summary>
    public static (uint First, uint Second) Words(uint index, uint stream, uint key)
    {
        uint a = index;
        uint b = stream;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product = (ulong)Multiplier * a;
            a = (uint)(product >> 32) ^ key ^ b;
            b = (uint)product;
            key += KeyStep;
        }

        return (a, b);
    }

    /// <summary>
    /// The uniform random number in [0, 1) of element <paramref name="index"/> in <paramref name="stream"/> under
    /// <paramref name="key"/>: the upper 24 bits of its word / 2²⁴, exact in <see cref="float"/>.
    /// </summary>
    public static float Uniform(uint index, uint stream, uint key)
    {
        (uint first, uint second) = Words(index >> 1, stream, key);
        return (((index & 1) == 0 ? first : second) >> 8) * (1f / (1 << 24));
    }

    /// <summary>The words of the elements from <paramref name="index"/> on, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> Words512(uint index, uint stream, uint key)
    {
        // A 64-bit lane computes a counter, whose two words are the lane's two halves. From an odd index on, a lane holds the second
        // word of one counter and the first of the next.
        Vector512<uint> counters = Vector512.ShiftRightLogical(
            Vector512.Create(index) + Vector512.Create(0u, 0, 2, 0, 4, 0, 6, 0, 8, 0, 10, 0, 12, 0, 14, 0), 1);
        (Vector512<ulong> low, Vector512<ulong> high) = Mix(counters.AsUInt64(), stream, key);
        if ((index & 1) != 0)
        {
            (low, high) = (high, Mix((counters + Vector512<uint>.One).AsUInt64() & Vector512.Create(0x7FFF_FFFFul), stream, key).First);
        }

        return ((low & Vector512.Create(0xFFFF_FFFFul)) | Vector512.ShiftLeft(high, 32)).AsUInt32();
    }

    /// <summary>The words of the counters in the lanes' lower halves, again in lower halves; the upper halves hold leftovers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> First, Vector512<ulong> Second) Mix(Vector512<ulong> counters, uint stream, uint key)
    {
        Vector512<ulong> a = counters;
        Vector512<ulong> b = Vector512.Create((ulong)stream);
        Vector512<uint> keys = Vector512.Create(key);
        for (int round = 0; round < Rounds; round += 2)
        {
            Vector512<ulong> first = Multiply(a);
            a = Vector512.ShiftRightLogical(first, 32) ^ b ^ keys.AsUInt64();
            b = Multiply(a);
            a = Vector512.ShiftRightLogical(b, 32) ^ first ^ (keys + Vector512.Create(KeyStep)).AsUInt64();
            keys += Vector512.Create(unchecked(2 * KeyStep));
        }

        return (a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> a) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), Vector512.Create(Multiplier))
        : (a & Vector512.Create(0xFFFF_FFFFul)) * Vector512.Create((ulong)Multiplier);

    /// <inheritdoc cref="Words512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Words256(uint index, uint stream, uint key)
    {
        Vector256<uint> counters = Vector256.ShiftRightLogical(Vector256.Create(index) + Vector256.Create(0u, 0, 2, 0, 4, 0, 6, 0), 1);
        (Vector256<ulong> low, Vector256<ulong> high) = Mix(counters.AsUInt64(), stream, key);
        if ((index & 1) != 0)
        {
            (low, high) = (high, Mix((counters + Vector256<uint>.One).AsUInt64() & Vector256.Create(0x7FFF_FFFFul), stream, key).First);
        }

        return ((low & Vector256.Create(0xFFFF_FFFFul)) | Vector256.ShiftLeft(high, 32)).AsUInt32();
    }

    /// <inheritdoc cref="Mix(Vector512{ulong}, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> First, Vector256<ulong> Second) Mix(Vector256<ulong> counters, uint stream, uint key)
    {
        Vector256<ulong> a = counters;
        Vector256<ulong> b = Vector256.Create((ulong)stream);
        Vector256<uint> keys = Vector256.Create(key);
        for (int round = 0; round < Rounds; round += 2)
        {
            Vector256<ulong> first = Multiply(a);
            a = Vector256.ShiftRightLogical(first, 32) ^ b ^ keys.AsUInt64();
            b = Multiply(a);
            a = Vector256.ShiftRightLogical(b, 32) ^ first ^ (keys + Vector256.Create(KeyStep)).AsUInt64();
            keys += Vector256.Create(unchecked(2 * KeyStep));
        }

        return (a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> a) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), Vector256.Create(Multiplier))
        : (a & Vector256.Create(0xFFFF_FFFFul)) * Vector256.Create((ulong)Multiplier);

    /// <inheritdoc cref="Words512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<uint> Words128(uint index, uint stream, uint key)
    {
        Vector128<uint> counters = Vector128.ShiftRightLogical(Vector128.Create(index) + Vector128.Create(0u, 0, 2, 0), 1);
        (Vector128<ulong> low, Vector128<ulong> high) = Mix(counters.AsUInt64(), stream, key);
        if ((index & 1) != 0)
        {
            (low, high) = (high, Mix((counters + Vector128<uint>.One).AsUInt64() & Vector128.Create(0x7FFF_FFFFul), stream, key).First);
        }

        return ((low & Vector128.Create(0xFFFF_FFFFul)) | Vector128.ShiftLeft(high, 32)).AsUInt32();
    }

    /// <inheritdoc cref="Mix(Vector512{ulong}, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ulong> First, Vector128<ulong> Second) Mix(Vector128<ulong> counters, uint stream, uint key)
    {
        Vector128<ulong> a = counters;
        Vector128<ulong> b = Vector128.Create((ulong)stream);
        Vector128<uint> keys = Vector128.Create(key);
        for (int round = 0; round < Rounds; round += 2)
        {
            Vector128<ulong> first = Multiply(a);
            a = Vector128.ShiftRightLogical(first, 32) ^ b ^ keys.AsUInt64();
            b = Multiply(a);
            a = Vector128.ShiftRightLogical(b, 32) ^ first ^ (keys + Vector128.Create(KeyStep)).AsUInt64();
            keys += Vector128.Create(unchecked(2 * KeyStep));
        }

        return (a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> a) => Sse2.IsSupported
        ? Sse2.Multiply(a.AsUInt32(), Vector128.Create(Multiplier))
        : (a & Vector128.Create(0xFFFF_FFFFul)) * Vector128.Create((ulong)Multiplier);
}
