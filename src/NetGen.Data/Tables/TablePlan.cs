namespace NetGen.Data;

/// <summary>The places of the columns that are wanted.</summary>
internal sealed class TablePlan
{
    /// <exception cref="ArgumentException">The table has not what the options name, or they contradict each other.</exception>
    public TablePlan(IReadOnlyList<string> names, TableOptions options)
    {
        Label = PlaceOf(options.Label);
        Weight = PlaceOf(options.Weight);
        Group = PlaceOf(options.Group);
        Targets = [.. options.Targets.Select(column => column.In(names))];
        int[] ignored = [.. options.Ignored.Select(column => column.In(names))];
        int[] others = [Label, Weight, Group, .. Targets, .. ignored];
        Features = options.Features is null
            ? [.. Enumerable.Range(0, names.Count).Except(others)]
            : [.. options.Features.Select(column => column.In(names))];
        if (Label >= 0 && Targets.Length > 0)
        {
            throw new ArgumentException("A table gives a label or targets, not both.", nameof(options));
        }

        if (Features.Length == 0)
        {
            throw new ArgumentException("No column is a feature.", nameof(options));
        }

        if (options.Missing == MissingHandling.Replace && !float.IsFinite(options.Replacement))
        {
            throw new ArgumentException("What replaces missing features must be finite.", nameof(options));
        }

        string[] features = [.. Features.Select(place => names[place])];
        if (options.Preparation is { } preparation && !preparation.InputNames.SequenceEqual(features, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The preparation takes {string.Join(", ", preparation.InputNames)}; the features are {string.Join(", ", features)}.",
                nameof(options));
        }

        FeatureNames = [.. options.Preparation?.OutputNames ?? features];
        TargetNames = [.. Targets.Select(place => names[place])];

        int PlaceOf(TableColumn? column) => column is { } known ? known.In(names) : -1;
    }

    public int[] Features { get; }

    public int[] Targets { get; }

    /// <summary>−1 for none.</summary>
    public int Label { get; }

    /// <summary>−1 for none.</summary>
    public int Weight { get; }

    /// <summary>−1 for none.</summary>
    public int Group { get; }

    /// <summary>Of the values of a sample: prepared ones where there is a preparation.</summary>
    public string[] FeatureNames { get; }

    public string[] TargetNames { get; }

    /// <summary>All places that are read.</summary>
    public IEnumerable<int> All => new[] { Label, Weight, Group }.Where(place => place >= 0).Concat(Features).Concat(Targets).Distinct();
}
