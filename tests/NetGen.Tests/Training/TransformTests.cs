using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What is done with batches before a step, seen by what a program is then run on.</summary>
public sealed class TransformTests
{
    private const int Size = 4;

    private static readonly Shape s_shape = new(2, 4, 5);

    [Fact]
    public void Mixup_mixes_inputs_and_targets_of_pairs_alike()
    {
        (float[] inputs, float[] targets) = Seen(new Mixup(1), s_shape);
        float[] before = Inputs(Size);
        int sample = s_shape.Size;
        float share = (inputs[0] - before[3 * sample]) / (before[0] - before[3 * sample]);
        Assert.InRange(share, 0.0001f, 0.9999f);
        for (int i = 0; i < Size; i++)
        {
            int other = Size - 1 - i;
            for (int k = 0; k < sample; k++)
            {
                float own = before[(i * sample) + k], others = before[(other * sample) + k];
                Assert.Equal((share * own) + ((1 - share) * others), inputs[(i * sample) + k], 1e-4f);
            }

            for (int c = 0; c < 3; c++)
            {
                float expected = (share * (c == i % 3 ? 1 : 0)) + ((1 - share) * (c == other % 3 ? 1 : 0));
                Assert.Equal(expected, targets[(i * 3) + c], 1e-5f);
            }
        }
    }

    [Fact]
    public void CutMix_exchanges_a_rectangle_and_mixes_targets_by_its_area()
    {
        float[] before = Inputs(Size);
        HashSet<int> areas = [];
        for (int seed = 0; seed < 40; seed++)
        {
            (float[] inputs, float[] targets) = Seen(new CutMix(), s_shape, seed);
            bool[] cut = [.. Enumerable.Range(0, 20).Select(place => inputs[place] != before[place])];
            int area = cut.Count(taken => taken);
            areas.Add(area);
            for (int k = 0; k < 2 * s_shape.Size * 2; k++)
            {
                int i = k / s_shape.Size, from = cut[k % 20] ? Size - 1 - i : i;
                Assert.Equal(before[(from * s_shape.Size) + (k % s_shape.Size)], inputs[k]);
            }

            int[] rows = [.. Enumerable.Range(0, 20).Where(place => cut[place]).Select(place => place / 5).Distinct()];
            int[] columns = [.. Enumerable.Range(0, 20).Where(place => cut[place]).Select(place => place % 5).Distinct()];
            Assert.Equal(rows.Length * columns.Length, area);
            Assert.Equal(1 - (area / 20f), targets[3 + 1], 1e-5f);
        }

        Assert.True(areas.Count > 3, $"The areas were {string.Join(", ", areas)}.");
    }

    [Fact]
    public void A_shift_moves_each_picture_by_itself_and_zeros_enter()
    {
        float[] before = Inputs(Size);
        HashSet<(int, int)> moves = [];
        for (int seed = 0; seed < 60; seed++)
        {
            (float[] inputs, _) = Seen(new RandomShift(1), s_shape, seed);
            for (int i = 0; i < Size; i++)
            {
                moves.Add(MoveOf(before.AsSpan(i * 40, 40), inputs.AsSpan(i * 40, 40)));
            }
        }

        Assert.Equal(9, moves.Count);
    }

    [Fact]
    public void A_flip_mirrors_lines_and_a_probability_of_1_all_pictures()
    {
        float[] before = Inputs(Size), expected = [.. before.Chunk(5).SelectMany(line => line.Reverse())];
        Assert.Equal(expected, Seen(new RandomFlip(1), s_shape).Inputs);
        Assert.Equal(before, Seen(new RandomFlip(0), s_shape).Inputs);
    }

