using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>What a save takes over from the file that it replaces, and what it does not replace.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SaveOverTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData("v1.st")]
    [InlineData("./sub/../v1.st")]
    [InlineData("ABSOLUTE/v1.st")]
    [InlineData("second")]
    [InlineData("far/../../v1.st")]
    public void A_link_stays_and_what_it_leads_to_is_replaced(string target)
    {
        string real = _folder.File("v1.st"), link = _folder.File("current.st");
        Directory.CreateDirectory(_folder.File("sub/deep"));
        File.CreateSymbolicLink(_folder.File("far"), "sub/deep");
        File.CreateSymbolicLink(_folder.File("second"), "third");
        File.CreateSymbolicLink(_folder.File("third"), real);
        File.CreateSymbolicLink(link, target.Replace("ABSOLUTE", _folder.Path, StringComparison.Ordinal));
        Save(real, 1);

        Save(link, 2);

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Null(new FileInfo(real).LinkTarget);
        Assert.Equal((2, 2), (TestParameters.FirstValue(real), TestParameters.FirstValue(link)));
        Assert.Equal(["current.st", "far", "second", "sub", "third", "v1.st"], Names());
    }

    [UnixFact]
    public void A_link_in_a_folder_behind_a_link_leads_where_the_system_says()
    {
        Directory.CreateDirectory(_folder.File("a/b"));
        File.CreateSymbolicLink(_folder.File("short"), "a/b");
        File.CreateSymbolicLink(_folder.File("a/b/w.st"), "../w.st");
        Save(_folder.File("a/w.st"), 1);

        Save(_folder.File("short/w.st"), 2);

        Assert.Equal(2, TestParameters.FirstValue(_folder.File("a/w.st")));
        Assert.False(File.Exists(_folder.File("w.st")));
    }

    [UnixFact]
    public void A_link_to_what_does_not_exist_yet_leads_to_the_new_file()
    {
        File.CreateSymbolicLink(_folder.File("link"), "new.st");
        Save(_folder.File("link"), 3);
        Assert.Equal("new.st", new FileInfo(_folder.File("link")).LinkTarget);
        Assert.Equal(3, TestParameters.FirstValue(_folder.File("new.st")));
    }

    [UnixFact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_folder.File("a"), "b");
        File.CreateSymbolicLink(_folder.File("b"), "a");
        Assert.Contains("circle", Assert.Throws<IOException>(() => Save(_folder.File("a"), 1)).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], Names());
    }

    [UnixTheory]
    [InlineData("600")]
    [InlineData("640")]
    [InlineData("666")]
    [InlineData("755")]
    [InlineData("200")]
    public void The_mode_is_kept(string octal)
    {
        string path = _folder.File("w.st");
        Save(path, 1);
        UnixFileMode mode = Mode(octal);
        File.SetUnixFileMode(path, mode);
        Save(path, 2);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [UnixFact]
    public void A_new_file_has_the_usual_mode()
    {
        string path = _folder.File("w.st"), other = _folder.Write("other", [1]);
        Save(path, 1);
        Assert.Equal(File.GetUnixFileMode(other), File.GetUnixFileMode(path));
    }

    [UnixFact]
    public void The_temporary_file_lies_beside_the_target_and_is_at_no_moment_more_readable()
    {
        Directory.CreateDirectory(_folder.File("sub"));
        string real = _folder.File("sub/w.st"), link = _folder.File("link");
        File.CreateSymbolicLink(link, real);
        Save(real, 1);
        File.SetUnixFileMode(real, UnixFileMode.UserWrite);
        List<UnixFileMode> seen = [];
        using WatchedMemory memory = new([2f], () => seen.AddRange(
            Directory.GetFiles(_folder.File("sub")).Where(path => path != real).Select(File.GetUnixFileMode)));

        Safetensors.Save(link, [TestParameters.Over("a", memory)]);

        Assert.Equal([UnixFileMode.UserWrite], seen);
    }

    [LinuxRootFact]
    public void The_owner_is_kept()
    {
        string path = _folder.File("w.st");
        Save(path, 1);
        Run("chown", "1234:2345", path);
        File.SetUnixFileMode(path, Mode("640"));
        Save(path, 2);
        Assert.Equal("1234:2345 640", Run("stat", "-c", "%u:%g %a", path));
    }

    [LinuxRootFact]
    public void Where_the_group_cannot_be_kept_another_may_not_read_instead()
    {
        if (!File.Exists("/usr/bin/setpriv"))
        {
            return;
        }

        string path = _folder.File("w.st");
        Save(path, 1);
        Run("chown", "-R", "1234:2345", _folder.Path);
        File.SetUnixFileMode(path, Mode("660"));
        using Process process = SavingProcess.Start(["setpriv", "--reuid=1234", "--regid=3456", "--clear-groups"], "save", path, "2");
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, process.StandardOutput.ReadToEnd()));
        Assert.Equal("1234:3456 600", Run("stat", "-c", "%u:%g %a", path));
    }

    [UnixTheory]
    [InlineData("444")]
    [InlineData("400")]
    [InlineData("000")]
    public void A_read_only_file_is_refused(string octal)
    {
        string path = _folder.File("w.st"), link = _folder.File("link");
        File.CreateSymbolicLink(link, "w.st");
        Save(path, 1);
        byte[] old = File.ReadAllBytes(path);
        File.SetUnixFileMode(path, Mode(octal));
        foreach (string name in new[] { path, link })
        {
            Assert.Contains("read-only", Assert.Throws<IOException>(() => Save(name, 2)).Message, StringComparison.Ordinal);
        }

        File.SetUnixFileMode(path, Mode("600"));
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal(["link", "w.st"], Names());
    }

    [Fact]
    public void A_file_with_the_attribute_read_only_is_refused()
    {
        string path = _folder.File("w.st");
        Save(path, 1);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Throws<IOException>(() => Save(path, 2));
        File.SetAttributes(path, FileAttributes.Normal);
        Assert.Equal(1, TestParameters.FirstValue(path));
    }

    [UnixFact]
    public void A_pipe_and_a_socket_are_refused()
    {
        string pipe = _folder.File("pipe"), socket = _folder.File("socket"), link = _folder.File("link");
        Run("mkfifo", pipe);
        File.CreateSymbolicLink(link, pipe);
        using Socket bound = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(socket));
        foreach (string path in new[] { pipe, socket, link })
        {
            Assert.Contains(path, Assert.Throws<IOException>(() => Save(path, 1)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(["link", "pipe", "socket"], Names());
        Assert.Equal(["fifo", "socket"], new[] { pipe, socket }.Select(path => Run("stat", "-c", "%F", path)));
    }

    [LinuxRootFact]
    public void A_device_is_refused()
    {
        // A node of our own: the system's would be lost where this fails.
        string device = _folder.File("null");
        Run("mknod", device, "c", "1", "3");
        Assert.Contains("a device", Assert.Throws<IOException>(() => Save(device, 1)).Message, StringComparison.Ordinal);
        Assert.Equal("character special file", Run("stat", "-c", "%F", device));
    }

    [Fact]
    public void A_folder_is_refused_and_a_missing_one_named()
    {
        string folder = _folder.File("folder");
        Directory.CreateDirectory(folder);
        Assert.Contains("a folder", Assert.Throws<IOException>(() => Save(folder, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("a folder", Assert.Throws<IOException>(() => Save(_folder.File("none/"), 1)).Message, StringComparison.Ordinal);
        string inside = _folder.File("none/w.st");
        Assert.Contains(inside, Assert.Throws<DirectoryNotFoundException>(() => Save(inside, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(["folder"], Names());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_name_as_long_as_the_system_allows_is_saved()
    {
        string path = _folder.File(new string('w', 250) + ".st");
        Save(path, 1);
        Save(path, 2);
        Assert.Equal(2, TestParameters.FirstValue(path));
        Assert.Single(Names());
    }

    [UnixFact]
    public void A_limit_on_the_size_of_files_is_an_IOException()
    {
        string path = _folder.File("w.st");
        Save(path, 1);
        using Process process = SavingProcess.Start(["bash", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "-"], "save", path, "2");
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.StartsWith($"IOException: {path}", said, StringComparison.Ordinal);
        Assert.Equal(1, TestParameters.FirstValue(path));
        Assert.Equal(["w.st"], Names());
    }

    private static void Save(string path, float value) => Safetensors.Save(path, [TestParameters.Floats("a", new(1), value)]);

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    private string[] Names() =>
        [.. Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
