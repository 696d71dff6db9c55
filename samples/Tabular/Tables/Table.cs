using System.Globalization;
using Microsoft.Data.Analysis;

namespace Tabular.Tables;

/// <summary>A table, cleaned: what is measured of each row, and what is to be foreseen.</summary>
/// <param name="Name">As <c>--dataset</c> names it.</param>
/// <param name="Target">What is to be foreseen, for people: "quality".</param>
/// <param name="LabelStep">Targets within one such step count as alike where classes of them are needed.</param>
/// <param name="Numbers">Names of the columns of numbers, where NaN is a missing one.</param>
/// <param name="Formulas">Further numbers, computed of these.</param>
/// <param name="Category">Name of the one column of words.</param>
/// <param name="Frame">The rows: these columns and <see cref="Label"/>.</param>
/// <param name="Cleaned">What was put right, a line each.</param>
internal sealed record Table(
    string Name,
    string Target,
    float LabelStep,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<Formula> Formulas,
    string Category,
    DataFrame Frame,
    IReadOnlyList<string> Cleaned)
{
    /// <summary>Column of what is to be foreseen.</summary>
    public const string Label = "Label";

    /// <summary>Rows.</summary>
    public int Count => checked((int)Frame.Rows.Count);

    /// <summary>What is to be foreseen of each row.</summary>
    public float[] Labels => [.. ((SingleDataFrameColumn)Frame[Label]).Select(value => value ?? float.NaN)];

    /// <summary>The numbers of each row and, as the last, what is to be foreseen.</summary>
    public float[] Values() =>
        [.. Frame.Rows.SelectMany(row => row.Take(Numbers.Count).Append(row[Numbers.Count + 1]).Select(value => (float)value))];

    /// <summary>The numbers of each row, the column's mean where one is missing.</summary>
    public float[] Known()
    {
        float[][] columns =
        [
            .. Numbers.Select(name =>
            {
                float[] values = [.. ((SingleDataFrameColumn)Frame[name]).Select(value => value ?? float.NaN)];
                float mean = values.Where(float.IsFinite).Average();
                return Array.ConvertAll(values, value => float.IsFinite(value) ? value : mean);
            }),
        ];
        return [.. Enumerable.Range(0, Count).SelectMany(row => columns.Select(column => column[row]))];
    }

    /// <summary>Some of its rows.</summary>
    public DataFrame Rows(int[] rows) => Frame[rows];

    /// <summary>All that is measured of each row, as one text: equal rows have equal ones.</summary>
    public string[] Measured() =>
    [
        .. Frame.Rows.Select(row => string.Join(
            '|', row.Take(Numbers.Count + 1).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))),
    ];

    /// <summary>Rows of numbers, words and labels as a frame.</summary>
    /// <param name="names">Names of the numbers.</param>
    /// <param name="category">Name of the words.</param>
    /// <param name="rows">The rows.</param>
    public static DataFrame ToFrame(
        IReadOnlyList<string> names, string category, IReadOnlyList<(float[] Numbers, string Word, float Label)> rows) => new(
        [
            .. names.Select((name, i) => new SingleDataFrameColumn(name, rows.Select(row => row.Numbers[i]))),
            new StringDataFrameColumn(category, rows.Select(row => row.Word)),
            new SingleDataFrameColumn(Label, rows.Select(row => row.Label)),
        ]);
}
