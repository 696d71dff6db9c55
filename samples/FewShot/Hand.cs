using System.Numerics;
using Samples;

namespace FewShot;

/// <summary>Draws pictures as another hand would: turned, slanted and stretched about their middle.</summary>
internal static class Hand
{
    private const int Size = SyntheticDigits.Size;
    private const float Middle = (Size - 1) / 2f;

    // A picture without ink stays as it is.
    private const float Least = 1e-6f;

    /// <summary>A small change at random.</summary>
    public static Matrix3x2 Next(Random random)
    {
        return Matrix3x2.CreateScale(1 + Between(0.2f), 1 + Between(0.2f))
            * Matrix3x2.CreateSkew(Between(0.2f), 0)
            * Matrix3x2.CreateRotation(Between(0.2f));

        float Between(float most) => ((2 * random.NextSingle()) - 1) * most;
    }

    /// <summary>
    /// From a picture set upright, its ink in the middle and not slanted, to the picture as it is. LeCun et al. 1998,
    /// http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf, section III.A, set digits upright likewise.
    /// </summary>
    /// <param name="picture">28×28 values.</param>
    public static Matrix3x2 Upright(float[] picture)
    {
        Vector2 middle = Sum(place => place) / MathF.Max(picture.Sum(), Least);
        Vector2 spread = Sum(place => (place - middle) * (place.Y - middle.Y));
        return new Matrix3x2(1, 0, spread.X / MathF.Max(spread.Y, Least), 1, middle.X, middle.Y);

        Vector2 Sum(Func<Vector2, Vector2> value)
        {
            Vector2 sum = Vector2.Zero;
            for (int i = 0; i < picture.Length; i++)
            {
                sum += picture[i] * value(new Vector2((i % Size) - Middle, (i / Size) - Middle));
            }

            return sum;
        }
    }

    /// <summary>Draws a picture anew; a pixel between four old ones is their mean, weighted by how near they are.</summary>
    /// <param name="picture">28×28 values.</param>
    /// <param name="toSource">From a new place to the old one, both seen from the middle.</param>
    /// <param name="drawn">Gets as many.</param>
    public static void Draw(float[] picture, Matrix3x2 toSource, Span<float> drawn)
    {
        for (int i = 0; i < drawn.Length; i++)
        {
            Vector2 source = Vector2.Transform(new Vector2((i % Size) - Middle, (i / Size) - Middle), toSource) + new Vector2(Middle);
            int left = (int)MathF.Floor(source.X), top = (int)MathF.Floor(source.Y);
            float right = source.X - left, down = source.Y - top;
            float upper = ((1 - right) * At(left, top)) + (right * At(left + 1, top));
            float lower = ((1 - right) * At(left, top + 1)) + (right * At(left + 1, top + 1));
            drawn[i] = ((1 - down) * upper) + (down * lower);
        }

        float At(int x, int y) => x is >= 0 and < Size && y is >= 0 and < Size ? picture[(y * Size) + x] : 0;
    }
}
