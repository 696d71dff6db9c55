using System.Diagnostics;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>What a process that was killed while it saved leaves behind.</summary>
public sealed class LeftBehindTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_save_removes_what_a_killed_process_left_behind()
    {
        string path = _folder.File("w.st"), link = _folder.File("link");
        Save(path);
        using Process process = StartSaving(path);
        process.Kill();
        process.WaitForExit();
        Assert.Equal(2, Files().Length);
        Assert.Equal(1, TestParameters.FirstValue(path));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(link, "w.st");
        }

        Save(OperatingSystem.IsWindows() ? path : link);

        File.Delete(link);
        Assert.Equal([path], Files());
    }

    [Fact]
    public void A_save_leaves_alone_what_another_process_is_writing()
    {
        string path = _folder.File("w.st");
        using Process process = StartSaving(path);
        string[] before = Files();

        Save(path);

        Assert.Equal([path, .. before], Files());
        process.StandardInput.WriteLine();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(2, TestParameters.FirstValue(path));
        Assert.Equal([path], Files());
    }

    [Fact]
    public async Task Saves_at_the_same_time_do_not_remove_one_anothers_files()
    {
        string path = _folder.File("w.st");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                Save(path);
            }
        })));
        Assert.Equal(1, TestParameters.FirstValue(path));
        Assert.Equal([path], Files());
    }

    [Fact]
    public void Files_with_similar_names_stay()
    {
        string[] others =
        [
            _folder.Write("w.st.backup12.old.tmp", [1]), _folder.Write("w.st.netgen-a.b.tmp", [1]),
            _folder.Write("w.st.netgen-ab.txt", [1]), _folder.Write("x.st.netgen-abcdefghijk.tmp", [1]),
        ];
        string path = _folder.File("w.st");
        Save(path);
        Assert.Equal([path, .. others], Files());
    }

    [UnixFact]
    public void A_pipe_or_a_link_named_like_a_temporary_file_stays()
    {
        string path = _folder.File("w.st"), other = _folder.Write("other", [1]);
        using Process process = Process.Start("mkfifo", _folder.File("w.st.netgen-abcdefghijk.tmp"));
        process.WaitForExit();
        File.CreateSymbolicLink(_folder.File("w.st.netgen-bcdefghijkl.tmp"), other);
        Save(path);
        Assert.Equal(4, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    private static Process StartSaving(string path)
    {
        Process process = SavingProcess.Start([], "save-slowly", path);
        Assert.Equal(SavingProcess.IsWriting, process.StandardOutput.ReadLine());
        return process;
    }

    private static void Save(string path) => Safetensors.Save(path, [TestParameters.Floats("a", new(1), 1)]);

    private string[] Files() => [.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal)];
}
