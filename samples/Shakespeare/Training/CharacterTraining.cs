using System.Globalization;
using NetGen;
using Samples;
using Shakespeare.Text;

namespace Shakespeare.Training;

/// <summary>Trains a network on a text for as long as it may.</summary>
internal static class CharacterTraining
{
    private const float LearningRate = 4e-3f;
    private const float Beta2 = 0.99f;
    private const float WeightDecay = 0.1f;
    private const int WarmupSteps = 100;
    private const int Estimates = 20;
    private const int EstimateWindows = 64;

    // Weight of the newest step in the loss shown.
    private const double Newest = 0.05;

    /// <summary>Trains, and leaves the network with the weights that foretold the rest of the text best.</summary>
    /// <param name="network">The network.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="options">Batch, seed, threads.</param>
    /// <param name="world">The processes that train together; null where this one is alone.</param>
    /// <param name="budget">How long.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Steps and time taken, estimates included.</returns>
    /// <exception cref="SampleException">The loss of a step was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (long Steps, TimeSpan Time) Run(
        CharacterModel network, Corpus corpus, RunOptions options, ICommunicator? world,
        TrainingBudget budget, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var optimizer = new AdamW(LearningRate, beta2: Beta2, weightDecay: WeightDecay) { Schedule = new BudgetDecay(budget, WarmupSteps) };
        using CharacterModel.Trainer trainer = network.CreateTrainer(
            optimizer, options.Batch, new TrainerOptions { Seed = options.Seed, Threads = options.Threads, Communicator = world });
        Range part = PartOf(options.Batch, world);
        Windows windows = new(corpus.Train, CharacterModel.Context, options.Seed);
        WeightSnapshot best = network.SaveWeights();
        double bestLoss = double.PositiveInfinity;
        int[] inputs = new int[options.Batch * CharacterModel.Context], labels = new int[inputs.Length];
        double mean = 0, share;
        long step = 0, estimates = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            windows.Draw(inputs, labels);
            double loss = trainer.Step(inputs.AsSpan(part), labels.AsSpan(part)).Loss;
            step++;
            if (!double.IsFinite(loss))
            {
                throw new SampleException(string.Create(CultureInfo.InvariantCulture, $"The loss became {loss} in step {step}."));
            }

            mean += (loss - mean) * Math.Max(Newest, 1.0 / step);
            share = budget.Share(step);
            if (share * Estimates >= estimates + 1)
            {
                estimates = (long)(share * Estimates);
                double validation = Judge.Some(network, corpus.Validation, EstimateWindows);
                (best, bestLoss) = validation <= bestLoss ? (network.SaveWeights(), validation) : (best, bestLoss);
                display.Estimated(share, budget.Elapsed, step, mean, validation);
            }
            else
            {
                display.Running(share, budget.Elapsed, step, mean, step * inputs.Length / budget.Elapsed.TotalSeconds);
            }
        }
        while (share < 1);

        // A short text is soon known by heart, and what is not learnt is foretold worse.
        network.RestoreWeights(best);
        return (step, budget.Elapsed);
    }

    /// <summary>The characters of a batch that this process trains on; all draw the same windows.</summary>
    private static Range PartOf(int batch, ICommunicator? world)
    {
        (int rank, int size) = world is null ? (0, 1) : (world.Rank, world.Size);
        return (batch * rank / size * CharacterModel.Context)..(batch * (rank + 1) / size * CharacterModel.Context);
    }
}
