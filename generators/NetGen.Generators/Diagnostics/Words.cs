using System.Globalization;

namespace NetGen.Generators.Diagnostics;

/// <summary>Numbers with their nouns, for messages.</summary>
internal static class Words
{
    /// <summary>"1 row", "2 rows", "1,024 numbers".</summary>
    public static string Counted(long count, string noun, string format = "0") =>
        $"{count.ToString(format, CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";
}
