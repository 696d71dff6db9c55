using NetGen;
using NetGen.Benchmarks;
using Samples;

namespace Embedded;

/// <summary>A network and something for it to learn, made by the program itself.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Network">The network.</param>
/// <param name="Trainer">Its trainer.</param>
/// <param name="Draw">Makes so many samples; equal seeds make equal samples.</param>
/// <param name="Samples">How many to train on.</param>
/// <param name="Epochs">How often to go through them.</param>
internal sealed record Exercise(
    string Name, Network<float> Network, Trainer<float> Trainer, Func<int, int, Dataset> Draw, int Samples, int Epochs)
{
    /// <summary>Samples of a step.</summary>
    public const int Batch = 64;

    /// <summary>The exercise of that name.</summary>
    /// <exception cref="SampleException">There is none.</exception>
    public static Exercise Create(string name)
    {
        switch (name)
        {
            case "xor":
                Xor xor = new(seed: 1);
                return new(name, xor, xor.CreateTrainer(new Adam(1e-2f), Batch), DrawXor, 2048, 20);
            case "spirals":
                SpiralMlp mlp = new(seed: 1);
                return new(name, mlp, mlp.CreateTrainer(new Adam(5e-3f), Batch), DrawSpirals, 4096, 60);
            case "cnn":
                Cnn cnn = new(seed: 1);
                return new(name, cnn, cnn.CreateTrainer(new Adam(1e-3f), Batch), DrawDigits, 6400, 2);
            default:
                throw new SampleException($"There is no exercise '{name}', only xor, spirals and cnn.");
        }
    }

    // Points around the four corners of a square; yes where the signs differ.
    private static Dataset DrawXor(int count, int seed)
    {
        Random random = new(seed);
        return Points(count, i =>
        {
            (int x, int y) = (((i >> 1) & 1) * 2 - 1, (i & 1) * 2 - 1);
            return (x + Noise(random, 0.5f), y + Noise(random, 0.5f), x != y);
        });
    }

    // Two arms of a turn and a half each, half a turn apart.
    private static Dataset DrawSpirals(int count, int seed)
    {
        Random random = new(seed);
        return Points(count, i =>
        {
            float along = MathF.Sqrt(random.NextSingle());
            (float sin, float cos) = MathF.SinCos(along * 3 * MathF.PI + (i & 1) * MathF.PI);
            return (along * cos + Noise(random, 0.03f), along * sin + Noise(random, 0.03f), (i & 1) == 1);
        });
    }

    private static Dataset DrawDigits(int count, int seed)
    {
        DigitImages images = SyntheticDigits.Draw(count, seed);
        return Dataset.FromImages(images.Pixels, images.Labels, new Shape(1, SyntheticDigits.Size, SyntheticDigits.Size));
    }

    private static Dataset Points(int count, Func<int, (float X, float Y, bool Yes)> draw)
    {
        float[] points = new float[2 * count], answers = new float[count];
        for (int i = 0; i < count; i++)
        {
            (points[2 * i], points[2 * i + 1], bool yes) = draw(i);
            answers[i] = yes ? 1 : 0;
        }

        return Dataset.FromTargets(points, answers, new Shape(2));
    }

    private static float Noise(Random random, float most) => (random.NextSingle() * 2 - 1) * most;
}
