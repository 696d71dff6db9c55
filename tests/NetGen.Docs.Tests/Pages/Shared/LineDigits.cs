/// <summary>Pictures with a bright line at the height of their class.</summary>
internal static class LineDigits
{
    public static Dataset Draw(int count, int seed)
    {
        const int Size = 28, Classes = 10;
        Random random = new(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(sample => sample % Classes)];
        float[] pixels = [.. Enumerable.Range(0, count * Size * Size).Select(_ => 0.2f * random.NextSingle())];
        for (int sample = 0; sample < count; sample++)
        {
            pixels.AsSpan((((sample * Size) + (2 * labels[sample]) + 4) * Size) + 4, Size - 8).Fill(1);
        }

        return Dataset.FromArrays(pixels, labels, new Shape(1, Size, Size), Classes);
    }
}
