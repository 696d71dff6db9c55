using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Why networks of one kind err: because all of them do (bias: train longer, or take a larger one), or because each errs elsewhere
/// (variance: take more data, regularization, an ensemble). Of numbers error = bias + variance, the noise of the targets counted as bias;
/// Geman, Bienenstock and Doursat 1992, "Neural networks and the bias/variance dilemma". Of classes the bias is the error of the answer
/// that most networks give, the variance how often a network gives another; Domingos 2000, "A unified bias-variance decomposition".
/// </summary>
/// <param name="Error">Mean error of one network: share of wrong answers, or the mean squared error.</param>
/// <param name="Bias">Error of what they say together.</param>
/// <param name="Variance">How much they differ from that.</param>
public sealed record BiasVariance(double Error, double Bias, double Variance)
{
    /// <summary>Trains networks on bootstraps of the data and compares what they say of other data.</summary>
    /// <param name="train">Samples to train on.</param>
    /// <param name="test">Samples that none of them sees: of one input of values, with one target.</param>
    /// <param name="rounds">How many networks: at least 2; 20 or more tell something.</param>
    /// <param name="fit">Makes a network, trains it on the samples given, a view, and returns it; by the seed given.</param>
    /// <param name="seed">Equal seeds draw equal samples, on every platform.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">There are fewer rounds than 2, or the targets do not fit the network's output.</exception>
    public static BiasVariance Estimate<T>(Dataset train, Dataset test, int rounds, Func<Dataset, int, Network<T>> fit, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 2);
        double[][] predictions = new double[rounds][];
        Answers? answers = null;
        for (int round = 0; round < rounds; round++)
        {
            Network<T> network = fit(train.Subset(Bootstrap.Draw(train.Count, seed, round)), Bootstrap.SeedOf(seed, round));
            answers ??= Answers.Of(network, test);
            predictions[round] = Answers.Predict(network, test);
        }

        (double error, double bias, double variance) = (0, 0, 0);
        for (int sample = 0; sample < test.Count; sample++)
        {
            BiasVariance one = answers!.AreClasses ? OfClasses(predictions, answers, sample) : OfNumbers(predictions, answers, sample);
            (error, bias, variance) = (error + one.Error, bias + one.Bias, variance + one.Variance);
        }

        return new(error / test.Count, bias / test.Count, variance / test.Count);
    }

    /// <summary>"error 0.21: bias 0.15, variance 0.09".</summary>
    public override string ToString() => Invariant($"error {Error:G4}: bias {Bias:G4}, variance {Variance:G4}");

    private static BiasVariance OfNumbers(double[][] predictions, Answers answers, int sample)
    {
        int size = answers.Size;
        double[] mean = new double[size];
        double error = 0, squares = 0;
        foreach (double[] all in predictions)
        {
            ReadOnlySpan<double> one = all.AsSpan(sample * size, size);
            error += answers.ErrorOf(one, sample) / predictions.Length;
            for (int i = 0; i < size; i++)
            {
                mean[i] += one[i] / predictions.Length;
            }
        }

        foreach (double[] all in predictions)
        {
            for (int i = 0; i < size; i++)
            {
                double distance = all[(sample * size) + i] - mean[i];
                squares += distance * distance / size / predictions.Length;
            }
        }

        return new(error, answers.ErrorOf(mean, sample), squares);
    }

    private static BiasVariance OfClasses(double[][] predictions, Answers answers, int sample)
    {
        int[] classes = Array.ConvertAll(
            predictions, all => answers.ClassOf(all.AsSpan(sample * answers.Size, answers.Size)));

        // Of classes named equally often the smallest.
        int main = classes.GroupBy(one => one).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        int right = answers.ClassOf(sample);
        return new(classes.Average(one => one == right ? 0.0 : 1), main == right ? 0 : 1, classes.Average(one => one == main ? 0.0 : 1));
    }
}
