using System.Globalization;

namespace NetGen.Data;

/// <summary>One sample of a table, in memory that the next one uses again.</summary>
internal sealed class TableRow(TablePlan plan)
{
    public float[] Features { get; } = new float[plan.FeatureNames.Length];

    public float[] Targets { get; } = new float[plan.Targets.Length];

    public int Label { get; set; }

    public float Weight { get; set; }

    public int Group { get; set; }
}

/// <summary>Goes through the samples of a table, as its options say.</summary>
/// <param name="reader">The table.</param>
/// <param name="options">What is wanted of it.</param>
/// <param name="classes">Numbers the labels.</param>
/// <param name="groups">Numbers the groups; null where nobody asks for them.</param>
internal sealed class TableRows(TableReader reader, TableOptions options, ClassMap classes, ClassMap? groups = null)
{
    private readonly TablePlan _plan = new(reader.Names, options);
    private float[] _features = [];

    public TablePlan Plan => _plan;

    /// <summary>The samples that are not skipped; each is valid until the next one.</summary>
    /// <exception cref="DataFormatException">One is not what the options say, or the table is damaged.</exception>
    public IEnumerable<TableRow> Read(CancellationToken cancellationToken)
    {
        TableRow row = new(_plan);
        _features = options.Preparation is null ? row.Features : new float[_plan.Features.Length];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Fill(row))
            {
                yield return row;
            }
        }
    }

    /// <returns>Whether the sample is taken.</returns>
    private bool Fill(TableRow row)
    {
        for (int i = 0; i < _features.Length; i++)
        {
            float value = reader.Number(_plan.Features[i]);
            if (float.IsNaN(value) && options.Missing != MissingHandling.Keep)
            {
                if (options.Missing == MissingHandling.Replace)
                {
                    value = options.Replacement;
                }
                else if (Skips(_plan.Features[i], ", or choose with TableOptions.Missing what becomes of such samples"))
                {
                    return false;
                }
            }

            _features[i] = value;
        }

        for (int i = 0; i < row.Targets.Length; i++)
        {
            row.Targets[i] = reader.Number(_plan.Targets[i]);
            if (float.IsNaN(row.Targets[i]) && Skips(_plan.Targets[i]))
            {
                return false;
            }
        }

        if (_plan.Weight >= 0)
        {
            row.Weight = reader.Number(_plan.Weight);
            if (float.IsNaN(row.Weight) && Skips(_plan.Weight))
            {
                return false;
            }
        }

        if (!FillTexts(row))
        {
            return false;
        }

        Prepare(row);
        return true;
    }

    /// <exception cref="DataFormatException">A category was not there when the preparation was fitted.</exception>
    private void Prepare(TableRow row)
    {
        if (options.Preparation is not { } preparation)
        {
            return;
        }

        try
        {
            preparation.Apply(_features, row.Features);
        }
        catch (PreparationException problem)
        {
            int place = Array.IndexOf([.. preparation.InputNames], problem.Column);
            string value = problem.Value.ToString("R", CultureInfo.InvariantCulture);
            throw reader.Refuse(_plan.Features[place], value, "is a category that was not there when the preparation was fitted.");
        }
    }

    private bool FillTexts(TableRow row)
    {
        if (_plan.Group >= 0 && groups is not null)
        {
            string? group = reader.Text(_plan.Group);
            if (group is null && Skips(_plan.Group))
            {
                return false;
            }

            row.Group = groups.NumberOf(group!);
        }

        if (_plan.Label >= 0)
        {
            string? label = reader.Text(_plan.Label);
            if (label is null && Skips(_plan.Label))
            {
                return false;
            }

            row.Label = classes.NumberOf(label!);
            if (row.Label < 0)
            {
                string listed = string.Join(", ", classes.Texts.Take(20));
                throw reader.Refuse(_plan.Label, label, $"is none of the classes {listed}.");
            }
        }

        return true;
    }

    /// <exception cref="DataFormatException">What is missing is refused.</exception>
    private bool Skips(int column, string advice = "") => options.Missing == MissingHandling.Skip
        ? true
        : throw reader.Refuse(column, null, $"a value is missing: correct the table{advice}.");
}
