using System.Text;
using NetGen.Generators.Model;

namespace NetGen.Generators.Emit;

/// <summary>
/// What tells the files of a project's types apart, for file names know no upper and lower case and end at 255 bytes, and Windows' paths
/// at 260 characters. Value-equal.
/// </summary>
/// <param name="Alike">Names that differ from one before them in upper and lower case only.</param>
/// <param name="Repeated">Names that two types have, which the C# compiler rejects.</param>
internal sealed record FileNames(EquatableArray<string> Alike, EquatableArray<string> Repeated)
{
    /// <summary>Bytes of a type's name in a file's: more than that is cut off in favour of a hash.</summary>
    private const int LongestType = 72;

    public static FileNames Among(IEnumerable<string> typeNames)
    {
        IReadOnlyList<IGrouping<string, string>> equal = [.. typeNames.GroupBy(static name => name, StringComparer.Ordinal)];
        return new(
            equal.GroupBy(static group => group.Key, StringComparer.OrdinalIgnoreCase)
                .SelectMany(static alike => alike
                    .Select(static group => group.Key)
                    .OrderBy(static name => name, StringComparer.Ordinal)
                    .Skip(1))
                .ToEquatableArray(),
            equal.Where(static group => group.Count() > 1).Select(static group => group.Key).ToEquatableArray());
    }

    /// <summary>"Space.Outer+Name", or its end and a hash where it is too long.</summary>
    public static string Of(string typeName) => Shorten(typeName, LongestType);

    /// <summary>The same text, or as much of its end as so many bytes hold beside a hash of the whole, which comes last.</summary>
    public static string Shorten(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
        {
            return text;
        }

        string hash = $"_{Hash(text):x16}";
        int start = text.Length;
        for (int room = most - hash.Length; start > 0; start--)
        {
            room -= Encoding.UTF8.GetByteCount(text.Substring(start - 1, 1));
            if (room < 0)
            {
                break;
            }
        }

        return text.Substring(start) + hash;
    }

    /// <summary>A type's files under names of their own; none of a type that stands there twice.</summary>
    public IEnumerable<GeneratedFile> Apart(string typeName, IEnumerable<GeneratedFile> files)
    {
        int place = Alike.ToList().IndexOf(typeName);
        return Repeated.Contains(typeName) ? []
            : place < 0 ? files
            : files.Select(file => file with { HintName = $"{place + 2}.{file.HintName}" });
    }

    /// <summary>FNV-1a: the same on every machine and in every build.</summary>
    private static ulong Hash(string text) =>
        text.Aggregate(14695981039346656037UL, static (hash, c) => unchecked((hash ^ c) * 1099511628211UL));
}
