namespace NetGen.Data;

/// <summary>Which columns of a table become what: the same for CSV, Parquet and data frames.</summary>
public sealed record TableOptions
{
    /// <summary>The features, in the order of the network's input; null for all columns that have no other part here.</summary>
    public IReadOnlyList<TableColumn>? Features { get; init; }

    /// <summary>Columns that are no features, where <see cref="Features"/> is null.</summary>
    public IReadOnlyList<TableColumn> Ignored { get; init; } = [];

    /// <summary>The column of classes, numbers or text; null for none.</summary>
    public TableColumn? Label { get; init; }

    /// <summary>
    /// The classes in the order of their labels, as they stand in the table; another one there is refused. Where null they are those in
    /// the table, numbers by size and text in ordinal order; a stream then reads it once more to find them.
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Columns of target values, for regression; there is a label or there are targets, not both.</summary>
    public IReadOnlyList<TableColumn> Targets { get; init; } = [];

    /// <summary>The column of weights, for losses with <see cref="CriterionAttribute.SampleWeights"/>; null for none.</summary>
    public TableColumn? Weight { get; init; }

    /// <summary>The column that says which samples belong together, for splits; null for none. Streams have none.</summary>
    public TableColumn? Group { get; init; }

    /// <summary>What becomes of samples with missing features.</summary>
    public MissingHandling Missing { get; init; }

    /// <summary>What stands for a missing feature with <see cref="MissingHandling.Replace"/>; a finite number.</summary>
    public float Replacement { get; init; }

    /// <summary>
    /// What is done with the features of each sample, called as <see cref="Preparation.InputNames"/> says; null for nothing. It may fill in
    /// what is missing, with <see cref="MissingHandling.Keep"/>.
    /// </summary>
    public Preparation? Preparation { get; init; }
}
