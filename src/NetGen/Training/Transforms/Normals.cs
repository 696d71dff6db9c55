using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen;

/// <summary>Normal random numbers, many at once.</summary>
internal static class Normals
{
    /// <summary>Numbers that are drawn together.</summary>
    public const int BlockSize = 16;

    /// <summary>
    /// Numbers of mean 0 and deviation 1 from pairs of uniform ones (Box and Muller 1958): √(−2 ln u) · (cos 2πv, sin 2πv).
    /// </summary>
    /// <param name="block"><see cref="BlockSize"/> numbers.</param>
    /// <param name="index">Of the first: a multiple of <see cref="BlockSize"/>.</param>
    /// <param name="key">Whose numbers.</param>
    public static void Draw(Span<float> block, uint index, uint key)
    {
        // 1 − u is never 0.
        Vector256<float> u = Vector256<float>.One - Uniform(index, key), v = Uniform(index + (BlockSize / 2), key);
        Vector256<float> radius = Vector256.Sqrt(Vector256.Create(-2f) * Vector256.Log(u));
        (Vector256<float> sin, Vector256<float> cos) = Vector256.SinCos(v * Vector256.Create(float.Tau));
        (radius * cos).CopyTo(block);
        (radius * sin).CopyTo(block[Vector256<float>.Count..]);
    }

    private static Vector256<float> Uniform(uint index, uint key) =>
        Vector256.ConvertToSingle((Philox.Words256(index, 0, key) >> 8).AsInt32()) * Vector256.Create(1f / (1 << 24));
}
