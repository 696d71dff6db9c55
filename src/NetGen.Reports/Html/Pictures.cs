namespace NetGen.Reports.Html;

/// <summary>Shows samples of a dataset that are pictures.</summary>
internal static class Pictures
{
    /// <summary>Height and width of the page's pictures in pixels, about.</summary>
    private const int LargestSide = 512;

    /// <summary>Whether the first input of samples is a picture: one channel, or red, green and blue.</summary>
    public static bool Are(Shape shape) => shape is [1 or 3, <= LargestSide, <= LargestSide];

    /// <summary>One sample as the source of an img element.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="sample">Which, from 0.</param>
    /// <param name="shape">Of its first input, channels first.</param>
    public static string DataUri(Dataset data, int sample, Shape shape)
    {
        float[] values = new float[shape.Size];
        data.ReadInputs([sample], values);
        return Png.DataUri(Bytes(values), shape[0], shape[1], shape[2]);
    }

    /// <summary>Values from 0 to 1 as they are; others, such as those that were normalized, from the least to the largest.</summary>
    private static byte[] Bytes(float[] values)
    {
        float least = values.Min(), largest = values.Max();
        (least, largest) = least >= 0 && largest <= 1 ? (0, 1) : (least, largest);
        float scale = largest > least ? byte.MaxValue / (largest - least) : 0;
        return Array.ConvertAll(values, value => (byte)MathF.Round((value - least) * scale));
    }
}
