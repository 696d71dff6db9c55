namespace NetGen.Data;

/// <summary>
/// The samples of a table, read anew in each epoch: of a file that may be larger than memory. Input "input", target "target".
/// </summary>
public sealed class TableStream : DataStream
{
    private readonly DataStream _samples;

    private TableStream(DataStream samples, TablePlan plan, IReadOnlyList<string> classes)
    {
        _samples = samples;
        (FeatureNames, TargetNames, Classes) = (plan.FeatureNames, plan.TargetNames, classes);
    }

    /// <summary>Names of the features; numbers from 0 where the columns have none.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The classes as they stand in the table, by label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of samples where the table tells it, or was read to find its classes; else null.</summary>
    public override long? Count => _samples.Count;

    /// <inheritdoc/>
    /// <exception cref="DataFormatException">The table is damaged, or not what its options say; the message names the place.</exception>
    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default) =>
        _samples.ReadBlocks(blockSize, cancellationToken);

    /// <summary>Looks at the columns, and at all labels where their classes are not known.</summary>
    /// <param name="open">Begins a reading.</param>
    /// <param name="options">Which columns become what.</param>
    /// <param name="provider">How labels that are numbers are written.</param>
    /// <param name="count">Samples that the table says it has; null where it does not, or where some may be skipped.</param>
    /// <param name="cancellationToken">Ends the look at all labels.</param>
    /// <exception cref="ArgumentException">Groups are asked for, or the options contradict the table.</exception>
    internal static TableStream Open(
        OpenTable open, TableOptions options, IFormatProvider provider, long? count = null, CancellationToken cancellationToken = default)
    {
        TableData.CheckMissing(options);
        if (options.Group is not null)
        {
            throw new ArgumentException("A stream has no groups: Read gives them; name the column among the Ignored.", nameof(options));
        }

        ClassMap classes = options.Classes is null ? new() : new(options.Classes);
        TablePlan plan;
        using (TableReader reader = open(options, cancellationToken))
        {
            TableRows rows = new(reader, options, classes);
            plan = rows.Plan;
            if (plan.Label >= 0 && options.Classes is null)
            {
                count = rows.Read(cancellationToken).LongCount();
                classes = count > 0 ? classes.Sorted(provider) : throw reader.Refuse("there are no samples.");
            }
        }

        List<SampleColumn> targets = [];
        if (plan.Label >= 0)
        {
            targets.Add(SampleColumn.Labels("target", classes.Texts.Count));
        }
        else if (plan.Targets.Length > 0)
        {
            targets.Add(SampleColumn.Values("target", new Shape(plan.Targets.Length)));
        }

        if (plan.Weight >= 0)
        {
            targets.Add(SampleColumn.Weight());
        }

        SampleLayout layout = new([SampleColumn.Values("input", new Shape(plan.FeatureNames.Length))], targets);
        TableOptions known = plan.Label < 0 ? options : options with { Classes = [.. classes.Texts] };
        DataStream samples = From(token => Read(open, known, token), layout, (row, sample) => Write(plan, row, sample), () => count);
        return new(samples, plan, plan.Label < 0 ? [] : classes.Texts);
    }

    private static IEnumerable<TableRow> Read(OpenTable open, TableOptions options, CancellationToken cancellationToken)
    {
        using TableReader reader = open(options, cancellationToken);
        TableRows rows = new(reader, options, options.Classes is null ? new() : new(options.Classes));
        foreach (TableRow row in rows.Read(cancellationToken))
        {
            yield return row;
        }
    }

    private static void Write(TablePlan plan, TableRow row, SampleSlot sample)
    {
        row.Features.CopyTo(sample.Values());
        if (plan.Label >= 0)
        {
            sample.Label = row.Label;
        }
        else if (plan.Targets.Length > 0)
        {
            row.Targets.CopyTo(sample.Targets());
        }

        if (plan.Weight >= 0)
        {
            sample.Weight = row.Weight;
        }
    }
}
