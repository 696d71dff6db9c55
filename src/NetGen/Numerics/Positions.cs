using System.ComponentModel;
using System.Numerics;

namespace NetGen.Numerics;

/// <summary>Fixed vectors that tell positions apart.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Positions
{
    private const double Base = 10000;

    /// <summary>
    /// Writes p[t][c] = sin(t / 10000^(c/width)) for even c, and cos(t / 10000^((c − 1)/width)) for odd c.
    /// Vaswani et al.: Attention is all you need. 2017.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="table">Receives [positions × width].</param>
    /// <param name="positions">Number of positions.</param>
    /// <param name="width">Features of a position; where odd, the last is a sine.</param>
    /// <exception cref="ArgumentException">The table is too short.</exception>
    public static void FillSinusoidal<T>(Span<T> table, int positions, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(table.Length, positions, width);
        for (int t = 0; t < positions; t++)
        {
            for (int c = 0; c < width; c++)
            {
                double angle = t / Math.Pow(Base, (double)(c & ~1) / width);
                table[(t * width) + c] = T.CreateTruncating((c & 1) == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }
    }

    internal static void CheckLength(int length, int positions, int width)
    {
        if (length < (long)positions * width)
        {
            throw new ArgumentException(
                $"A table of {positions} positions × {width} features needs {(long)positions * width} elements, not {length}.");
        }
    }
}
