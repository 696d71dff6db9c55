namespace NetGen;

/// <summary>
/// A file that is to replace another, open and therefore locked until it has, or is given up. One that nobody holds was left behind by
/// a process that ended while it saved, and is removed at the next save of the same file.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Mark = ".netgen-";
    private const string Extension = ".tmp";
    private const int MostAttempts = 4;

    // A name may have 255 bytes, a character of it three.
    private const int LongestStem = 60;

    private readonly string _path;
    private bool _isMoved;

    private TemporaryFile(string path, FileStream stream)
    {
        _path = path;
        Stream = stream;
    }

    /// <summary>Where to write; without a buffer, so that closing writes nothing more.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates one in the folder of <paramref name="old"/> and removes those left behind there.</summary>
    public static TemporaryFile Beside(ReplacedFile old)
    {
        string name = Path.GetFileName(old.Path);
        string prefix = (name.Length <= LongestStem ? name : name[..LongestStem]) + Mark;
        string folder = Path.GetDirectoryName(old.Path)!;
        TemporaryFile file = Create(Path.Join(folder, prefix), old.CreateMode);
        RemoveLeftBehind(folder, prefix, file._path);
        return file;
    }

    /// <summary>Takes the place of the old file.</summary>
    public void Replace(ReplacedFile old)
    {
        if (OperatingSystem.IsWindows() && File.Exists(old.Path))
        {
            // Keeps the old file's access list and attributes, and wants the new one closed.
            Stream.Dispose();
            File.Replace(_path, old.Path, null);
        }
        else
        {
            File.Move(_path, old.Path, overwrite: true);
        }

        _isMoved = true;
    }

    /// <summary>Closes the file, and deletes it where it has not taken its place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isMoved)
        {
            Delete(_path);
        }
    }

    private static TemporaryFile Create(string start, UnixFileMode? mode)
    {
        // Shared to be read and renamed; on Unix this is a lock that keeps out whoever wants the file alone.
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0,
        };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        for (int attempt = 1; ; attempt++)
        {
            string path = start + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal) + Extension;
            try
            {
                FileStream stream = new(path, options);
                if (File.Exists(path) || attempt == MostAttempts)
                {
                    return new(path, stream);
                }

                stream.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                Delete(path);
            }

            // Another save has taken it for one left behind, between its creation and its lock.
        }
    }

    private static void RemoveLeftBehind(string folder, string prefix, string own)
    {
        try
        {
            if (IsLocked(own))
            {
                foreach (string path in Directory.EnumerateFiles(folder).Where(path => IsTemporary(Path.GetFileName(path), prefix)))
                {
                    RemoveIfLeftBehind(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be listed keeps what was left behind.
        }
    }

    /// <summary>Some file systems know no locks: there nothing tells what is left behind from what is in use.</summary>
    private static bool IsLocked(string path)
    {
        using FileStream? alone = OpenAlone(path, FileOptions.None);
        return alone is null;
    }

    private static bool IsTemporary(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
        && name.IndexOf('.', prefix.Length) == name.Length - Extension.Length;

    private static void RemoveIfLeftBehind(string path)
    {
        // Removed while it is held, so that whoever has just created it notices.
        using FileStream? alone = OpenAlone(path, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        if (alone is not null && !OperatingSystem.IsWindows())
        {
            Delete(path);
        }
    }

    /// <summary>Null where another holds the file, or it is no file that may be written.</summary>
    private static FileStream? OpenAlone(string path, FileOptions options)
    {
        try
        {
            return LinuxFile.Find(path, followLinks: false) is { IsRegular: false }
                ? null
                : new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed now is removed at the next save.
        }
    }
}
