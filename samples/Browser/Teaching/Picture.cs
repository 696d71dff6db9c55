using NetGen;

namespace Browser.Teaching;

/// <summary>A drawing as MNIST has digits: 20 pixels in the longer direction, the centre of its ink in the middle of 28×28.</summary>
internal static class Picture
{
    /// <summary>Height and width.</summary>
    public const int Size = 28;

    private const int Box = 20;

    /// <summary>Brings a drawing to that form; null where nothing is drawn.</summary>
    /// <param name="ink">The canvas, row by row, from 0 to 255.</param>
    /// <param name="width">Its width; the height follows.</param>
    public static float[]? From(ReadOnlySpan<byte> ink, int width)
    {
        int left = width, right = -1, top = int.MaxValue, bottom = -1;
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] > 0)
            {
                (int y, int x) = Math.DivRem(i, width);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        if (right < 0)
        {
            return null;
        }

        float scale = Math.Max(right - left + 1, bottom - top + 1) / (float)Box;
        (float x, float y) centre = Centre(ink, width);
        float[] picture = new float[Size * Size];
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                float x = centre.x + ((column - (Size / 2)) * scale), y = centre.y + ((row - (Size / 2)) * scale);
                picture[(row * Size) + column] = Mean(ink, width, x, y, scale);
            }
        }

        return picture;
    }

    /// <summary>The mean place of the ink; a pixel's is its middle.</summary>
    private static (float X, float Y) Centre(ReadOnlySpan<byte> ink, int width)
    {
        double sum = 0, x = 0, y = 0;
        for (int i = 0; i < ink.Length; i++)
        {
            (sum, x, y) = (sum + ink[i], x + (ink[i] * (double)(i % width)), y + (ink[i] * (double)(i / width)));
        }

        return ((float)(x / sum) + 0.5f, (float)(y / sum) + 0.5f);
    }

    /// <summary>The mean of a square of the canvas, from 0 to 1.</summary>
    private static float Mean(ReadOnlySpan<byte> ink, int width, float x, float y, float side)
    {
        int height = ink.Length / width, sum = 0, count = 0;
        for (int row = (int)MathF.Floor(y); row < Math.Max(y + side, MathF.Floor(y) + 1); row++)
        {
            for (int column = (int)MathF.Floor(x); column < Math.Max(x + side, MathF.Floor(x) + 1); column++)
            {
                bool isInside = row >= 0 && row < height && column >= 0 && column < width;
                sum += isInside ? ink[(row * width) + column] : 0;
                count++;
            }
        }

        return sum / (255f * count);
    }
}
