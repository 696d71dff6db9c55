namespace NetGen.Data;

/// <summary>A file is no picture that can be read: the message names it and says what is wrong.</summary>
public sealed class ImageFileException : IOException
{
    internal ImageFileException(string fileName, string problem, Exception? innerException = null)
        : base($"{fileName}: {problem}", innerException) => FileName = fileName;

    /// <summary>Path of the file.</summary>
    public string FileName { get; }
}
