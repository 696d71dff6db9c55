using NetGen.Runtime;

namespace NetGen;

/// <content>Single steps on samples of a dataset, for what trains in a way of its own.</content>
public abstract partial class Trainer<T>
{
    /// <summary>Of the network that is trained.</summary>
    internal IReadOnlyList<Parameter> Parameters => _network.Parameters;

    /// <summary>Matches a dataset with what the network takes.</summary>
    /// <exception cref="ArgumentException">The data does not fit.</exception>
    internal BatchLoader<T> CreateLoader(Dataset data, string name) => new(_runner, data, name);

    /// <summary>One step on some of its samples.</summary>
    internal BatchResult StepOn(BatchLoader<T> loader, ReadOnlySpan<int> samples)
    {
        using Entry entry = new(this);
        loader.Load(samples);
        loader.Lengths.CopyTo(_lengths);
        return RunSingleStep(samples.Length);
    }
}
