using NetGen;
using Samples;

namespace Digits;

/// <summary>Pictures of digits moved a little: the same digits, so that a network learns not to care where they stand.</summary>
internal static class MovedDigits
{
    private const int Size = SyntheticDigits.Size;

    /// <summary>Moves each picture by its own random number of pixels in both directions; what enters is black.</summary>
    /// <param name="digits">Pictures of 28×28 bytes over 255.</param>
    /// <param name="most">Most pixels in a direction, 0 to 27.</param>
    /// <param name="seed">Equal seeds move alike.</param>
    public static Dataset Draw(Dataset digits, int most, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[digits.Count * Size * Size], labels = new byte[digits.Count];
        float[] picture = new float[Size * Size];
        for (int i = 0; i < digits.Count; i++)
        {
            int label = 0;
            digits.ReadInputs([i], picture);
            digits.ReadLabels([i], new Span<int>(ref label));
            labels[i] = (byte)label;
            Move(picture, pixels.AsSpan(i * Size * Size, Size * Size), random.Next(-most, most + 1), random.Next(-most, most + 1));
        }

        return Dataset.FromImages(pixels, labels, digits.InputShape);
    }

    private static void Move(ReadOnlySpan<float> picture, Span<byte> moved, int down, int right)
    {
        for (int y = Math.Max(down, 0); y < Math.Min(Size, Size + down); y++)
        {
            for (int x = Math.Max(right, 0); x < Math.Min(Size, Size + right); x++)
            {
                moved[(y * Size) + x] = (byte)MathF.Round(picture[((y - down) * Size) + x - right] * byte.MaxValue);
            }
        }
    }
}
