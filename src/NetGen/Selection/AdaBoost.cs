using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Small networks one after the other, each trained on samples drawn the more often the more the ones before erred on them:
/// α = ln((1 − e) / e) + ln(K − 1) for the weighted error e and K classes, w ← w · exp(α) where the answer is wrong. Zhu, Zou, Rosset and
/// Hastie 2009, "Multi-class AdaBoost" (SAMME); by resampling, as Freund and Schapire 1997 allow it, so that any network serves.
/// </summary>
public static class AdaBoost
{
    private const double LeastError = 1e-10;

    /// <summary>
    /// Trains the networks: as many as asked for, or fewer where one errs on nothing, or no longer less than chance, which is left out.
    /// </summary>
    /// <param name="data">Samples of one input of values, with one label each, or one yes or no.</param>
    /// <param name="rounds">Most networks: at least 1.</param>
    /// <param name="train">
    /// Makes a network, trains it on the samples given, a view in which one may stand several times, and returns it; by the seed given.
    /// </param>
    /// <param name="seed">Equal seeds draw equal samples, on every platform.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A number is below 1, or the data has neither labels nor yes and no.</exception>
    /// <exception cref="InvalidOperationException">The first network is no better than chance.</exception>
    public static BoostedNetworks<T> Fit<T>(Dataset data, int rounds, Func<Dataset, int, Network<T>> train, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        double[] weights = new double[data.Count];
        Array.Fill(weights, 1.0 / data.Count);
        List<(Network<T> Network, double Weight)> members = [];
        int classes = Math.Max(data.Classes, 2);
        for (int round = 0; round < rounds; round++)
        {
            Network<T> network = train(data.Subset(Bootstrap.Draw(weights, seed, round)), Bootstrap.SeedOf(seed, round));
            bool[] isWrong = Wrong(network, data);
            double error = weights.Where((_, sample) => isWrong[sample]).Sum() / weights.Sum();
            if (error >= 1 - (1.0 / classes))
            {
                break;
            }

            double weight = Math.Log((1 - error) / Math.Max(error, LeastError)) + Math.Log(classes - 1);
            members.Add((network, weight));
            if (error == 0)
            {
                break;
            }

            for (int sample = 0; sample < weights.Length; sample++)
            {
                weights[sample] *= isWrong[sample] ? Math.Exp(weight) : 1;
            }

            // Again of sum 1: else they would outgrow a double.
            double sum = weights.Sum();
            weights = Array.ConvertAll(weights, one => one / sum);
        }

        return members.Count > 0
            ? new(members, classes)
            : throw new InvalidOperationException(Invariant($"The first network is no better than chance among {classes} classes."));
    }

    private static bool[] Wrong<T>(Network<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Answers answers = Answers.Of(network, data);
        if (!answers.AreClasses)
        {
            throw new ArgumentException("Boosting takes samples with one label each, or one yes or no.", nameof(data));
        }

        double[] predicted = Answers.Predict(network, data);
        return [.. Enumerable.Range(0, data.Count).Select(sample =>
            answers.ErrorOf(predicted.AsSpan(sample * answers.Size, answers.Size), sample) > 0)];
    }
}
