namespace NetGen;

/// <summary>
/// A file of NumPy is not what its format says, holds what NetGen does not read, or does not fit: the message names the file, the array in
/// it, the field and what is wrong.
/// </summary>
public sealed class NumPyFormatException : IOException
{
    internal NumPyFormatException(string fileName, string? entry, string field, string problem, Exception? innerException = null)
        : base($"{fileName}: {(entry is null ? "" : SafetensorsException.Shorten(entry) + ": ")}{field}: {problem}", innerException)
    {
        FileName = fileName;
        Entry = entry;
        Field = field;
    }

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <summary>The array in an archive (.npz); null for a file of one array, or the archive itself.</summary>
    public string? Entry { get; }

    /// <summary>The part at fault: "file", "archive", "magic", "version", "header", "descr", "fortran_order", "shape" or "data".</summary>
    public string Field { get; }
}
