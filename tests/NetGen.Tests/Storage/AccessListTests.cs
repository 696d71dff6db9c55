using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>Access lists of Linux: where a file has one, the group's bits of its mode are no more than a bound.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AccessListTests : IDisposable
{
    private const string OfFile = "system.posix_acl_access";
    private const string OfNewFiles = "system.posix_acl_default";

    // Owner, a user by number, group, bound, others.
    private static readonly ushort[] Tags = [1, 2, 4, 16, 32];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void The_list_of_the_file_is_kept()
    {
        string path = _folder.File("w.st");
        Save(path);
        byte[] list = List(6, 4, 0, 4, 0);
        if (!TrySet(path, OfFile, list))
        {
            return;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        Save(path);
        Assert.Equal(list, Get(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [UnixFact]
    public void The_list_that_a_folder_gives_to_new_files_does_not_open_one_that_had_none()
    {
        string path = _folder.File("w.st");
        Save(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        if (!TrySet(_folder.Path, OfNewFiles, List(7, 4, 4, 4, 0)))
        {
            return;
        }

        Save(path);
        Assert.Empty(Get(path));
        Assert.NotEmpty(Get(_folder.Write("new", [1])));
    }

    private static void Save(string path) => Safetensors.Save(path, [TestParameters.Floats("a", new(1), 1)]);

    /// <summary>The form in which the system takes a list: version 2, then tag, rights and number of each entry.</summary>
    private static byte[] List(params ushort[] rights)
    {
        byte[] list = new byte[4 + (8 * rights.Length)];
        list[0] = 2;
        for (int i = 0; i < rights.Length; i++)
        {
            Span<byte> entry = list.AsSpan(4 + (8 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, Tags[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], rights[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], Tags[i] == 2 ? 1234 : uint.MaxValue);
        }

        return list;
    }

    /// <summary>False where the file system, or the system, has no such lists.</summary>
    private static bool TrySet(string path, string name, byte[] list) =>
        OperatingSystem.IsLinux() && SetAttribute(path, name, list, list.Length, 0) == 0;

    private static byte[] Get(string path)
    {
        byte[] list = new byte[1000];
        return list[..(int)Math.Max(0, GetAttribute(path, OfFile, list, list.Length))];
    }

    [DllImport("libc", EntryPoint = "setxattr")]
    private static extern int SetAttribute(string path, string name, byte[] value, nint size, int flags);

    [DllImport("libc", EntryPoint = "getxattr")]
    private static extern nint GetAttribute(string path, string name, byte[] value, nint size);
}
