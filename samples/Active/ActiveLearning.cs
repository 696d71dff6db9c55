using NetGen;

namespace Active;

/// <summary>
/// Learning from labels that are asked for: train on those there are, let a strategy choose the next pictures, have them labelled, train
/// anew. Settles 2009, "Active learning literature survey".
/// </summary>
/// <param name="pool">Pictures with their labels, which count as unknown until asked for.</param>
/// <param name="test">Pictures that are never trained on.</param>
/// <param name="options">Labels, rounds and training.</param>
internal sealed class ActiveLearning(Dataset pool, Dataset test, RunOptions options)
{
    private const float LearningRate = 3e-3f;
    private const int Batch = 32;

    /// <summary>One run of a strategy, until the labels are used up.</summary>
    /// <param name="strategy">Chooses what is labelled.</param>
    /// <param name="seed">Of the first labels, which are the same for every strategy, and of the training.</param>
    /// <param name="told">Hears of each round.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LearningCurve Run(Strategy strategy, int seed, Action<int, double> told, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        int[] unlabelled = [.. Enumerable.Range(0, pool.Count)];
        random.Shuffle(unlabelled);
        List<int> labelled = [.. unlabelled[..options.First]];
        unlabelled = unlabelled[options.First..];
        var curve = new LearningCurve();
        while (true)
        {
            Learner learner = Train(pool.Subset([.. labelled]), seed, cancellationToken);
            double accuracy = learner.Evaluate(test, cancellationToken).Accuracy ?? 0;
            curve.Add(labelled.Count, accuracy);
            told(labelled.Count, accuracy);
            int count = Math.Min(options.Round, Math.Min(unlabelled.Length, options.Most - labelled.Count));
            if (count <= 0)
            {
                return curve;
            }

            int[] chosen = strategy.Choose(learner, pool, unlabelled, count, random);
            labelled.AddRange(chosen);
            HashSet<int> gone = [.. chosen];
            unlabelled = Array.FindAll(unlabelled, sample => !gone.Contains(sample));
        }
    }

    private Learner Train(Dataset labelled, int seed, CancellationToken cancellationToken)
    {
        var learner = new Learner(seed);
        var trainerOptions = new TrainerOptions
        {
            Seed = seed, Threads = options.Threads, DropLast = true, Transforms = [new RandomShift(2)],
        };
        int epochs = Math.Max(1, options.Steps / Math.Max(1, labelled.Count / Batch));
        using Learner.Trainer trainer = learner.CreateTrainer(
            new AdamW(LearningRate) { Schedule = new CosineDecay() }, Batch, trainerOptions);
        trainer.Fit(labelled, epochs, cancellationToken: cancellationToken);
        return learner;
    }
}
