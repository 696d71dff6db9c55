using System.Numerics;

namespace NetGen;

/// <summary>Networks with fewer weights: the smallest become 0 and stay it while the others are trained on.</summary>
public static class Pruning
{
    /// <summary>
    /// Sets the weights of the smallest magnitude to 0, of all parameters with two dimensions and more together (Han et al. 2015,
    /// https://arxiv.org/abs/1506.02626). Biases, and the scales and shifts of normalizations, are left as they are.
    /// </summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="network">The network, which is changed.</param>
    /// <param name="sparsity">The share of weights that become 0: at least 0, below 1.</param>
    /// <param name="perParameter">Whether each parameter loses that share; else the smallest of all go, wherever they are.</param>
    /// <returns>What keeps them 0 in a training that goes on: one of its <see cref="TrainerOptions.WeightStages"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sparsity is out of range.</exception>
    /// <exception cref="ArgumentException">The network has no such parameters.</exception>
    public static PruningMask Magnitude<T>(Network<T> network, double sparsity, bool perParameter = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!(sparsity >= 0 && sparsity < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "A share of weights is at least 0 and below 1.");
        }

        Parameter[] weights = [.. network.Parameters.Where(parameter => parameter.IsTrained && parameter.Shape.Count > 1)];
        if (weights.Length == 0)
        {
            throw new ArgumentException("The network has no trained weights of two dimensions.", nameof(network));
        }

        PruningMask mask = new();
        WeightTransfer.Change(weights[0].Weights, () =>
        {
            foreach (Parameter[] group in perParameter ? weights.Select(weight => (Parameter[])[weight]) : [weights])
            {
                Prune<T>(group, sparsity, mask);
            }
        });
        return mask;
    }

    /// <summary>The share of zeros among the weights that <see cref="Magnitude"/> is about: 0 to 1; 0 where there are none.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="network">The network.</param>
    public static double Sparsity<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        long zeros = 0, all = 0;
        foreach (Parameter weight in network.Parameters.Where(parameter => parameter.IsTrained && parameter.Shape.Count > 1))
        {
            ReadOnlySpan<T> values = weight.AsSpan<T>();
            zeros += values.Count(T.Zero);
            all += values.Length;
        }

        return all == 0 ? 0 : (double)zeros / all;
    }

    private static void Prune<T>(Parameter[] weights, double sparsity, PruningMask mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] magnitudes = new T[weights.Sum(weight => weight.Shape.Size)];
        int[] places = new int[magnitudes.Length];
        int next = 0;
        foreach (Parameter weight in weights)
        {
            foreach (T value in weight.AsSpan<T>())
            {
                places[next] = next;
                magnitudes[next++] = T.Abs(value);
            }
        }

        // Of equal ones the first: exactly so many go.
        Array.Sort(magnitudes, places);
        bool[] goes = new bool[places.Length];
        foreach (int place in places.AsSpan(0, (int)(sparsity * places.Length)))
        {
            goes[place] = true;
        }

        int first = 0;
        foreach (Parameter weight in weights)
        {
            mask.Add(weight.Name, goes.AsSpan(first, weight.Shape.Size).ToArray());
            mask.Apply(weight.Name, weight.AsSpan<T>());
            first += weight.Shape.Size;
        }
    }
}
