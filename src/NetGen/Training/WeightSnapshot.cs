namespace NetGen;

/// <summary>A copy of a network's parameters: see <see cref="TrainingContext.SaveWeights"/>.</summary>
public sealed class WeightSnapshot
{
    private readonly List<Copy> _copies = [];

    private readonly Action? _restoreAverage;

    internal WeightSnapshot(IReadOnlyList<Parameter> parameters, Action? restoreAverage = null)
    {
        _restoreAverage = restoreAverage;
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
        _restoreAverage?.Invoke();
    }

    private abstract class Copy(Parameter parameter)
    {
        public Parameter Parameter => parameter;

        public abstract void Restore();
    }

    private sealed class Copy<T>(Parameter parameter) : Copy(parameter)
        where T : unmanaged
    {
        private readonly T[] _values = parameter.AsSpan<T>().ToArray();

        public override void Restore() => _values.CopyTo(Parameter.AsSpan<T>());
    }
}
