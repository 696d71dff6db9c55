namespace NetGen.Serving;

/// <summary>By what a file is told from the one that was in its place.</summary>
/// <param name="Path">Where links lead.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was written.</param>
internal readonly record struct FileStamp(string? Path, long Length, DateTime Written)
{
    /// <summary>Of the file that is there; default where none is.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                file = target;
            }

            return file.Exists ? new(file.FullName, file.Length, file.LastWriteTimeUtc) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
