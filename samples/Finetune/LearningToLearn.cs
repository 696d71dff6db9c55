using NetGen;
using Samples;
using Samples.Data;

namespace Finetune;

/// <summary>Reptile: tasks of three of the digits 0 to 6, five pictures of each; then 7, 8 and 9.</summary>
internal static class LearningToLearn
{
    private const int Ways = 3, Shots = 5, Queries = 20, InnerSteps = 8, AdaptSteps = 40;
    private const float InnerRate = 0.02f;
    private const double OuterRate = 0.5;

    /// <summary>Mean share of the pictures of 7, 8 and 9 told apart after five pictures of each, over episodes.</summary>
    /// <param name="options">Tasks, episodes, seed.</param>
    /// <param name="data">Digits.</param>
    /// <param name="cancellationToken">Ends it between two tasks.</param>
    public static double Run(RunOptions options, DigitData data, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed);
        int[][] trained = [.. Enumerable.Range(0, 7).Select(digit => Few(data.Train, digit))];
        int[][] tested = [.. Enumerable.Range(7, Ways).Select(digit => Few(data.Test, digit))];
        var network = new DigitLearner(options.Seed);
        using var reptile = new Reptile<float>(
            network, new Sgd(InnerRate), Ways * Shots, InnerSteps, new TrainerOptions { Seed = options.Seed, Threads = options.Threads });
        for (int task = 0; task < options.Tasks; task++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] digits = [.. Enumerable.Range(0, trained.Length)];
            random.Shuffle(digits);
            reptile.Step(
                Task(data.Train, [.. digits[..Ways].Select(digit => trained[digit])], random, Shots).Known,
                OuterRate * (1 - ((double)task / options.Tasks)));
        }

        WeightSnapshot learnt = network.SaveWeights();
        double sum = 0;
        for (int episode = 0; episode < options.Episodes; episode++)
        {
            (Dataset known, Dataset queries) = Task(data.Test, tested, random, Shots);
            reptile.Adapt(known, AdaptSteps);
            sum += network.Evaluate(queries).Accuracy ?? 0;
            network.RestoreWeights(learnt);
        }

        return sum / options.Episodes;
    }

    private static int[] Few(Dataset data, int digit) => DigitData.Showing(data, digit) is { Length: >= Shots + Queries } found
        ? found
        : throw new SampleException($"--data: there are too few pictures of {digit}: {Shots + Queries} are needed.");

    /// <summary>Pictures of a few kinds with the labels 0, 1, 2: those known, and others to be told.</summary>
    private static (Dataset Known, Dataset Queries) Task(Dataset data, int[][] kinds, Random random, int shots)
    {
        List<int> known = [], queries = [];
        foreach (int[] kind in kinds)
        {
            int[] drawn = random.GetItems(kind, shots + Queries);
            known.AddRange(drawn[..shots]);
            queries.AddRange(drawn[shots..].Except(drawn[..shots]));
        }

        return (Labelled(known), Labelled(queries));

        Dataset Labelled(List<int> pictures)
        {
            float[] pixels = new float[pictures.Count * data.InputShape.Size];
            data.ReadInputs([.. pictures], pixels);
            int[] labels = [.. pictures.Select(picture => Array.FindIndex(kinds, kind => kind.Contains(picture)))];
            return Dataset.FromArrays(pixels, labels, data.InputShape, kinds.Length);
        }
    }
}
