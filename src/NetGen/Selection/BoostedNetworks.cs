using System.Numerics;

namespace NetGen;

/// <summary>What <see cref="AdaBoost.Fit"/> made: networks that vote, each with its weight.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BoostedNetworks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal BoostedNetworks(IReadOnlyList<(Network<T> Network, double Weight)> members, int classes)
    {
        Members = members;
        Classes = classes;
    }

    /// <summary>The networks in the order of their training, and the weight of each one's vote.</summary>
    public IReadOnlyList<(Network<T> Network, double Weight)> Members { get; }

    /// <summary>Number of classes; 2 for yes and no.</summary>
    public int Classes { get; }

    /// <summary>The class with most votes, by weight, for each sample; 1 for yes.</summary>
    /// <param name="data">Samples as they were trained on.</param>
    /// <exception cref="ArgumentException">The data does not fit the networks.</exception>
    public int[] Predict(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] votes = new double[data.Count * Classes];
        foreach ((Network<T> network, double weight) in Members)
        {
            Answers answers = Answers.Of(network, data);
            double[] predicted = Answers.Predict(network, data);
            for (int sample = 0; sample < data.Count; sample++)
            {
                int taken = answers.ClassOf(predicted.AsSpan(sample * answers.Size, answers.Size));
                votes[(sample * Classes) + taken] += weight;
            }
        }

        return [.. Enumerable.Range(0, data.Count).Select(sample => votes.AsSpan(sample * Classes, Classes).ArgMax())];
    }

    /// <summary>Share of the samples whose class has most votes.</summary>
    /// <param name="data">Samples as they were trained on.</param>
    /// <exception cref="ArgumentException">The data does not fit the networks.</exception>
    public double Accuracy(Dataset data)
    {
        int[] predicted = Predict(data);
        Answers answers = Answers.Of(Members[0].Network, data);
        return predicted.Where((one, sample) => one == answers.ClassOf(sample)).Count() / (double)data.Count;
    }
}
