using System.Numerics;

namespace NetGen.ML;

/// <summary>The error above which a sample is called anomalous.</summary>
internal static class AnomalyThreshold
{
    /// <summary>The smallest error that no more than a share of the samples exceed.</summary>
    public static float Of<T>(NetworkPool<T> pool, Dataset data, double fraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] errors = new float[data.Count], sample = new float[data.InputShape.Size];
        for (int i = 0; i < errors.Length; i++)
        {
            data.ReadInputs([i], sample);
            pool.Score(sample, errors.AsSpan(i, 1));
        }

        Array.Sort(errors);
        return errors[errors.Length - 1 - (int)(fraction * errors.Length)];
    }
}
