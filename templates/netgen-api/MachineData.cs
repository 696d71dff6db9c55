using NetGen;

namespace LearningService;

/// <summary>Machines and whether they failed, drawn by a rule. Your own records take their place.</summary>
internal static class MachineData
{
    /// <summary>So many machines: hot ones under load fail, and old ones that shake.</summary>
    public static Dataset Draw(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[4 * count], failed = new float[count];
        for (int i = 0; i < count; i++)
        {
            Span<float> machine = values.AsSpan(4 * i, 4);
            foreach (ref float value in machine)
            {
                value = random.NextSingle();
            }

            float wear = (machine[0] * machine[2]) + (machine[1] * machine[3]) + (0.1f * random.NextSingle());
            failed[i] = wear > 0.7f ? 1 : 0;
        }

        return Dataset.FromTargets(values, failed, new Shape(4));
    }
}
