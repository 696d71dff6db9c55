namespace NetGen.Generators.Tests;

/// <summary>
/// Compares text with a file of Snapshots/. On a difference the new text is written beside it as *.received.cs;
/// with NETGEN_ACCEPT_SNAPSHOTS=1 it becomes the snapshot. Verify compares them where the project is built with UseVerify=true.
/// </summary>
internal static class Snapshot
{
    private static readonly bool s_accept = Environment.GetEnvironmentVariable("NETGEN_ACCEPT_SNAPSHOTS") == "1";

    public static string Folder { get; } = Repository.PathOf("tests", "NetGen.Generators.Tests", "Snapshots");

    /// <summary>Compares <paramref name="text"/> with Snapshots/<paramref name="name"/>.verified.cs.</summary>
    public static Task Verify(string name, string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (s_accept)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(VerifiedPath(name), text);
            File.Delete(ReceivedPath(name));
            return Task.CompletedTask;
        }

#if USE_VERIFY
        // Two networks share the file that gives the device access.
        return VerifyXunit.Verifier.Verify(text, "cs")
            .UseDirectory(Folder).UseFileName(name).DisableRequireUniquePrefix().DisableDiff().ToTask();
#else
        Compare(name, text);
        return Task.CompletedTask;
#endif
    }

    /// <summary>Fails where a snapshot that begins with <paramref name="prefix"/> belongs to no generated file any more.</summary>
    public static void AssertNoneBesides(string prefix, IEnumerable<string> names)
    {
        IEnumerable<string> orphans = Directory.EnumerateFiles(Folder, prefix + "*.verified.cs").Except(names.Select(VerifiedPath));
        if (s_accept)
        {
            orphans.ToList().ForEach(File.Delete);
        }

        Assert.Empty(orphans);
    }

    /// <summary>Fails where the text differs from the snapshot, showing the first lines that do.</summary>
    internal static void Compare(string name, string text)
    {
        string? expected = File.Exists(VerifiedPath(name)) ? File.ReadAllText(VerifiedPath(name)).ReplaceLineEndings("\n") : null;
        if (expected == text)
        {
            File.Delete(ReceivedPath(name));
            return;
        }

        Directory.CreateDirectory(Folder);
        File.WriteAllText(ReceivedPath(name), text);
        Assert.Fail(expected is null
            ? $"There is no snapshot {name}.verified.cs: see {name}.received.cs, or run with NETGEN_ACCEPT_SNAPSHOTS=1."
            : $"{name}.verified.cs differs from {name}.received.cs {FirstDifference(expected, text)}");
    }

    /// <summary>"from line 3:" and up to five differing lines of each text, as in a diff.</summary>
    internal static string FirstDifference(string expected, string actual)
    {
        const int Shown = 5;
        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        int line = before.Zip(after).TakeWhile(static pair => pair.First == pair.Second).Count();
        IEnumerable<string> lines = before.Skip(line).Take(Shown).Select(static text => "- " + text)
            .Concat(after.Skip(line).Take(Shown).Select(static text => "+ " + text));
        return $"from line {line + 1}:\n{string.Join('\n', lines)}";
    }

    private static string VerifiedPath(string name) => Path.Combine(Folder, name + ".verified.cs");

    private static string ReceivedPath(string name) => Path.Combine(Folder, name + ".received.cs");
}
