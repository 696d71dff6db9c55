using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Ensembles, Reptile, distillation.</summary>
public sealed class SeveralModelTests
{
    [Fact]
    public void An_ensemble_predicts_the_mean_of_probabilities()
    {
        StepClassifier one = new(1), two = new(2);
        (float[] inputs, _) = StepData.Batch(5, 1);
        Ensemble<float> ensemble = new(one, two);
        float[] together = new float[15];
        ensemble.Predict(inputs, together);
        for (int i = 0; i < 5; i++)
        {
            ReadOnlySpan<float> sample = inputs.AsSpan(i * 63, 63);
            double[] a = Softmax(one.Predict(sample)), b = Softmax(two.Predict(sample));
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal((a[c] + b[c]) / 2, together[(i * 3) + c], 1e-6);
            }
        }

        Assert.All(together[..3].Zip(ensemble.Predict(inputs.AsSpan(0, 63))), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Throws<ArgumentException>(() => new Ensemble<float>());
        Assert.Throws<ArgumentException>(() => new Ensemble<float>(one, new SoftFive(1)));
    }

    [Fact]
    public void States_of_one_network_make_an_ensemble_and_the_network_stays()
    {
        StepClassifier network = new(1), first = new(1), last = new(1);
        Dataset data = StepData.Dataset(40, 1), test = StepData.Dataset(90, 2);
        SnapshotCollector collector = new(everyEpochs: 2, most: 2);
        using (StepClassifier.Trainer trainer = network.CreateTrainer(new Adam(0.01f), 8, new() { Threads = 1 }))
        {
            trainer.Fit(data, 6, callbacks: [collector]);
        }

        Assert.Equal(2, collector.Snapshots.Count);
        int[] before = StepData.Bits(network);
        Ensemble<float> ensemble = new(network, collector.Snapshots);
        double accuracy = ensemble.Accuracy(test);
        Assert.Equal(before, StepData.Bits(network));
        (float[] inputs, int[] labels) = StepData.Batch(90, 2);
        int right = Enumerable.Range(0, 90).Count(i => ensemble.Predict(inputs.AsSpan(i * 63, 63)).ArgMax() == labels[i]);
        Assert.Equal(right / 90.0, accuracy, 1e-12);
        Assert.True(accuracy > 0.5, $"{accuracy}");

        network.RestoreWeights(WeightSnapshot.Mean(collector.Snapshots));
        float[] mean = network.Head["linear1.weight"].Span.ToArray();
        network.RestoreWeights(collector.Snapshots[0]);
        float[] a = network.Head["linear1.weight"].Span.ToArray();
        network.RestoreWeights(collector.Snapshots[1]);
        float[] b = network.Head["linear1.weight"].Span.ToArray();
        Assert.All(mean.Select((value, i) => value - ((a[i] + b[i]) / 2)), difference => Assert.Equal(0, difference, 1e-6f));
        Assert.Throws<ArgumentException>(() => WeightSnapshot.Mean([first.SaveWeights(), last.SaveWeights()]));
    }

    [Fact]
    public void Reptile_moves_a_part_of_the_way_to_what_inner_steps_give()
    {
        StepClassifier network = new(1), plain = new(1);
        Dataset task = StepData.Dataset(8, 1);
        float[] start = network.Head["linear1.weight"].Span.ToArray();
        using StepClassifier.Trainer trainer = plain.CreateTrainer(new Sgd(0.1f), 4, new() { Threads = 1 });
        trainer.Fit(task, 2);
        float[] learnt = plain.Head["linear1.weight"].Span.ToArray();
        using Reptile<float> reptile = new(network, new Sgd(0.1f), 4, innerSteps: 4, new() { Threads = 1 });
        double loss = reptile.Step(task, 0.25);
        Assert.True(loss > 0);
        float[] moved = network.Head["linear1.weight"].Span.ToArray();
        for (int i = 0; i < moved.Length; i++)
        {
            Assert.Equal(start[i] + (0.25f * (learnt[i] - start[i])), moved[i], 1e-6f);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => reptile.Step(task, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Reptile<float>(network, new Sgd(0.1f), 4, innerSteps: 1));
    }

    [Fact]
    public void Soft_targets_are_the_teachers_shares_and_the_label()
    {
        StepClassifier teacher = new(1);
        (float[] inputs, int[] labels) = StepData.Batch(70, 1);
        Dataset soft = Distillation.SoftTargets(teacher, StepData.Dataset(70, 1), temperature: 3, alpha: 0.75);
        float[] targets = new float[3], read = new float[63];
        for (int i = 0; i < 70; i++)
        {
            soft.ReadTargets([i], targets);
            soft.ReadInputs([i], read);
            Assert.Equal(inputs.AsSpan(i * 63, 63).ToArray(), read);
            double[] shares = Softmax([.. teacher.Predict(read).Select(score => score / 3)]);
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal((0.75 * shares[c]) + (c == labels[i] ? 0.25 : 0), targets[c], 1e-5);
            }
        }
    }

    [Fact]
    public void A_student_learns_what_its_teacher_knows()
    {
        StepClassifier teacher = new(1);
        Dataset data = StepData.Dataset(200, 1), test = StepData.Dataset(200, 2);
        using (StepClassifier.Trainer trainer = teacher.CreateTrainer(new Adam(0.01f), 16, new() { Threads = 1 }))
        {
            trainer.Fit(data, 12);
        }

        SoftStudent student = new(3);
        Dataset soft = Distillation.SoftTargets(teacher, data, temperature: 4, alpha: 1);
        using (SoftStudent.Trainer trainer = student.CreateTrainer(new Adam(0.01f), 16, new() { Threads = 1 }))
        {
            trainer.Fit(soft, 20);
        }

        double taught = student.Evaluate(test).Accuracy!.Value, knows = teacher.Evaluate(test).Accuracy!.Value;
        Assert.True(knows > 0.8 && taught > knows - 0.15, $"{taught} of {knows}");
    }

    private static double[] Softmax(float[] scores)
    {
        double sum = scores.Sum(score => Math.Exp(score));
        return [.. scores.Select(score => Math.Exp(score) / sum)];
    }
}

[Network, Input(1, 9, 7), SoftCrossEntropyLoss(Temperature = 4)]
internal sealed partial class SoftStudent
{
    [Flatten, Linear(3)]
    public partial Layer Head { get; }
}

[Network, Input(1, 9, 7), SoftCrossEntropyLoss]
internal sealed partial class SoftFive
{
    [Flatten, Linear(5)]
    public partial Layer Head { get; }
}
