using System.Diagnostics;
using Digits;
using NetGen;
using Samples;

namespace Browser.Teaching;

/// <summary>
/// A network that read MNIST's digits before, and learns from the visitor's: in each step a batch of what was shown, moved a little, beside
/// digits drawn by code, so that it does not forget the others.
/// </summary>
internal sealed class Teacher : IDisposable
{
    /// <summary>Steps for each lesson.</summary>
    public const int Steps = 20;

    private const int BatchSize = 32;
    private const int Shown = 16;
    private const int Rehearsed = 200;
    private const int Digits = 10;

    private readonly DigitSmall _network = new();
    private readonly DigitSmall.Trainer _trainer;
    private readonly Random _random = new(1);
    private readonly List<(float[] Picture, int Digit)> _lessons = [];
    private readonly DigitImages _rehearsal = SyntheticDigits.Draw(Rehearsed, seed: 1);
    private readonly float[] _batch = new float[BatchSize * Picture.Size * Picture.Size];
    private readonly int[] _labels = new int[BatchSize];

    /// <summary>A network with trained weights.</summary>
    /// <param name="weights">A safetensors file.</param>
    public Teacher(byte[] weights)
    {
        _network.Load(weights);
        _trainer = _network.CreateTrainer(new AdamW(5e-4f), BatchSize, new TrainerOptions { Seed = 1 });
    }

    /// <summary>Parameters of the network.</summary>
    public long Parameters => _network.ParameterCount;

    /// <summary>How many drawings were shown of each digit.</summary>
    public int[] Count { get; } = new int[Digits];

    /// <summary>Median time of a step so far, in milliseconds; 0 before the first.</summary>
    public double MillisecondsPerStep => _times.Count == 0 ? 0 : _times.Order().ElementAt(_times.Count / 2);

    private readonly List<double> _times = [];

    /// <summary>How likely each digit is.</summary>
    public float[] Predict(float[] picture)
    {
        float[] scores = _network.Predict(picture);
        float most = scores.Max();
        float[] shares = Array.ConvertAll(scores, score => MathF.Exp(score - most));
        float sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    /// <summary>How many of the digits drawn by code it reads right, from 0 to 1.</summary>
    public double Remembered() =>
        _network.Evaluate(Dataset.FromImages(_rehearsal.Pixels, _rehearsal.Labels, new Shape(1, Picture.Size, Picture.Size))).Accuracy ?? 0;

    /// <summary>Shows it a drawing; each element is the loss of a step that was made.</summary>
    /// <param name="picture">The drawing.</param>
    /// <param name="digit">What it is.</param>
    public IEnumerable<double> Teach(float[] picture, int digit)
    {
        _lessons.Add((picture, digit));
        Count[digit]++;
        for (int step = 0; step < Steps; step++)
        {
            FillBatch();
            long begin = Stopwatch.GetTimestamp();
            double loss = _trainer.Step(_batch, _labels).Loss;
            _times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            yield return loss;
        }
    }

    public void Dispose() => _trainer.Dispose();

    /// <summary>Half of it the visitor's drawings, the newest more often, half of it the others.</summary>
    private void FillBatch()
    {
        int size = Picture.Size * Picture.Size;
        for (int i = 0; i < BatchSize; i++)
        {
            Span<float> sample = _batch.AsSpan(i * size, size);
            if (i < Shown)
            {
                (float[] picture, _labels[i]) = _lessons[i % 2 == 0 ? _lessons.Count - 1 : _random.Next(_lessons.Count)];
                Move(picture, sample, _random.Next(-1, 2), _random.Next(-1, 2));
                continue;
            }

            int drawn = _random.Next(Rehearsed);
            _labels[i] = _rehearsal.Labels[drawn];
            for (int pixel = 0; pixel < size; pixel++)
            {
                sample[pixel] = _rehearsal.Pixels[(drawn * size) + pixel] / 255f;
            }
        }
    }

    private static void Move(float[] picture, Span<float> moved, int down, int across)
    {
        moved.Clear();
        for (int row = Math.Max(down, 0); row < Picture.Size + Math.Min(down, 0); row++)
        {
            for (int column = Math.Max(across, 0); column < Picture.Size + Math.Min(across, 0); column++)
            {
                moved[(row * Picture.Size) + column] = picture[((row - down) * Picture.Size) + column - across];
            }
        }
    }
}
