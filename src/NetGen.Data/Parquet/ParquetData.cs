using System.Globalization;

namespace NetGen.Data;

/// <summary>Reads Parquet files, row group by row group.</summary>
public static class ParquetData
{
    /// <summary>Reads a file into arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns become what; null: all are features.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">
    /// The file is damaged, has no samples, or is not what the options say; the message names row, column and value.
    /// </exception>
    /// <exception cref="ArgumentException">The file has not the columns that are named, or the options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TableData Read(string path, TableOptions? options = null, CancellationToken cancellationToken = default) =>
        TableData.Read(Opening(path), options ?? new TableOptions(), CultureInfo.InvariantCulture, cancellationToken);

    /// <summary>Reads a file into a dataset.</summary>
    /// <returns>Input "input", target "target"; <see cref="Read"/> also tells the classes.</returns>
    /// <inheritdoc cref="Read"/>
    public static Dataset Load(string path, TableOptions? options = null, CancellationToken cancellationToken = default) =>
        Read(path, TableData.CheckMissing(options ?? new TableOptions()), cancellationToken).ToDataset();

    /// <summary>Streams a file, which is opened for each reading: in the memory of a row group's columns, and of a block.</summary>
    /// <returns>Its columns are known at once; classes that the options do not name are looked for in all of the file.</returns>
    /// <inheritdoc cref="Read"/>
    public static TableStream Stream(string path, TableOptions? options = null, CancellationToken cancellationToken = default)
    {
        OpenTable open = Opening(path);
        options ??= new TableOptions();
        if (options.Missing == MissingHandling.Skip)
        {
            return TableStream.Open(open, options, CultureInfo.InvariantCulture, cancellationToken: cancellationToken);
        }

        using ParquetTable table = new(path, cancellationToken);
        return TableStream.Open(open, options, CultureInfo.InvariantCulture, table.Count, cancellationToken);
    }

    private static OpenTable Opening(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return (_, cancellationToken) => new ParquetTable(path, cancellationToken);
    }
}
