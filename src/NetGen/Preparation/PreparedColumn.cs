using System.Numerics;

namespace NetGen;

/// <summary>A column of a table and what is done with it: none but numbers of its own, in the order of the steps.</summary>
public sealed class PreparedColumn
{
    private readonly PreparationStep[] _steps;
    private readonly OneHot? _oneHot;
    private readonly int _values;

    /// <param name="name">The column's name in the table.</param>
    /// <param name="steps">In their order; none leaves the values as they are. <see cref="OneHot"/> is the last.</param>
    /// <exception cref="ArgumentException">The name is empty, a step is null, or one follows a <see cref="OneHot"/>.</exception>
    public PreparedColumn(string name, params IReadOnlyList<PreparationStep> steps)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(steps);
        Name = name;
        _steps = [.. steps];
        if (Array.Exists(_steps, step => step is null) || Array.FindIndex(_steps, step => step is OneHot) is int at
            && at >= 0 && at < _steps.Length - 1)
        {
            throw new ArgumentException($"Column {name}: a step is null, or one follows the categories' zeros and ones.", nameof(steps));
        }

        _oneHot = _steps.LastOrDefault() as OneHot;
        _values = _oneHot?.Width ?? 1;
        Width = _values + _steps.Count(Indicates);
    }

    /// <summary>The column's name in the table.</summary>
    public string Name { get; }

    /// <summary>The steps; of a fitted preparation with their numbers.</summary>
    public IReadOnlyList<PreparationStep> Steps => _steps;

    /// <summary>Outputs: 1, or one for each category, and one for each step that indicates missing values.</summary>
    internal int Width { get; }

    /// <summary>"age", "age.missing"; "city=1", "city=2".</summary>
    internal IEnumerable<string> OutputNames() => (_oneHot?.Suffixes() ?? [""]).Select(suffix => Name + suffix)
        .Concat(_steps.Where(Indicates).Select(_ => Name + ".missing"));

    /// <summary>Fits the steps one after the other, each to what the ones before have made of the values, which change.</summary>
    internal PreparedColumn Fit(double[] values)
    {
        ColumnSample sample = new(Name, values);
        sample.CheckNotInfinite();
        PreparationStep[] fitted = new PreparationStep[_steps.Length];
        for (int i = 0; i < fitted.Length; i++)
        {
            fitted[i] = _steps[i].IsFitted ? _steps[i] : _steps[i].Fit(sample);
            foreach (ref double value in values.AsSpan())
            {
                value = fitted[i].Apply(value);
            }
        }

        return new(Name, fitted);
    }

    /// <summary>Writes the column's outputs for one value.</summary>
    internal void Apply<T>(double value, Span<T> outputs, int row)
        where T : INumberBase<T>
    {
        double current = value;
        int indicator = _values;
        foreach (PreparationStep step in _steps)
        {
            if (Indicates(step))
            {
                outputs[indicator++] = double.IsNaN(current) ? T.One : T.Zero;
            }

            current = step.Apply(current);
        }

        if (_oneHot is null)
        {
            outputs[0] = T.CreateTruncating(current);
        }
        else if (!_oneHot.TryWrite(current, outputs[.._values]))
        {
            throw new PreparationException(Name, row, value, "this category was not there when the preparation was fitted.");
        }
    }

    private static bool Indicates(PreparationStep step) => step is MissingValues { Indicates: true };
}
