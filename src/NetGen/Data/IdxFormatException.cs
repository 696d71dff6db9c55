namespace NetGen;

/// <summary>An IDX file is not what its format says: the message names the file, the field and what is wrong.</summary>
public sealed class IdxFormatException : IOException
{
    internal IdxFormatException(string fileName, string field, string problem, Exception? innerException = null)
        : base($"{fileName}: {field}: {problem}", innerException)
    {
        FileName = fileName;
        Field = field;
    }

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <summary>
    /// The part at fault: "file", "gzip", "magic", "element type", "dimensions", "count", "rows", "columns" ("size 2" … where they are no
    /// images) or "payload".
    /// </summary>
    public string Field { get; }
}
