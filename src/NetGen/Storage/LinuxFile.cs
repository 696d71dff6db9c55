using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>What Linux knows of a file beyond .NET: its kind, its owner, its access list.</summary>
internal sealed partial class LinuxFile
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const int OpenFolder = 0x80000; // Read only, closed in child processes.
    private const uint KindModeAndOwner = 0b11011;
    private const int StatusSize = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int LargestAccessList = 1 << 16;
    private const string AccessList = "system.posix_acl_access";

    private readonly string _path;
    private readonly uint _user;
    private readonly uint _group;
    private readonly int _kind;

    private LinuxFile(string path, ReadOnlySpan<byte> status)
    {
        _path = path;
        _user = MemoryMarshal.Read<uint>(status[UserAt..]);
        _group = MemoryMarshal.Read<uint>(status[GroupAt..]);
        _kind = MemoryMarshal.Read<ushort>(status[ModeAt..]) >> 12;
    }

    /// <summary>Whether it holds data, and is no folder, link, pipe, socket or device.</summary>
    public bool IsRegular => _kind == 8;

    /// <summary>For messages.</summary>
    public string Kind => _kind switch
    {
        1 => "a pipe",
        2 or 6 => "a device",
        4 => "a folder",
        8 => "a file",
        10 => "a symbolic link",
        12 => "a socket",
        _ => "no file",
    };

    /// <summary>A file that is there; null where it is not, on other systems, and where the C library is too old to tell.</summary>
    public static LinuxFile? Find(string path, bool followLinks = true)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[StatusSize];
        try
        {
            int result = Status(CurrentFolder, path, followLinks ? 0 : DoNotFollow, KindModeAndOwner, ref status[0]);
            return result == 0 ? new(path, status) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives another file this one's owner and group; false where that is not allowed.</summary>
    public bool PassOwnerTo(SafeFileHandle other) => ChangeOwner(other, _user, _group) == 0;

    /// <summary>Gives another file this one's group; false where that is not allowed.</summary>
    public bool PassGroupTo(SafeFileHandle other) => ChangeOwner(other, uint.MaxValue, _group) == 0;

    /// <summary>Gives another file this one's access list, or takes the one that its folder gave it; false where that fails.</summary>
    public bool PassAccessListTo(SafeFileHandle other)
    {
        byte[] list = new byte[LargestAccessList];
        nint length = GetAttribute(_path, AccessList, ref list[0], list.Length);
        if (length > 0)
        {
            return SetAttribute(other, AccessList, ref list[0], length, 0) == 0;
        }

        // There may be none to take.
        _ = RemoveAttribute(other, AccessList);
        return true;
    }

    /// <summary>
    /// Makes sure that what was created, renamed or removed in a folder is on the disk; some file systems cannot, or need not.
    /// </summary>
    public static void FlushFolder(string path)
    {
        int folder = OperatingSystem.IsLinux() ? Open(path, OpenFolder) : -1;
        if (folder >= 0)
        {
            _ = Flush(folder);
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, ref byte value, nint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(SafeFileHandle file, string name, ref byte value, nint size, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveAttribute(SafeFileHandle file, string name);
}
