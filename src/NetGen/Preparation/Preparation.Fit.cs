using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <content>Fitting.</content>
public sealed partial class Preparation
{
    /// <summary>
    /// Fits columns to the rows of a table: to those that a network is trained on, never to those that it is judged by. Columns that are
    /// not listed are left out.
    /// </summary>
    /// <param name="rows">Rows one after the other: [count × names]; NaN where a value is missing.</param>
    /// <param name="names">Of the table's columns, all different.</param>
    /// <param name="columns">Columns and their steps, in the order of the outputs: at least one.</param>
    /// <exception cref="ArgumentException">
    /// There is no row or no column, the values are no whole rows, a name stands twice, or a column is none of the table.
    /// </exception>
    /// <exception cref="PreparationException">
    /// A value is infinite, a column that is fitted has no number at all, or it has too many categories.
    /// </exception>
    public static Preparation Fit(ReadOnlySpan<float> rows, IReadOnlyList<string> names, params IReadOnlyList<PreparedColumn> columns) =>
        FitAll(rows, names, columns);

    /// <inheritdoc cref="Fit(ReadOnlySpan{float}, IReadOnlyList{string}, IReadOnlyList{PreparedColumn})"/>
    public static Preparation Fit(ReadOnlySpan<double> rows, IReadOnlyList<string> names, params IReadOnlyList<PreparedColumn> columns) =>
        FitAll(rows, names, columns);

    /// <summary>The same by the first input of a dataset, whose values are then called as <paramref name="names"/> says.</summary>
    /// <param name="data">The samples that a network is trained on. Its values are finite: a table with gaps is fitted as rows.</param>
    /// <param name="names">One for each value of a sample, all different.</param>
    /// <param name="columns">Columns and their steps, in the order of the outputs: at least one.</param>
    /// <inheritdoc cref="Fit(ReadOnlySpan{float}, IReadOnlyList{string}, IReadOnlyList{PreparedColumn})"/>
    public static Preparation Fit(Dataset data, IReadOnlyList<string> names, params IReadOnlyList<PreparedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == data.ValuesOfInput
            ? FitAll<double>(data.AllInputs(), names, columns)
            : throw new ArgumentException(
                $"A sample has {Words.Counted(data.ValuesOfInput, "value")}, but {Words.There(names.Count)} of their names.",
                nameof(names));
    }

    /// <summary>The same steps for each value of the first input of a dataset, which are called "0", "1" …</summary>
    /// <param name="data">The samples that a network is trained on.</param>
    /// <param name="steps">What is done with each value, such as <see cref="StandardScaling"/>.</param>
    /// <inheritdoc cref="Fit(ReadOnlySpan{float}, IReadOnlyList{string}, IReadOnlyList{PreparedColumn})"/>
    public static Preparation Fit(Dataset data, params IReadOnlyList<PreparationStep> steps)
    {
        ArgumentNullException.ThrowIfNull(data);
        string[] names = [.. Enumerable.Range(0, data.ValuesOfInput).Select(place => Invariant($"{place}"))];
        return Fit(data, names, [.. names.Select(name => new PreparedColumn(name, steps))]);
    }

    /// <summary>Of columns that have their numbers.</summary>
    internal static Preparation Of(IReadOnlyList<string> names, IReadOnlyList<PreparedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        string[] all = [.. names];
        if (all.Length == 0 || columns.Count == 0 || columns.Contains(null!))
        {
            throw new ArgumentException("A preparation takes at least one column, and none is null.", nameof(columns));
        }

        if (Array.Exists(all, string.IsNullOrEmpty) || all.Distinct(StringComparer.Ordinal).Count() < all.Length)
        {
            throw new ArgumentException("The names of the table's columns are all different, and none is empty.", nameof(names));
        }

        int[] places = [.. columns.Select(column => Array.IndexOf(all, column.Name))];
        int unknown = Array.FindIndex(places, place => place < 0);
        return unknown < 0
            ? new(all, [.. columns], places)
            : throw new ArgumentException($"The table has no column {columns[unknown].Name}.", nameof(columns));
    }

    private static Preparation FitAll<T>(ReadOnlySpan<T> rows, IReadOnlyList<string> names, IReadOnlyList<PreparedColumn> columns)
        where T : unmanaged, INumberBase<T>
    {
        Preparation asked = Of(names, columns);
        int width = asked.InputWidth, count = rows.Length / width;
        if (count == 0 || count * width != rows.Length)
        {
            throw new ArgumentException(
                $"{Words.Are(rows.Length, "value")} no whole rows of {Words.Counted(width, "column")}, of which one at least is needed.",
                nameof(rows));
        }

        PreparedColumn[] fitted = new PreparedColumn[asked._columns.Length];
        double[] values = new double[count];
        for (int i = 0; i < fitted.Length; i++)
        {
            for (int row = 0; row < count; row++)
            {
                values[row] = double.CreateTruncating(rows[(row * width) + asked._places[i]]);
            }

            fitted[i] = asked._columns[i].Fit(values);
        }

        return new([.. names], fitted, asked._places);
    }
}
