namespace NetGen.Data;

/// <summary>Reads files of separated values: CSV, TSV, aligned columns.</summary>
public static class CsvData
{
    /// <summary>Reads a file into arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns become what; null: all are features.</param>
    /// <param name="csv">How it is written; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">
    /// The file is damaged, has no samples, or is not what the options say; the message names line, column and value.
    /// </exception>
    /// <exception cref="ArgumentException">The file has not the columns that are named, or the options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TableData Read(
        string path, TableOptions? options = null, CsvOptions? csv = null, CancellationToken cancellationToken = default)
    {
        csv ??= new CsvOptions();
        return TableData.Read(Opening(path, csv), options ?? new TableOptions(), csv.Culture, cancellationToken);
    }

    /// <summary>Reads a stream of bytes from where it stands to its end into arrays; it stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="options">Which columns become what; null: all are features.</param>
    /// <param name="csv">How it is written; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="Read(string, TableOptions?, CsvOptions?, CancellationToken)"/>
    public static TableData Read(
        Stream stream, TableOptions? options = null, CsvOptions? csv = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        csv ??= new CsvOptions();
        OpenTable open = (_, _) => new CsvTable(new StandingStream(stream), "the stream", csv);
        return TableData.Read(open, options ?? new TableOptions(), csv.Culture, cancellationToken);
    }

    /// <summary>Reads a file into a dataset.</summary>
    /// <returns>Input "input", target "target"; what <c>Read</c> gives also tells the classes.</returns>
    /// <inheritdoc cref="Read(string, TableOptions?, CsvOptions?, CancellationToken)"/>
    public static Dataset Load(
        string path, TableOptions? options = null, CsvOptions? csv = null, CancellationToken cancellationToken = default) =>
        Read(path, TableData.CheckMissing(options ?? new TableOptions()), csv, cancellationToken).ToDataset();

    /// <summary>Streams a file, which is opened for each reading, line by line: in the memory of a block, however large it is.</summary>
    /// <returns>Its columns are known at once; classes that the options do not name are looked for in all of the file.</returns>
    /// <inheritdoc cref="Read(string, TableOptions?, CsvOptions?, CancellationToken)"/>
    public static TableStream Stream(
        string path, TableOptions? options = null, CsvOptions? csv = null, CancellationToken cancellationToken = default)
    {
        csv ??= new CsvOptions();
        return TableStream.Open(
            Opening(path, csv), options ?? new TableOptions(), csv.Culture, cancellationToken: cancellationToken);
    }

    private static OpenTable Opening(string path, CsvOptions csv)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return (_, _) => new CsvTable(InputFile.Open(path, problem => new DataFormatException(path, problem)), path, csv);
    }

    /// <summary>A stream that its user closes.</summary>
    private sealed class StandingStream(Stream stream) : ReadingStream
    {
        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
