namespace NetGen;

/// <summary>Writes a file so that a crash at any moment leaves either the old file or the new one, whole.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file beside the file that <paramref name="path"/> leads to, gives it the rights of that file,
    /// flushes it to the disk, renames it and flushes the folder.
    /// </summary>
    /// <exception cref="IOException">It cannot be written, or no file is there but something else; that stays as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            ReplacedFile old = ReplacedFile.Find(path);
            using TemporaryFile temporary = TemporaryFile.Beside(old);
            write(temporary.Stream);
            old.PassRightsTo(temporary.Stream.SafeFileHandle);
            temporary.Stream.Flush(flushToDisk: true);
            temporary.Replace(old);
            LinuxFile.FlushFolder(Path.GetDirectoryName(old.Path)!);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new IOException($"{path}: the system allows no file of this size.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }
}
