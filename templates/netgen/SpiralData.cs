using NetGen;

namespace TrainedProgram;

/// <summary>Points of two spirals of a turn and a half each, half a turn apart. Your own data takes its place.</summary>
internal static class SpiralData
{
    /// <summary>So many points with a little noise; half of them belong to each spiral.</summary>
    public static Dataset Draw(int count, int seed)
    {
        Random random = new(seed);
        float[] points = new float[2 * count], answers = new float[count];
        for (int i = 0; i < count; i++)
        {
            float along = MathF.Sqrt(random.NextSingle());
            (float sin, float cos) = MathF.SinCos((along * 3 * MathF.PI) + (i % 2 * MathF.PI));
            points[2 * i] = (along * cos) + (0.06f * (random.NextSingle() - 0.5f));
            points[(2 * i) + 1] = (along * sin) + (0.06f * (random.NextSingle() - 0.5f));
            answers[i] = i % 2;
        }

        return Dataset.FromTargets(points, answers, new Shape(2));
    }
}
