namespace NetGen;

/// <summary>The value of each metric by its name, in the order in which they were asked for. Immutable; equal values are equal.</summary>
public sealed class MetricValues : NamedValues
{
    internal MetricValues(string[] names, double[] values)
        : base(names, values)
    {
    }

    private protected override KeyNotFoundException NotFound(string key, string[] names) => new(names.Length > 0
        ? $"There is no metric {key}, but {string.Join(", ", names)}."
        : $"There is no metric {key}: none was asked for.");
}
