using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>
/// Random numbers from a counter instead of a state: Philox2x32-10. Ten rounds of
/// (a, b) ← (hi(M·a) ⊕ k ⊕ b, lo(M·a)), k ← k + W. Any element can be computed at any time by any thread.
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011, https://doi.org/10.1145/2063384.2063405.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier = 0xD256_D193;
    private const uint KeyStep = 0x9E37_79B9;

    /// <summary>The two random words of the counter (<paramref name="index"/>, <paramref name="stream"/>) under <paramref name="key"/>.</summary>
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
    /// The uniform random number in [0, 1) of the counter (<paramref name="index"/>, <paramref name="stream"/>) under
    /// <paramref name="key"/>: the upper 24 bits of the first word / 2²⁴, exact in <see cref="float"/>.
    /// </summary>
    public static float Uniform(uint index, uint stream, uint key) => (Words(index, stream, key).First >> 8) * (1f / (1 << 24));

    /// <summary>The first word of each counter, in the lower half of its lane; the upper halves hold leftovers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> First(Vector512<ulong> counters, uint stream, uint key)
    {
        Vector512<ulong> a = counters;
        Vector512<ulong> b = Vector512.Create((ulong)stream);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product = Avx512F.IsSupported
                ? Avx512F.Multiply(a.AsUInt32(), Vector512.Create(Multiplier))
                : (a & Vector512.Create(0xFFFF_FFFFul)) * Vector512.Create((ulong)Multiplier);
            a = Vector512.ShiftRightLogical(product, 32) ^ b ^ Vector512.Create((ulong)key);
            b = product;
            key += KeyStep;
        }

        return a;
    }

    /// <inheritdoc cref="First(Vector512{ulong}, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> First(Vector256<ulong> counters, uint stream, uint key)
    {
        Vector256<ulong> a = counters;
        Vector256<ulong> b = Vector256.Create((ulong)stream);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product = Avx2.IsSupported
                ? Avx2.Multiply(a.AsUInt32(), Vector256.Create(Multiplier))
                : (a & Vector256.Create(0xFFFF_FFFFul)) * Vector256.Create((ulong)Multiplier);
            a = Vector256.ShiftRightLogical(product, 32) ^ b ^ Vector256.Create((ulong)key);
            b = product;
            key += KeyStep;
        }

        return a;
    }

    /// <inheritdoc cref="First(Vector512{ulong}, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> First(Vector128<ulong> counters, uint stream, uint key)
    {
        Vector128<ulong> a = counters;
        Vector128<ulong> b = Vector128.Create((ulong)stream);
        for (int round = 0; round < Rounds; round++)
        {
            Vector128<ulong> product = Sse2.IsSupported
                ? Sse2.Multiply(a.AsUInt32(), Vector128.Create(Multiplier))
                : (a & Vector128.Create(0xFFFF_FFFFul)) * Vector128.Create((ulong)Multiplier);
            a = Vector128.ShiftRightLogical(product, 32) ^ b ^ Vector128.Create((ulong)key);
            b = product;
            key += KeyStep;
        }

        return a;
    }
}
