using System.Numerics;

namespace NetGen;

/// <summary>A copy of a network's parameters: see <see cref="Network{T}.SaveWeights"/>.</summary>
public sealed class WeightSnapshot
{
    private readonly List<Copy> _copies = [];

    internal WeightSnapshot(IReadOnlyList<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            _copies.Add(parameter.ElementType == typeof(double) ? new Copy<double>(parameter) : new Copy<float>(parameter));
        }
    }

    internal void Restore(IReadOnlyList<Parameter> parameters)
    {
        if (!_copies.Select(copy => copy.Parameter).SequenceEqual(parameters))
        {
            throw new ArgumentException("The snapshot was made of another network.", "snapshot");
        }

        _copies.ForEach(copy => copy.Restore());
    }

    /// <summary>The copies as tensors for a file, each name behind a beginning.</summary>
    internal IEnumerable<Parameter> Tensors(string begin) => _copies.Select(copy => copy.AsTensor(begin + copy.Parameter.Name));

    private abstract class Copy(Parameter parameter)
    {
        public Parameter Parameter => parameter;

        public abstract Parameter AsTensor(string name);

        public abstract void Restore();
    }

    private sealed class Copy<T>(Parameter parameter) : Copy(parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _values = parameter.AsSpan<T>().ToArray();

        public override Parameter AsTensor(string name) => new Parameter<T>(name, Parameter.Shape, isTrained: false, _values);

        public override void Restore() => _values.CopyTo(Parameter.AsSpan<T>());
    }
}
