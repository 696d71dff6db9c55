using NetGen;

namespace Gan;

/// <summary>
/// Generator and discriminator, trained against each other step by step. Radford et al. 2015, https://arxiv.org/abs/1511.06434.
/// </summary>
internal sealed class GanTraining : IDisposable
{
    public const int NoiseSize = 64;

    private const int Pixels = 28 * 28;

    // A written digit counts a little less than certain, so that the discriminator does not grow too sure. Salimans et al. 2016.
    private const float Written = 0.9f;

    // The weights swing from step to step; their running mean draws better. Yazıcı et al. 2018, https://arxiv.org/abs/1806.04498.
    private const double Kept = 0.999;

    private readonly Generator _generator;
    private readonly Discriminator _discriminator;
    private readonly AdversarialNetwork _adversarial;
    private readonly Discriminator.Trainer _discriminatorTrainer;
    private readonly AdversarialNetwork.Trainer _generatorTrainer;
    private readonly Random _random;
    private readonly int _batch;
    private long _steps;
    private readonly float[] _noise, _pictures, _verdicts, _ones;

    public GanTraining(RunOptions options)
    {
        _batch = options.Batch;
        _random = new Random(options.Seed);
        _generator = new Generator(options.Seed);
        Generator = new Generator(options.Seed);
        _discriminator = new Discriminator(options.Seed);
        _adversarial = new AdversarialNetwork(options.Seed);
        _adversarial.Draw.CopyFrom(_generator);
        TrainerOptions training = new() { Seed = options.Seed, Threads = options.Threads };
        _discriminatorTrainer = _discriminator.CreateTrainer(new Adam(4e-4f, beta1: 0.5f), 2 * _batch, training);
        _generatorTrainer = _adversarial.CreateTrainer(
            new Adam(8e-4f, beta1: 0.5f), _batch, training with { Groups = [ParameterGroup.Frozen(_adversarial.Judge)] });
        _noise = new float[_batch * NoiseSize];
        _pictures = new float[2 * _batch * Pixels];
        _verdicts = [.. Enumerable.Repeat(Written, _batch), .. Enumerable.Repeat(0f, _batch)];
        _ones = [.. Enumerable.Repeat(1f, _batch)];
    }

    /// <summary>The mean of the generators so far, the newest ones above all: what is shown, measured and saved.</summary>
    public Generator Generator { get; }

    /// <summary>Trains both once on some written digits.</summary>
    /// <param name="digits">The written digits.</param>
    /// <param name="indices">Which of them: a batch.</param>
    /// <returns>Both losses.</returns>
    public (double Discriminator, double Generator) Step(Dataset digits, ReadOnlySpan<int> indices)
    {
        // The discriminator sees written digits, then drawn ones.
        digits.ReadInputs(indices, _pictures.AsSpan(0, _batch * Pixels));
        DrawNoise(_random, _noise);
        _generator.Predict(_noise, _pictures.AsSpan(_batch * Pixels));
        double told = _discriminatorTrainer.Step(_pictures, _verdicts).Loss;

        // The generator, in front of a frozen copy of it, learns what would have passed for written.
        _adversarial.Judge.CopyFrom(_discriminator);
        DrawNoise(_random, _noise);
        double passed = _generatorTrainer.Step(_noise, _ones).Loss;
        _generator.CopyFrom(_adversarial.Draw);
        Follow(Math.Min(Kept, _steps / (_steps + 10.0)));
        _steps++;
        return (told, passed);
    }

    /// <summary>Fills with numbers of the standard normal distribution.</summary>
    public static void DrawNoise(Random random, Span<float> noise)
    {
        foreach (ref float number in noise)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            number = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    private void Follow(double kept)
    {
        float newest = (float)(1 - kept);
        foreach ((Parameter mean, Parameter now) in Generator.Parameters.Zip(_generator.Parameters))
        {
            Span<float> means = mean.Span, values = now.Span;
            for (int i = 0; i < means.Length; i++)
            {
                means[i] += newest * (values[i] - means[i]);
            }
        }
    }

    public void Dispose()
    {
        _discriminatorTrainer.Dispose();
        _generatorTrainer.Dispose();
    }
}
