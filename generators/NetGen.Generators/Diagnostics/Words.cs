using System.Globalization;

namespace NetGen.Generators.Diagnostics;

/// <summary>Numbers with their nouns, for messages.</summary>
internal static class Words
{
    /// <summary>"1 row", "2 rows", "1,024 numbers".</summary>
    public static string Counted(long count, string noun, string format = "0") =>
        $"{count.ToString(format, CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>"7.2 MFLOPs", "192 FLOPs".</summary>
    public static string Flops(long flops) => flops < 100_000
        ? FormattableString.Invariant($"{flops:N0} FLOPs")
        : FormattableString.Invariant($"{1e-6 * flops:N1} MFLOPs");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string Listed(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";

    /// <summary>"a, b, c", and "none" where there are none.</summary>
    public static string OrNone(IEnumerable<string> items) => items.Any() ? string.Join(", ", items) : "none";
}
