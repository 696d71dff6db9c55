using static System.FormattableString;

namespace NetGen;

/// <summary>One input or target of a sample in a <see cref="SampleLayout"/>.</summary>
public sealed class SampleColumn
{
    private SampleColumn(string name, Shape shape, SampleKind kind, int? bound = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Shape, Kind, Bound) = (name, shape, kind, bound);
        Size = DataColumn.CheckShape(shape);
    }

    /// <summary>Matched with the networks' inputs and targets as the names of <see cref="Dataset.FromColumns"/> are.</summary>
    public string Name { get; }

    /// <summary>Shape of one sample.</summary>
    public Shape Shape { get; }

    internal SampleKind Kind { get; }

    /// <summary>All integers are below it, where it is known before they are read.</summary>
    internal int? Bound { get; }

    internal int Size { get; }

    /// <summary>Values.</summary>
    /// <param name="name">The input or target.</param>
    /// <param name="shape">Shape of one sample, channels first for images, (length, features) for sequences.</param>
    public static SampleColumn Values(string name, Shape shape) => new(name, shape, SampleKind.Floats);

    /// <summary>Tokens.</summary>
    /// <param name="name">The input.</param>
    /// <param name="length">Tokens of one sample.</param>
    public static SampleColumn Tokens(string name, int length) => new(name, new Shape(length), SampleKind.Tokens);

    /// <summary>Class labels.</summary>
    /// <param name="name">The target.</param>
    /// <param name="classes">Number of classes; null: any label from 0.</param>
    /// <param name="perSample">Labels of one sample: more than 1 where a network gives scores for each pixel or position.</param>
    public static SampleColumn Labels(string name, int? classes = null, int perSample = 1) => classes is null or >= 1
        ? new(name, new Shape(perSample), SampleKind.Labels, classes)
        : throw new ArgumentOutOfRangeException(nameof(classes), Invariant($"{classes} is no number of classes."));

    /// <summary>A weight for each sample, for losses with <see cref="CriterionAttribute.SampleWeights"/>; a target.</summary>
    /// <param name="stage">The stage that the loss is on; it need not be said where one loss only takes weights.</param>
    public static SampleColumn Weight(string stage = "Sample") => new($"{stage}Weight", new Shape(1), SampleKind.Weights);

    /// <summary>What holds a dataset's column.</summary>
    internal static SampleColumn Of(string name, DataColumn column) => new(
        name,
        column.Shape,
        column switch
        {
            IntegerColumn { IsLabels: true } => SampleKind.Labels,
            IntegerColumn => SampleKind.Tokens,
            ValueColumn { IsWeights: true } => SampleKind.Weights,
            ValueColumn { Rows: DoubleRows } => SampleKind.Doubles,
            _ => SampleKind.Floats,
        });
}

/// <summary>What a column of samples holds.</summary>
internal enum SampleKind
{
    /// <summary>Values of float.</summary>
    Floats,

    /// <summary>Values of double: those of a dataset that has them.</summary>
    Doubles,

    /// <summary>Weights of samples, of float.</summary>
    Weights,

    /// <summary>Tokens.</summary>
    Tokens,

    /// <summary>Class labels.</summary>
    Labels,
}
