using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NetGen;

/// <summary>
/// Networks of which each is trained on a bootstrap of the data, as many samples drawn with replacement, and which predict together. What
/// a network has not seen, about 37% of the samples, measures it for free. Breiman 1996, "Bagging predictors".
/// </summary>
/// <example>
/// <code>
/// BaggedNetworks&lt;float&gt; bag = Bagging.Fit(train, members: 10, (sample, seed) =>
/// {
///     Classifier network = new(seed);
///     using var trainer = network.CreateTrainer(new AdamW(1e-3f), 32, new() { Seed = seed });
///     trainer.Fit(sample, epochs: 10);
///     return network;
/// });
/// Console.WriteLine(bag.OutOfBag);
/// </code>
/// </example>
public static class Bagging
{
    /// <summary>Trains the networks.</summary>
    /// <param name="data">Samples of one input of values, with one target.</param>
    /// <param name="members">How many networks: at least 1.</param>
    /// <param name="train">Makes a network, trains it on the samples given, a view, and returns it; by the seed given.</param>
    /// <param name="seed">Equal seeds draw equal samples, on every platform.</param>
    /// <param name="atOnce">How many are trained at once; <paramref name="train"/> is then called on so many threads.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A number is below 1, or the targets do not fit the network's output.</exception>
    public static BaggedNetworks<T> Fit<T>(Dataset data, int members, Func<Dataset, int, Network<T>> train, int seed = 0, int atOnce = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        Network<T>[] networks = new Network<T>[members];
        try
        {
            Parallel.For(0, members, new() { MaxDegreeOfParallelism = atOnce }, member => networks[member] =
                train(data.Subset(Bootstrap.Draw(data.Count, seed, member)), Bootstrap.SeedOf(seed, member)));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return new(networks, Judge(networks, data, seed));
    }

    /// <summary>Each sample by the mean prediction of those that have not seen it.</summary>
    private static OutOfBagEstimate Judge<T>(Network<T>[] networks, Dataset data, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Answers answers = Answers.Of(networks[0], data);
        double[] means = new double[data.Count * answers.Size];
        int[] judges = new int[data.Count];
        for (int member = 0; member < networks.Length; member++)
        {
            int[] unseen = [.. Enumerable.Range(0, data.Count).Except(Bootstrap.Draw(data.Count, seed, member))];
            double[] predicted = unseen.Length > 0 ? Answers.Predict(networks[member], data.Subset(unseen)) : [];
            for (int i = 0; i < unseen.Length; i++)
            {
                judges[unseen[i]]++;
                for (int j = 0; j < answers.Size; j++)
                {
                    ref double mean = ref means[(unseen[i] * answers.Size) + j];
                    mean += (predicted[(i * answers.Size) + j] - mean) / judges[unseen[i]];
                }
            }
        }

        int[] judged = [.. Enumerable.Range(0, data.Count).Where(sample => judges[sample] > 0)];
        double sum = judged.Sum(sample => answers.ErrorOf(means.AsSpan(sample * answers.Size, answers.Size), sample));
        return new(sum / judged.Length, judged.Length, answers.AreClasses);
    }
}
