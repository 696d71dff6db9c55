namespace NetGen;

/// <summary>What a sample of a <see cref="DataStream"/> consists of: its inputs and targets, by name and shape.</summary>
public sealed class SampleLayout
{
    /// <summary>Samples of any inputs and targets.</summary>
    /// <param name="inputs">At least one.</param>
    /// <param name="targets">None for losses that take no target.</param>
    /// <exception cref="ArgumentException">There is no input, or a name stands twice.</exception>
    public SampleLayout(IReadOnlyList<SampleColumn> inputs, IReadOnlyList<SampleColumn>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Inputs = [.. inputs];
        Targets = [.. targets ?? []];
        if (Inputs.Count == 0)
        {
            throw new ArgumentException("A sample has at least one input.", nameof(inputs));
        }

        CheckNames(Inputs, "input", nameof(inputs));
        CheckNames(Targets, "target", nameof(targets));
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<SampleColumn> Inputs { get; }

    /// <summary>The targets, weights of samples among them.</summary>
    public IReadOnlyList<SampleColumn> Targets { get; }

    /// <summary>Values of one shape, and a class.</summary>
    /// <param name="input">Shape of one sample, channels first for images, (length, features) for sequences.</param>
    /// <param name="classes">Number of classes; null: any label from 0.</param>
    public static SampleLayout ForClasses(Shape input, int? classes = null) =>
        new([SampleColumn.Values("input", input)], [SampleColumn.Labels("target", classes)]);

    /// <summary>Values of one shape, and target values.</summary>
    /// <param name="input">Shape of one sample, channels first for images, (length, features) for sequences.</param>
    /// <param name="targets">Target values of one sample.</param>
    public static SampleLayout ForTargets(Shape input, int targets = 1) =>
        new([SampleColumn.Values("input", input)], [SampleColumn.Values("target", new Shape(targets))]);

    /// <summary>Tokens, and a class.</summary>
    /// <param name="length">Tokens of one sample.</param>
    /// <param name="classes">Number of classes; null: any label from 0.</param>
    public static SampleLayout ForTokens(int length, int? classes = null) =>
        new([SampleColumn.Tokens("input", length)], [SampleColumn.Labels("target", classes)]);

    /// <summary>The layout of a dataset's samples, in a memory of their own.</summary>
    internal static SampleLayout Of(Dataset data) => new(
        [.. data.Inputs.Select(entry => SampleColumn.Of(entry.Name, entry.Column))],
        [.. data.Targets.Select(entry => SampleColumn.Of(entry.Name, entry.Column))]);

    private static void CheckNames(IReadOnlyList<SampleColumn> columns, string what, string name)
    {
        if (columns.Contains(null!))
        {
            throw new ArgumentException($"An {what} is null.", name);
        }

        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The {what} {twice.Key} stands there twice.", name);
        }
    }
}
