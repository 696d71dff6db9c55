namespace NetGen;

/// <summary>Follows symbolic links by name, also where what they lead to does not exist yet.</summary>
internal static class Links
{
    // As the system: more are taken for a circle.
    private const int MostLinks = 40;

    /// <summary>The full path that <paramref name="path"/> leads to.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        return OperatingSystem.IsWindows() ? ResolveLast(full) : ResolveAll(full, path);
    }

    /// <summary>On Windows a link's path is read from its own folder as it is named; the system follows links to folders.</summary>
    private static string ResolveLast(string full) =>
        new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;

    /// <summary>Elsewhere ".." in a link means the parent of the folder where it really lies: every name on the way counts.</summary>
    private static string ResolveAll(string full, string path)
    {
        Stack<string> rest = new(Names(full));
        string current = "/";
        for (int links = 0; rest.TryPop(out string? name);)
        {
            string next = name == ".." ? Path.GetDirectoryName(current) ?? "/" : Path.Join(current, name);
            if (name == ".." || new FileInfo(next).LinkTarget is not string target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{path}: its symbolic links lead in a circle.");
            }

            current = Path.IsPathRooted(target) ? "/" : current;
            foreach (string part in Names(target))
            {
                rest.Push(part);
            }
        }

        return current;
    }

    /// <summary>The names in a path, last first.</summary>
    private static IEnumerable<string> Names(string path) => path.Split('/').Where(name => name is not ("" or ".")).Reverse();
}
