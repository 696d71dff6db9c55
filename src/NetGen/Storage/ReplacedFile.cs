using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>The file that a save replaces: where links lead, whether it may be replaced, and the rights that its successor gets.</summary>
internal sealed class ReplacedFile
{
    private const UnixFileMode OwnersReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Groups = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    private readonly UnixFileMode? _mode;
    private readonly LinuxFile? _linux;

    private ReplacedFile(string path, UnixFileMode? mode, LinuxFile? linux)
    {
        Path = path;
        _mode = mode;
        _linux = linux;
    }

    /// <summary>Full path, links resolved.</summary>
    public string Path { get; }

    /// <summary>The mode to create a new file with, at no moment more readable than the old one; null for the system's default.</summary>
    public UnixFileMode? CreateMode => _mode & OwnersReadAndWrite;

    /// <summary>Follows links and checks what is there.</summary>
    /// <exception cref="IOException">Something else than a file is there, the file is read-only, or the folder is missing.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static ReplacedFile Find(string path)
    {
        // Before it is opened: opening a pipe waits, opening a device may do anything.
        LinuxFile? linux = LinuxFile.Find(System.IO.Path.GetFullPath(path));
        if (linux is { IsRegular: false } || Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{path} is {linux?.Kind ?? "a folder"}: weights are saved to files.");
        }

        string target = Links.Resolve(path);
        if (!File.Exists(target))
        {
            return Directory.Exists(System.IO.Path.GetDirectoryName(target))
                ? new(target, null, null)
                : throw new DirectoryNotFoundException($"{path}: there is no folder {System.IO.Path.GetDirectoryName(target)}.");
        }

        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(target);
        if (mode is UnixFileMode bits && (bits & UnixFileMode.UserWrite) == 0)
        {
            throw new IOException($"{path} is read-only: make it writable, or save to another file.");
        }

        // Who may replace a file in a folder need not have the right to write it.
        using FileStream writable = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return writable.CanSeek
            ? new(target, mode, linux)
            : throw new IOException($"{path} is a pipe or a device: weights are saved to files.");
    }

    /// <summary>Gives the owner, the group and the mode to the file that takes its place.</summary>
    public void PassRightsTo(SafeFileHandle successor)
    {
        if (OperatingSystem.IsWindows() || _mode is not UnixFileMode mode)
        {
            return;
        }

        if (_linux is not null)
        {
            bool keepsOwner = _linux.PassOwnerTo(successor);
            bool keepsGroup = (keepsOwner || _linux.PassGroupTo(successor)) && _linux.PassAccessListTo(successor);

            // Bits for another group or owner would let in others than before.
            mode &= (keepsOwner ? mode : Permissions) & (keepsGroup ? mode : ~Groups);
        }

        File.SetUnixFileMode(successor, mode);
    }
}
