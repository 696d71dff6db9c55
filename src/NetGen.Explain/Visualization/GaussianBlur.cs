namespace NetGen.Explain;

/// <summary>Blurs pictures: rows, then columns, each with the weights exp(−d²/2σ²); the outermost pixels go on beyond the edge.</summary>
internal static class GaussianBlur
{
    /// <summary>In place.</summary>
    /// <param name="picture">[channels × height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="deviation">σ in pixels.</param>
    public static void Apply(double[] picture, int height, int width, double deviation)
    {
        int reach = (int)Math.Ceiling(3 * deviation);
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(d => Math.Exp(-d * d / (2 * deviation * deviation)))];
        double sum = weights.Sum();
        for (int start = 0; start < picture.Length; start += height * width)
        {
            for (int y = 0; y < height; y++)
            {
                Blur(start + (y * width), 1, width);
            }

            for (int x = 0; x < width; x++)
            {
                Blur(start + x, width, height);
            }
        }

        void Blur(int first, int step, int count)
        {
            double[] line = [.. Enumerable.Range(0, count).Select(i => picture[first + (i * step)])];
            for (int i = 0; i < count; i++)
            {
                double mean = 0;
                for (int d = -reach; d <= reach; d++)
                {
                    mean += weights[d + reach] * line[Math.Clamp(i + d, 0, count - 1)];
                }

                picture[first + (i * step)] = mean / sum;
            }
        }
    }
}
