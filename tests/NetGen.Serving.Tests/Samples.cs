using System.Globalization;

namespace NetGen.Serving.Tests;

/// <summary>Numbers to send.</summary>
internal static class Samples
{
    public static float[] Values(int count, int seed = 0) =>
        [.. Enumerable.Range(0, count).Select(i => MathF.Sin((i * 1.7f) + seed))];

    /// <summary>"[1,2,3]".</summary>
    public static string List(ReadOnlySpan<float> values)
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = values[i].ToString("R", CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(',', texts)}]";
    }

    /// <summary>{"inputs": [[…], …]}.</summary>
    public static string Json(ReadOnlySpan<float> values, int size)
    {
        string[] samples = new string[values.Length / size];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = List(values.Slice(i * size, size));
        }

        return $$"""{"inputs": [{{string.Join(", ", samples)}}]}""";
    }

    public static bool Close(float a, float b) => MathF.Abs(a - b) <= 1e-5f;
}
