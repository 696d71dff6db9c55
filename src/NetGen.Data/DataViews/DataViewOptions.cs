namespace NetGen.Data;

/// <summary>Which columns of an <see cref="Microsoft.ML.IDataView"/> make the samples of a dataset.</summary>
public sealed record DataViewOptions
{
    /// <summary>
    /// The columns of the inputs, scalars or vectors of numbers or of yes and no, which stand side by side in this order: "Features" unless
    /// given.
    /// </summary>
    /// <exception cref="ArgumentException">There is none, or one has no name.</exception>
    public IReadOnlyList<string> Features
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Features));
            field = [.. value];
            if (field.Count == 0 || field.Any(string.IsNullOrEmpty))
            {
                throw new ArgumentException("The inputs are at least one column, each with a name.", nameof(Features));
            }
        }
    }
    = ["Features"];

    /// <summary>The column of the labels or target values: "Label" unless given; null where the loss takes none.</summary>
    public string? Label { get; init; } = "Label";

    /// <summary>What the labels are: by their type unless given.</summary>
    public LabelKind LabelKind { get; init; }

    /// <summary>Number of classes, where it is more than the labels say; null for theirs.</summary>
    public int? Classes { get; init; }

    /// <summary>The column of the samples' weights, a scalar; null where all count alike.</summary>
    public string? Weight { get; init; }

    /// <summary>
    /// The column that says which samples belong together, a key, a text or a whole number: see <see cref="DataViewSamples.Groups"/>.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Shape of one sample, channels first; null for the number of its values.</summary>
    public Shape? Shape { get; init; }
}
