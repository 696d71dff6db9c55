using NetGen.Tests.Fixtures;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Compiled networks at work: steps, whole runs, predictions.</summary>
public sealed class StepTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_and_threads_give_the_same_weights_to_the_bit(int threads)
    {
        Dataset data = StepData.Dataset(50, seed: 1);
        int[] once = Train(seed: 5);
        Assert.Equal(once, Train(seed: 5));
        Assert.NotEqual(once, Train(seed: 6));

        int[] Train(int seed)
        {
            StepClassifier network = new(seed: 1);
            using StepClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Seed = seed, Threads = threads });
            trainer.Fit(data, epochs: 3);
            return StepData.Bits(network);
        }
    }

    [Fact]
    public void A_network_learns_and_generalizes()
    {
        StepClassifier network = new(seed: 3);
        Dataset test = StepData.Dataset(100, seed: 9);
        Evaluation before = network.Evaluate(test);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new AdamW(1e-2f), 16);
        History history = trainer.Fit(StepData.Dataset(200, seed: 8), epochs: 6, validation: test);
        Evaluation after = network.Evaluate(test);
        Assert.True(history.Last.Loss < history[0].Loss);
        Assert.True(before.Accuracy < 0.7 && after.Accuracy > 0.98, $"{before} before, {after} after");
        Assert.Equal((history.Last.ValidationLoss, history.Last.ValidationAccuracy), (after.Loss, after.Accuracy));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_smaller_batch_is_trained_on_as_by_a_trainer_of_its_size(int threads)
    {
        (float[] inputs, int[] labels) = StepData.Batch(5, seed: 4);
        (double loss, int[] weights) = Train(5);
        (double spareLoss, int[] spareWeights) = Train(64);
        Assert.Equal(loss, spareLoss);
        Assert.Equal(weights, spareWeights);

        (double Loss, int[] Weights) Train(int capacity)
        {
            StepClassifier network = new(seed: 1);
            using StepClassifier.Trainer trainer = network.CreateTrainer(new Adam(), capacity, new TrainerOptions { Threads = threads });
            trainer.Step(inputs, labels);
            return (trainer.Step(inputs, labels).Loss, StepData.Bits(network));
        }
    }

    [Fact]
    public void A_smaller_batch_sees_nothing_of_the_larger_one_before_it()
    {
        CnnSingle network = new(seed: 1);
        Random random = new(1);
        float[] large = [.. Enumerable.Range(0, 7 * network.InputShape.Size).Select(_ => random.NextSingle() - 0.5f)];
        Span<float> small = large.AsSpan(network.InputShape.Size, 3 * network.InputShape.Size);
        TrainerOptions options = new() { Threads = 2 };
        using CnnSingle.Trainer used = network.CreateTrainer(new Sgd(0), 7, options), fresh = network.CreateTrainer(new Sgd(0), 3, options);
        used.Step(large, new int[7]);
        Assert.Equal(fresh.Step(small, [0, 1, 2]), used.Step(small, [0, 1, 2]));
        foreach (Parameter parameter in network.Parameters.Where(p => p.IsTrained))
        {
            Assert.Equal(fresh.Gradient(parameter).ToArray(), used.Gradient(parameter).ToArray());
        }
    }

    [Fact]
    public void One_sample_can_be_trained_on_by_many_threads()
    {
        (float[] inputs, int[] labels) = StepData.Batch(1, seed: 4);
        StepClassifier network = new(seed: 3); // One that takes the sample for another class at first.
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Adam(1e-2f), 1, new TrainerOptions { Threads = 3 });
        double first = trainer.Step(inputs, labels).Loss, last = first;
        for (int i = 0; i < 30; i++)
        {
            last = trainer.Step(inputs, labels).Loss;
        }

        Assert.True(last < first / 2, $"The loss went from {first} to {last}.");
    }

    [Fact]
    public void Masks_are_independent_and_new_in_each_step_and_the_gradient_sees_the_same_ones()
    {
        const int Inputs = 4000;
        TwiceMasked network = new();
        network.Sum.Weights.Span.Fill(1);
        float[] ones = new float[Inputs];
        Array.Fill(ones, 1);
        bool[] first = Mask(seed: 1, steps: 1), second = Mask(seed: 1, steps: 2);
        Assert.InRange(first.Count(isKept => isKept) / (double)Inputs, 0.22, 0.28);
        Assert.InRange(second.Count(isKept => isKept) / (double)Inputs, 0.22, 0.28);
        Assert.InRange(first.Zip(second).Count(both => both.First && both.Second) / (double)Inputs, 0.04, 0.09);
        Assert.Equal(first, Mask(seed: 1, steps: 1));
        Assert.NotEqual(first, Mask(seed: 2, steps: 1));
        Assert.Equal(Inputs, network.Predict(ones)[0], 1e-2);

        bool[] Mask(int seed, int steps)
        {
            using TwiceMasked.Trainer trainer = network.CreateTrainer(new Sgd(0), 1, new TrainerOptions { Seed = seed });
            double loss = 0;
            for (int i = 0; i < steps; i++)
            {
                loss = trainer.Step(ones, new float[1]).Loss;
            }

            // y = Σ 4·m over both masks, L = y², dL/dw = 2·y·4·m.
            bool[] isKept = [.. trainer.Gradient(network.Sum.Weights).ToArray().Select(slope => slope != 0)];
            Assert.Equal(4.0 * isKept.Count(kept => kept), Math.Sqrt(loss), 1e-2);
            return isKept;
        }
    }

    [Fact]
    public void A_saved_network_predicts_the_same_when_loaded()
    {
        using TempFolder folder = new();
        string path = folder.File("weights.safetensors");
        StepClassifier trained = new(seed: 1), loaded = new(seed: 2);
        (float[] inputs, int[] labels) = StepData.Batch(4, seed: 3);
        using (StepClassifier.Trainer trainer = trained.CreateTrainer(new AdamW(1e-2f), 4))
        {
            trainer.Step(inputs, labels);
        }

        float[] expected = Predict(trained, inputs);
        Assert.NotEqual(expected, Predict(loaded, inputs));
        trained.Save(path);
        loaded.Load(path);
        Assert.Equal(StepData.Bits(trained), StepData.Bits(loaded));
        Assert.Equal(expected, Predict(loaded, inputs));
    }

    [Fact]
    public void Predictions_follow_changed_weights()
    {
        StepClassifier network = new(seed: 1);
        (float[] inputs, int[] labels) = StepData.Batch(4, seed: 3);
        float[] before = Predict(network, inputs);
        network.Head["linear1.bias"].Span[1] += 2;
        float[] edited = Predict(network, inputs);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i] + (i % StepData.Classes == 1 ? 2 : 0), edited[i], 1e-5f);
        }

        network.Head["linear1.weight"].Span.Clear();
        Assert.Equal([0, 2, 0], network.Predict(inputs.AsSpan(0, StepData.Shape.Size)));
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(1), 4);
        trainer.Step(inputs, labels);
        Assert.NotEqual([0, 2, 0], network.Predict(inputs.AsSpan(0, StepData.Shape.Size)));
    }

    [Fact]
    public void Early_stopping_puts_back_the_best_weights_of_a_real_network()
    {
        // Labels that have nothing to do with the samples: the better the training data is known, the worse the rest.
        (float[] inputs, int[] labels) = StepData.Batch(40, seed: 5);
        Random random = new(6);
        Array.ForEach(Enumerable.Range(0, labels.Length).ToArray(), i => labels[i] = random.Next(StepData.Classes));
        (Dataset train, Dataset validation) = Dataset.FromArrays(inputs, labels, StepData.Shape, StepData.Classes).Split(0.5, seed: 1);
        StepClassifier network = new(seed: 1);
        EarlyStopping stopping = new(patience: 4);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Adam(1e-2f), 8, new TrainerOptions { Threads = 1 });
        History history = trainer.Fit(train, epochs: 100, validation, [stopping]);
        Assert.Equal(stopping.BestEpoch + 4, history.Count);
        Assert.True(history.Last.ValidationLoss > stopping.BestLoss);
        Assert.Equal(stopping.BestLoss, network.Evaluate(validation).Loss);
    }

    [Fact]
    public void Wrong_use_is_refused()
    {
        StepClassifier network = new(seed: 1);
        Assert.Throws<ArgumentNullException>(() => network.CreateTrainer(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTrainer(new Sgd(0), batchSize: 0));
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0), batchSize: 2);
        Assert.Throws<ArgumentException>(() => trainer.Gradient(network.Stem["batchnorm0.running_mean"]).Length);
        Assert.Throws<ArgumentException>(() => trainer.Gradient(new StepClassifier(seed: 1).Stem.Weights).Length);
        Assert.Throws<ArgumentException>(() => network.Predict(new float[62]));
        Assert.Throws<ArgumentException>(() => network.Predict([]));
        Assert.Throws<ArgumentException>(() => network.Predict(new float[63], new float[4]));
        Assert.Throws<ArgumentException>(() => network.Evaluate(FakeData.Numbered(4)));
    }

    private static float[] Predict(StepClassifier network, float[] inputs)
    {
        float[] outputs = new float[inputs.Length / StepData.Shape.Size * StepData.Classes];
        network.Predict(inputs, outputs);
        return outputs;
    }
}
