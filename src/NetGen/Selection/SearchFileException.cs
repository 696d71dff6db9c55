using static System.FormattableString;

namespace NetGen;

/// <summary>The file of a search is damaged, or of another search: the message names the file, the line and what is wrong.</summary>
public sealed class SearchFileException : IOException
{
    internal SearchFileException(string fileName, int line, string problem, Exception? innerException = null)
        : base(Invariant($"{fileName}, line {line}: {problem}"), innerException)
    {
        FileName = fileName;
        Line = line;
    }

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
