namespace NetGen;

/// <summary>Opens files for reading: whatever else is found under their name is refused in words.</summary>
internal static class InputFile
{
    /// <summary>Opens a file; others may read it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">Makes the exception for what is no file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileStream Open(string path, Func<string, IOException> error)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Before it is opened: a pipe would make the program wait for whoever writes to it.
        LinuxFile? linux = LinuxFile.Find(Path.GetFullPath(path));
        if (linux is { IsRegular: false } || Directory.Exists(path))
        {
            throw error($"it is {linux?.Kind ?? "a folder"}, not a file.");
        }

        try
        {
            FileStream stream = File.OpenRead(path);
            if (stream.CanSeek)
            {
                return stream;
            }

            stream.Dispose();
            throw error("it is a pipe or a device, not a file.");
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }
}
