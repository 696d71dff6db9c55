namespace NetGen;

/// <summary>
/// A safetensors file is damaged, something else, or does not fit the network, or weights are not fit to be saved:
/// the message names the file, the field and what is wrong.
/// </summary>
public sealed class SafetensorsException : IOException
{
    private const int LongestName = 100;

    internal SafetensorsException(string fileName, string field, string problem, Exception? innerException = null)
        : base($"{fileName}: {Shorten(field)}: {problem}", innerException)
    {
        FileName = fileName;
        Field = field;
    }

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <summary>The part at fault: "file", "header length", "header", "data" or a tensor's name.</summary>
    public string Field { get; }

    /// <summary>A name for a message: a hostile file's may be as long as the file.</summary>
    internal static string Shorten(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
