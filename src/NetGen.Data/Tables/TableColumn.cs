using static System.FormattableString;

namespace NetGen.Data;

/// <summary>
/// A column of a table, by name or by number: <c>Label = "quality"</c>, <c>Label = 11</c>, <c>Label = ^1</c> for the last.
/// </summary>
public readonly record struct TableColumn
{
    private TableColumn(string? name, Index index) => (Name, Index) = (name, index);

    /// <summary>Its name; null where it is named by number.</summary>
    public string? Name { get; }

    /// <summary>Its number, from 0, where it has no name here.</summary>
    public Index Index { get; }

    /// <summary>A column by name.</summary>
    /// <param name="name">As in the table: upper and lower case differ.</param>
    public static implicit operator TableColumn(string name) => FromString(name);

    /// <summary>A column by number.</summary>
    /// <param name="index">From 0.</param>
    public static implicit operator TableColumn(int index) => FromIndex(index);

    /// <summary>A column by number, which may count from the end.</summary>
    /// <param name="index">^1 is the last one.</param>
    public static implicit operator TableColumn(Index index) => FromIndex(index);

    /// <summary>A column by name.</summary>
    /// <param name="name">As in the table: upper and lower case differ.</param>
    public static TableColumn FromString(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, default);
    }

    /// <summary>A column by number.</summary>
    /// <param name="index">From 0, or from the end.</param>
    public static TableColumn FromIndex(Index index) => new(null, index);

    /// <summary>The name, or the number.</summary>
    public override string ToString() => Name ?? Invariant($"{Index}");

    /// <summary>Its place in a table.</summary>
    /// <exception cref="ArgumentException">The table has no such column, or several of the name.</exception>
    internal int In(IReadOnlyList<string> names)
    {
        string[] listed = [.. names.Take(20), .. names.Count > 20 ? ["…"] : Array.Empty<string>()];
        string? name = Name;
        if (name is null)
        {
            int place = Index.GetOffset(names.Count);
            return (uint)place < (uint)names.Count ? place : throw new ArgumentException(
                Invariant($"There is no column {Index}: the table has {names.Count} ({string.Join(", ", listed)})."), "options");
        }

        int[] found = [.. Enumerable.Range(0, names.Count).Where(i => names[i] == name)];
        return found.Length == 1 ? found[0] : throw new ArgumentException(
            $"The table has {(found.Length == 0 ? "no column" : "several columns")} '{name}'; it has {string.Join(", ", listed)}.",
            "options");
    }
}
