using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>A copy of a network's parameters: see <see cref="Network{T}.SaveWeights"/>.</summary>
public sealed class WeightSnapshot
{
    private readonly List<Copy> _copies = [];

    internal WeightSnapshot(IReadOnlyList<Parameter> parameters, AverageCopy? average = null)
    {
        Average = average;
        foreach (Parameter parameter in parameters)
        {
            _copies.Add(parameter.ElementType == typeof(double) ? new Copy<double>(parameter) : new Copy<float>(parameter));
        }
    }

    /// <summary>The mean of several states of one network, running statistics included.</summary>
    /// <param name="snapshots">At least one.</param>
    /// <exception cref="ArgumentException">There is none, or they are of several networks.</exception>
    public static WeightSnapshot Mean(IReadOnlyList<WeightSnapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        ArgumentOutOfRangeException.ThrowIfLessThan(snapshots.Count, 1, nameof(snapshots));
        WeightSnapshot mean = snapshots[0];
        for (int i = 1; i < snapshots.Count; i++)
        {
            mean = Mix(mean, snapshots[i], 1.0 / (i + 1));
        }

        return mean;
    }

    /// <summary>a + (b − a) · share, weight by weight: a at a share of 0, b at 1.</summary>
    /// <param name="a">A state of a network.</param>
    /// <param name="b">Another state of the same network.</param>
    /// <param name="share">b's part; outside of 0 to 1 it goes beyond the two.</param>
    /// <exception cref="ArgumentException">They are of two networks.</exception>
    public static WeightSnapshot Mix(WeightSnapshot a, WeightSnapshot b, double share)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a._copies.Select(copy => copy.Parameter).SequenceEqual(b._copies.Select(copy => copy.Parameter))
            ? new([.. a._copies.Zip(b._copies, (one, other) => one.Mix(other, share))])
            : throw new ArgumentException("The snapshots were made of two networks.", nameof(b));
    }

    private WeightSnapshot(List<Copy> copies) => _copies = copies;

    internal void Restore(IReadOnlyList<Parameter> parameters)
    {
        if (!_copies.Select(copy => copy.Parameter).SequenceEqual(parameters))
        {
            throw new ArgumentException("The snapshot was made of another network.", "snapshot");
        }

        _copies.ForEach(copy => copy.Restore());
        Average?.Restore();
    }

    /// <summary>The average of the weights that the trainer had made, where it makes one.</summary>
    internal AverageCopy? Average { get; }

    /// <summary>The copies as tensors for a file, each name behind a beginning.</summary>
    internal IEnumerable<Parameter> Tensors(string begin)
    {
        IEnumerable<Parameter> weights = _copies.Select(copy => copy.AsTensor(begin + copy.Parameter.Name));
        return Average is null ? weights : weights.Append(Average.AsTensor(begin + CheckpointNames.Average));
    }

    private abstract class Copy(Parameter parameter)
    {
        public Parameter Parameter => parameter;

        public abstract Parameter AsTensor(string name);

        public abstract Copy Mix(Copy other, double share);

        public abstract void Restore();
    }

    private sealed class Copy<T>(Parameter parameter, T[] values) : Copy(parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _values = values;

        public Copy(Parameter parameter)
            : this(parameter, parameter.AsSpan<T>().ToArray())
        {
        }

        public override Parameter AsTensor(string name) => new Parameter<T>(name, Parameter.Shape, isTrained: false, _values);

        public override Copy Mix(Copy other, double share)
        {
            T[] mixed = [.. _values], others = ((Copy<T>)other)._values;
            for (int i = 0; i < mixed.Length; i++)
            {
                mixed[i] += (others[i] - mixed[i]) * T.CreateChecked(share);
            }

            return new Copy<T>(Parameter, mixed);
        }

        public override void Restore() => _values.CopyTo(Parameter.AsSpan<T>());
    }
}
