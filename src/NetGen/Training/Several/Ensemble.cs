using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Several networks, or several states of one, that predict together: the mean of their probabilities where the network is trained on
/// classes or on yes and no, else of their outputs. Hansen and Salamon 1990; of one run Huang et al. 2017, "Snapshot ensembles: train 1,
/// get M for free", https://arxiv.org/abs/1704.00109, whose cycles <see cref="SnapshotCollector"/> follows.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// One thread at a time. With states of one network a prediction sets its weights to each of them in turn and then back, so that nothing
/// else should use the network meanwhile; networks of their own are faster.
/// </remarks>
public sealed class Ensemble<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Batch = 64;

    private readonly (Network<T> Network, WeightSnapshot? Weights)[] _members;
    private T[] _outputs = [];

    /// <summary>Several networks of one output shape.</summary>
    /// <param name="networks">At least one.</param>
    /// <exception cref="ArgumentException">There is none, or their shapes differ.</exception>
    public Ensemble(params IReadOnlyList<Network<T>> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        _members = [.. networks.Select(network => (network, (WeightSnapshot?)null))];
        Check(nameof(networks));
    }

    /// <summary>Several states of one network.</summary>
    /// <param name="network">The network, whose weights stay as they are.</param>
    /// <param name="states">At least one, of this network.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Ensemble(Network<T> network, IReadOnlyList<WeightSnapshot> states)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(states);
        _members = [.. states.Select(state => (network, (WeightSnapshot?)state))];
        Check(nameof(states));
    }

    /// <summary>Number of networks or states.</summary>
    public int Count => _members.Length;

    /// <summary>What they predict for one sample: probabilities, or outputs.</summary>
    /// <param name="sample">As <see cref="Network{T}.Predict(ReadOnlySpan{T})"/> takes it.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    public T[] Predict(ReadOnlySpan<T> sample)
    {
        T[] outputs = new T[_members[0].Network.OutputShape.Size];
        Predict(sample, outputs);
        return outputs;
    }

    /// <summary>What they predict for any number of samples.</summary>
    /// <param name="samples">As <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/> takes them.</param>
    /// <param name="outputs">Receives as many predictions.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs)
    {
        Network<T> first = _members[0].Network;
        WeightSnapshot? before = _members[0].Weights is null ? null : first.SaveWeights();
        _outputs = _outputs.Length >= outputs.Length ? _outputs : new T[outputs.Length];
        Span<T> one = _outputs.AsSpan(0, outputs.Length);
        outputs.Clear();
        try
        {
            foreach ((Network<T> network, WeightSnapshot? weights) in _members)
            {
                if (weights is not null)
                {
                    network.RestoreWeights(weights);
                }

                network.Predict(samples, one);
                ToProbabilities(network.Plan, one);
                for (int i = 0; i < one.Length; i++)
                {
                    outputs[i] += one[i] / T.CreateChecked(Count);
                }
            }
        }
        finally
        {
            if (before is not null)
            {
                first.RestoreWeights(before);
            }
        }
    }

    /// <summary>Share of the samples of a dataset whose class has the largest probability; of yes and no 1 is yes, above ½.</summary>
    /// <param name="data">Samples with one label each.</param>
    /// <exception cref="ArgumentException">The data does not fit the networks.</exception>
    /// <exception cref="InvalidOperationException">It has no labels, or several for a sample.</exception>
    public double Accuracy(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int size = _members[0].Network.OutputShape.Size, right = 0;
        bool isBinary = _members[0].Network.Plan.IsDecision;
        T[] samples = new T[Batch * data.InputShape.Size], outputs = new T[Batch * size];
        int[] labels = new int[Batch];
        for (int start = 0; start < data.Count; start += Batch)
        {
            int[] batch = [.. Enumerable.Range(start, Math.Min(Batch, data.Count - start))];
            data.ReadLabels(batch, labels);
            data.Read(data.Inputs[0].Column, batch, samples.AsSpan());
            Predict(samples.AsSpan(0, batch.Length * data.InputShape.Size), outputs.AsSpan(0, batch.Length * size));
            for (int i = 0; i < batch.Length; i++)
            {
                right += Answers.ClassOf<T>(outputs.AsSpan(i * size, size), isBinary) == labels[i] ? 1 : 0;
            }
        }

        return (double)right / data.Count;
    }

    /// <summary>Softmax over the classes, channels last or first; of yes and no the sigmoid.</summary>
    private static void ToProbabilities(ProgramPlan plan, Span<T> outputs)
    {
        TargetPlan? target = plan.TargetOfFirst;
        OutputPlan output = plan.Outputs[0];
        if (target is { IsBinary: true })
        {
            foreach (ref T value in outputs)
            {
                value = T.One / (T.One + T.Exp(-value));
            }
        }
        else if (target is { TakesLabels: true } or { IsDistribution: true })
        {
            int pitch = output.IsImage ? output.Shape.Size / output.Channels : 1;
            int rows = outputs.Length / output.Channels;
            for (int row = 0; row < rows; row++)
            {
                int first = output.IsImage ? (row / pitch * output.Shape.Size) + (row % pitch) : row * output.Channels;
                Probabilities.Softmax(outputs[first..], output.Channels, pitch);
            }
        }
    }

    private void Check(string name)
    {
        if (_members.Length == 0 || Array.Exists(_members, member => member.Network is null))
        {
            throw new ArgumentException("An ensemble has at least one member, and none is null.", name);
        }

        Shape shape = _members[0].Network.OutputShape;
        foreach ((Network<T> network, _) in _members)
        {
            if (!network.OutputShape.Equals(shape))
            {
                throw new ArgumentException($"The outputs have the shapes {shape} and {network.OutputShape}.", name);
            }
        }
    }
}
