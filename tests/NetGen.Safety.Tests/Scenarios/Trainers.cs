using NetGen.Tests.Training;

namespace NetGen.Safety.Tests.Scenarios;

/// <summary>A trainer serves one thread at a time; a call that is refused changes nothing of the one under way.</summary>
public static class Trainers
{
    private const int Batch = 64;

    /// <summary>With a learning rate of 0 each of the two batches has one loss, whatever happens.</summary>
    public static void Two_threads_step_one() => StepBoth(threads: 1);

    public static void Two_threads_step_one_of_two_workers() => StepBoth(threads: 2);

    /// <summary>The same batch from both: the weights are those of as many steps one after the other.</summary>
    public static void A_refused_step_changes_nothing()
    {
        Classifier network = new(1), alone = new(1);
        TrainerOptions options = new() { Threads = 1 };
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), Batch, options);
        using Classifier.Trainer single = alone.CreateTrainer(new Adam(1e-3f), Batch, options);
        float[] values = Given.Values(Batch * 16, 1);
        int[] labels = Given.Integers(Batch, 3, 2);
        Action step = () => trainer.Step(values, labels);
        (long Done, long Refused)[] counts = Race.Run(step, step, () => trainer.Step(values, [.. Enumerable.Repeat(3, Batch)]));
        for (long i = counts.Sum(count => count.Done); i > 0; i--)
        {
            single.Step(values, labels);
        }

        Expect.That(counts[2].Done == 0, "a label that is none was taken");
        Expect.Equal(Given.Weights(alone), Given.Weights(network), "weights of as many steps");
    }

    public static void A_run_is_not_disturbed()
    {
        Dataset data = Dataset.FromArrays(Given.Values(2_000 * 16, 3), Given.Integers(2_000, 3, 4), new Shape(16), 3);
        Classifier network = new(1), alone = new(1);
        TrainerOptions options = new() { Threads = 1 };
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), Batch, options);
        using Classifier.Trainer single = alone.CreateTrainer(new Adam(1e-3f), Batch, options);
        single.Fit(data, 5);
        using ManualResetEventSlim started = new();
        Thread run = new(() =>
        {
            started.Set();
            trainer.Fit(data, 5);
        });
        float[] one = Given.Values(16, 5);
        run.Start();
        started.Wait();
        int refused = 0, late = 0;
        while (run.IsAlive)
        {
            try
            {
                using Classifier.Trainer other = network.CreateTrainer(new Sgd(1f), 1, options);
                if (run.IsAlive && refused > 0)
                {
                    // Not refused where the run is over and its thread not yet: then it is a step after all of the run's.
                    other.Step(one, [0]);
                    late++;
                }

                trainer.Evaluate(data);
            }
            catch (InvalidOperationException exception)
            {
                Expect.That(exception.Message.Contains("trainer", StringComparison.Ordinal), exception.Message);
                refused++;
            }
        }

        run.Join();
        using Classifier.Trainer last = alone.CreateTrainer(new Sgd(1f), 1, options);
        for (; late > 0; late--)
        {
            last.Step(one, [0]);
        }

        Expect.That(refused > 0, "nothing was refused");
        Expect.Equal(Given.Weights(alone), Given.Weights(network), "weights");
    }

    public static void A_callback_may_not_step_but_evaluate()
    {
        Dataset data = Dataset.FromArrays(Given.Values(200 * 16, 3), Given.Integers(200, 3, 4), new Shape(16), 3);
        Classifier network = new(1);
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), Batch);
        Reentrant callback = new(() =>
        {
            Expect.That(double.IsFinite(trainer.Evaluate(data).Loss), "the loss is not finite");
            Expect.Refused<InvalidOperationException>(() => trainer.Fit(data, 1), "at work");
            Expect.Refused<InvalidOperationException>(() => trainer.Step(new float[16], [0]), "at work");
        });
        trainer.Fit(data, 1, callbacks: [callback]);
        Expect.That(callback.Calls == 1, "the callback was not called");
    }

    private static void StepBoth(int threads)
    {
        Canaries canaries = new();
        canaries.Add();
        Classifier network = new(1);
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(0), Batch, new TrainerOptions { Threads = threads });
        canaries.Add();
        float[] values = Given.Values(Batch * 16, 1), one = Given.Values(16, 2);
        int[] labels = Given.Integers(Batch, 3, 3);
        using GuardedSamples? guarded = OperatingSystem.IsLinux() ? new(one) : null;
        double expectedOfAll = trainer.Step(values, labels).Loss, expectedOfOne = trainer.Step(one, [1]).Loss;
        (long Done, long Refused)[] counts = Race.Run(
            () => Same(trainer.Step(values, labels), expectedOfAll),
            () => Same(trainer.Step(guarded is null ? one : guarded.Span, [1]), expectedOfOne),
            () => Same(trainer.Step(one, [1]), expectedOfOne));
        canaries.Check();
        Expect.That(counts.Sum(count => count.Refused) > 0, "nothing was refused");

        static void Same(BatchResult result, double expected) =>
            Expect.That(result.Loss == expected, $"a loss of {result.Loss}, not {expected}");
    }

    private sealed class Reentrant(Action action) : Callback
    {
        public int Calls { get; private set; }

        public override void OnEpochEnd(TrainingContext context)
        {
            action();
            Calls++;
        }
    }
}