    [Fact]
    public void Each_step_and_seed_draws_its_own_numbers_and_the_data_stays()
    {
        Recorder recorder = new();
        Dataset data = Data(2 * Size);
        float[] before = new float[2 * Size * s_shape.Size], after = new float[before.Length];
        data.ReadInputs([.. Enumerable.Range(0, 2 * Size)], before);
        for (int run = 0; run < 2; run++)
        {
            SoftPictures network = new(1);
            using SoftPictures.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), Size, Options(3, new RandomShift(0), recorder));
            trainer.Fit(data, 2);
        }

        data.ReadInputs([.. Enumerable.Range(0, 2 * Size)], after);
        Assert.Equal(before, after);
        Assert.Equal(8, recorder.Drawn.Count);
        Assert.Equal(recorder.Drawn[..4], recorder.Drawn[4..]);
        Assert.Equal(4, recorder.Drawn.Distinct().Count());
    }

    [Fact]
    public void Beta_variates_have_mean_and_variance_of_the_distribution()
    {
        foreach (double alpha in new[] { 0.2, 1, 4 })
        {
            Betas betas = new(alpha);
            Seen(betas, s_shape);
            double mean = betas.Drawn.Average(), variance = betas.Drawn.Average(x => (x - mean) * (x - mean));
            Assert.Equal(0.5, mean, 0.01);
            Assert.Equal(1 / (4 * ((2 * alpha) + 1)), variance, 0.005);
        }
    }

    [Fact]
    public void Labels_cannot_be_mixed_and_the_message_says_what_can()
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), Size, Options(0, new Mixup()));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => trainer.Fit(StepData.Dataset(Size, 1), 1));
        Assert.Contains("SoftCrossEntropyLoss", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mixup(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutMix(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomFlip(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomShift(-1));
    }

    [Fact]
    public void Labels_are_shares_of_one_class_for_a_loss_on_shares_and_give_an_accuracy()
    {
        SoftPictures network = new(1);
        Evaluation evaluation = network.Evaluate(Data(9));
        int right = 0;
        double loss = 0;
        float[] inputs = Inputs(9);
        for (int i = 0; i < 9; i++)
        {
            float[] scores = network.Predict(inputs.AsSpan(i * 40, 40));
            right += scores.ArgMax() == i % 3 ? 1 : 0;
            loss -= scores[i % 3] - Math.Log(scores.Sum(score => Math.Exp(score)));
        }

        Assert.Equal(right / 9.0, evaluation.Accuracy!.Value, 1e-12);
        Assert.Equal(loss / 9, evaluation.Loss, 1e-5 * loss);
    }

    [Fact]
    public void Transformed_steps_allocate_nothing()
    {
        SoftPictures network = new(1);
        Allocations allocations = new();
        using SoftPictures.Trainer trainer = network.CreateTrainer(
            new Sgd(0.1f), Size, Options(0, new RandomShift(1), new RandomFlip(), new CutMix(), new Mixup()));
        trainer.Fit(Data(40 * Size), 3, callbacks: [allocations]);
        Assert.Equal(0, allocations.Least);
    }

    private static Dataset Data(int count) =>
        Dataset.FromArrays(Inputs(count), [.. Enumerable.Range(0, count).Select(i => i % 3)], s_shape, 3);

    private static float[] Inputs(int count) => [.. Enumerable.Range(0, count * s_shape.Size).Select(i => 1f + i)];

    private static TrainerOptions Options(int seed, params BatchTransform[] transforms) =>
        new() { Seed = seed, Shuffle = false, Threads = 1, Transforms = transforms };

    /// <summary>What a step is run on, of the samples 0, 1, 2, 3 with the labels 0, 1, 2, 0.</summary>
    private static (float[] Inputs, float[] Targets) Seen(BatchTransform transform, Shape shape, int seed = 1)
    {
        Recorder recorder = new();
        SoftPictures network = new(1);
        using SoftPictures.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), Size, Options(seed, transform, recorder));
        trainer.Fit(Data(Size), 1);
        Assert.Equal(Size * shape.Size, recorder.Inputs.Length);
        return (recorder.Inputs, recorder.Targets);
    }

    private static (int Down, int Right) MoveOf(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        for (int down = -1; down <= 1; down++)
        {
            for (int right = -1; right <= 1; right++)
            {
                if (IsMoved(before, after, down, right))
                {
                    return (down, right);
                }
            }
        }

        throw new Xunit.Sdk.XunitException("The picture was not moved but changed.");
    }

    private static bool IsMoved(ReadOnlySpan<float> before, ReadOnlySpan<float> after, int down, int right)
    {
        for (int k = 0; k < 40; k++)
        {
            (int channel, int y, int x) = (k / 20, (k % 20 / 5) - down, (k % 5) - right);
            float expected = y is >= 0 and < 4 && x is >= 0 and < 5 ? before[(channel * 20) + (y * 5) + x] : 0;
            if (after[k] != expected)
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Recorder : BatchTransform
    {
        public float[] Inputs { get; private set; } = [];

        public float[] Targets { get; private set; } = [];

        public List<double> Drawn { get; } = [];

        public override void Apply<T>(in TrainingBatch<T> batch)
        {
            Inputs = [.. batch.Inputs().ToArray().Select(float.CreateChecked)];
            Targets = [.. batch.Targets().ToArray().Select(float.CreateChecked)];
            Drawn.Add(batch.Random.NextDouble());
        }
    }

    private sealed class Betas(double alpha) : BatchTransform
    {
        public List<double> Drawn { get; } = [];

        public override void Apply<T>(in TrainingBatch<T> batch)
        {
            for (int i = 0; i < 40_000; i++)
            {
                Drawn.Add(batch.Random.NextBeta(alpha));
            }
        }
    }

    /// <summary>The fewest bytes from one step to the next.</summary>
    private sealed class Allocations : Callback
    {
        private long _last;

        public long Least { get; private set; } = long.MaxValue;

        public override void OnStepEnd(TrainingContext context)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Least = context.TotalSteps > 40 ? Math.Min(Least, now - _last) : Least;
            _last = now;
        }
    }
}
