using System.Numerics;

namespace NetGen;

/// <summary>
/// What networks say of samples, in double, and how wrong it is: the share of wrong answers where each sample has a label, or one yes or
/// no; else the mean squared error.
/// </summary>
internal sealed class Answers
{
    private const int Batch = 1024;

    private readonly int[]? _labels;
    private readonly double[] _targets;
    private readonly bool _isBinary;

    private Answers(int size, int[]? labels, double[] targets, bool isBinary)
    {
        Size = size;
        _labels = labels;
        _targets = targets;
        _isBinary = isBinary;
    }

    /// <summary>Numbers of one prediction.</summary>
    public int Size { get; }

    /// <summary>Whether answers are classes, right or wrong.</summary>
    public bool AreClasses => _labels is not null || _isBinary;

    /// <summary>Of the samples of a dataset, for networks like the one given.</summary>
    /// <exception cref="ArgumentException">The targets do not fit the network's output.</exception>
    public static Answers Of<T>(Network<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = network.OutputShape.Size;
        bool isBinary = network.Plan.IsDecision;
        int[] all = [.. Enumerable.Range(0, data.Count)];
        if (data.Classes > 0)
        {
            int[] labels = new int[data.Count];
            data.ReadLabels(all, labels);
            return new(size, labels, [], isBinary);
        }

        if (data.TargetSize != size)
        {
            throw new ArgumentException(
                $"A sample has {Words.Counted(data.TargetSize, "target value")}, the network {Words.Counted(size, "output")}.",
                nameof(data));
        }

        double[] targets = new double[data.Count * size];
        data.ReadTargets(all, targets);
        return new(size, null, targets, isBinary);
    }

    /// <summary>Probabilities or outputs for all samples, one after the other.</summary>
    public static double[] Predict<T>(Network<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batch = Math.Min(data.Count, Batch), size = data.InputShape.Size;
        Ensemble<T> one = new(network);
        T[] samples = new T[batch * size], outputs = new T[data.Count * network.OutputShape.Size];
        for (int start = 0; start < data.Count; start += batch)
        {
            int[] some = [.. Enumerable.Range(start, Math.Min(batch, data.Count - start))];
            data.Read(data.Inputs[0].Column, some, samples.AsSpan());
            one.Predict(
                samples.AsSpan(0, some.Length * size),
                outputs.AsSpan(start * network.OutputShape.Size, some.Length * network.OutputShape.Size));
        }

        return Array.ConvertAll(outputs, value => double.CreateTruncating(value));
    }

    /// <summary>The class that a prediction is: the largest, or 1 for yes.</summary>
    public int ClassOf(ReadOnlySpan<double> prediction) => ClassOf(prediction, _isBinary);

    /// <inheritdoc cref="ClassOf(ReadOnlySpan{double})"/>
    public static int ClassOf<T>(ReadOnlySpan<T> prediction, bool isBinary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        !isBinary ? prediction.ArgMax() : prediction[0] > T.CreateChecked(0.5) ? 1 : 0;

    /// <summary>The class of a sample.</summary>
    public int ClassOf(int sample) => _labels?[sample] ?? (_targets[sample] > 0.5 ? 1 : 0);

    /// <summary>What should have been predicted of a sample.</summary>
    public ReadOnlySpan<double> TargetOf(int sample) => _targets.AsSpan(sample * Size, Size);

    /// <summary>1 where the class is wrong, else 0; of numbers the mean of the squared errors.</summary>
    public double ErrorOf(ReadOnlySpan<double> prediction, int sample)
    {
        if (AreClasses)
        {
            return ClassOf(prediction) == ClassOf(sample) ? 0 : 1;
        }

        double sum = 0;
        ReadOnlySpan<double> target = TargetOf(sample);
        for (int i = 0; i < Size; i++)
        {
            sum += (prediction[i] - target[i]) * (prediction[i] - target[i]);
        }

        return sum / Size;
    }
}
