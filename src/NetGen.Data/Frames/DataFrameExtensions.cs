using System.Globalization;
using Microsoft.Data.Analysis;

namespace NetGen.Data;

/// <summary>Makes datasets of data frames.</summary>
public static class DataFrameExtensions
{
    /// <summary>Copies the columns of a frame into arrays. Nulls are missing values.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="options">Which columns become what; null: all are features.</param>
    /// <exception cref="DataFormatException">
    /// It has no rows, or is not what the options say; the message names row, column and value.
    /// </exception>
    /// <exception cref="ArgumentException">It has not the columns that are named, or the options contradict each other.</exception>
    public static TableData ToTable(this DataFrame frame, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return TableData.Read(
            (_, _) => new FrameTable(frame), options ?? new TableOptions(), CultureInfo.InvariantCulture, CancellationToken.None);
    }

    /// <summary>Copies the columns of a frame into a dataset.</summary>
    /// <returns>Input "input", target "target"; <see cref="ToTable"/> also tells the classes.</returns>
    /// <inheritdoc cref="ToTable"/>
    public static Dataset ToDataset(this DataFrame frame, TableOptions? options = null) =>
        frame.ToTable(TableData.CheckMissing(options ?? new TableOptions())).ToDataset();
}
