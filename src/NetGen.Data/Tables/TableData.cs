namespace NetGen.Data;

/// <summary>The samples of a table in memory: what the columns held, and what their values are called.</summary>
public sealed class TableData
{
    internal TableData()
    {
    }

    /// <summary>Number of samples: at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Names of the features; numbers from 0 where the columns have none.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>
    /// The features, sample after sample: [count × features]; NaN where one is missing, with <see cref="MissingHandling.Keep"/>.
    /// </summary>
    public required float[] Features { get; init; }

    /// <summary>The class of each sample, an index of <see cref="Classes"/>; null without <see cref="TableOptions.Label"/>.</summary>
    public int[]? Labels { get; init; }

    /// <summary>The classes as they stand in the table, by label.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The target values, sample after sample: [count × targets]; null without <see cref="TableOptions.Targets"/>.</summary>
    public float[]? Targets { get; init; }

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>The weight of each sample; null without <see cref="TableOptions.Weight"/>.</summary>
    public float[]? Weights { get; init; }

    /// <summary>The group of each sample, an index of <see cref="GroupNames"/>; null without <see cref="TableOptions.Group"/>.</summary>
    public int[]? Groups { get; init; }

    /// <summary>The groups as they stand in the table, in the order in which they first appear.</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>The samples as a dataset, which keeps these arrays: input "input", target "target".</summary>
    /// <exception cref="ArgumentException">A feature is missing: fill it in before.</exception>
    public Dataset ToDataset()
    {
        List<(string, DataColumn)> targets = [];
        if (Labels is not null)
        {
            targets.Add(("target", DataColumn.Labels(Labels, Classes.Count)));
        }
        else if (Targets is not null)
        {
            targets.Add(("target", DataColumn.Values(Targets, new Shape(TargetNames.Count))));
        }

        if (Weights is not null)
        {
            targets.Add(("SampleWeight", DataColumn.Weights(Weights)));
        }

        return Dataset.FromColumns([("input", DataColumn.Values(Features, new Shape(FeatureNames.Count)))], targets);
    }

    /// <summary>Reads all of a table.</summary>
    /// <exception cref="DataFormatException">It has no samples, or is not what the options say.</exception>
    internal static TableData Read(OpenTable open, TableOptions options, IFormatProvider provider, CancellationToken cancellationToken)
    {
        using TableReader reader = open(options, cancellationToken);
        ClassMap classes = options.Classes is null ? new() : new(options.Classes), groups = new();
        TableRows rows = new(reader, options, classes, groups);
        List<float> features = [], targets = [], weights = [];
        List<int> labels = [], groupOf = [];
        foreach (TableRow row in rows.Read(cancellationToken))
        {
            if (features.Count > Array.MaxLength - row.Features.Length)
            {
                throw reader.Refuse("there are more features than an array holds: stream the table.");
            }

            features.AddRange(row.Features);
            targets.AddRange(row.Targets);
            weights.Add(row.Weight);
            labels.Add(row.Label);
            groupOf.Add(row.Group);
        }

        if (labels.Count == 0)
        {
            throw reader.Refuse("there are no samples.");
        }

        TablePlan plan = rows.Plan;
        ClassMap sorted = plan.Label < 0 || options.Classes is not null ? classes : classes.Sorted(provider);
        return new()
        {
            Count = labels.Count,
            FeatureNames = plan.FeatureNames,
            Features = [.. features],
            Labels = plan.Label < 0 ? null : [.. labels.Select(label => sorted.NumberOf(classes.Texts[label]))],
            Classes = plan.Label < 0 ? [] : sorted.Texts,
            Targets = plan.Targets.Length == 0 ? null : [.. targets],
            TargetNames = plan.TargetNames,
            Weights = plan.Weight < 0 ? null : [.. weights],
            Groups = plan.Group < 0 ? null : [.. groupOf],
            GroupNames = groups.Texts,
        };
    }

    /// <exception cref="ArgumentException">Missing features are to be kept, which no dataset does, without a preparation.</exception>
    internal static TableOptions CheckMissing(TableOptions options) =>
        options.Missing != MissingHandling.Keep || options.Preparation is not null
            ? options
            : throw new ArgumentException(
                "Datasets and streams keep no missing features: give a Preparation that fills them in.", nameof(options));
}
