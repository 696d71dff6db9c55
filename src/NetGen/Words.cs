namespace NetGen;

/// <summary>Numbers with their nouns, for messages.</summary>
internal static class Words
{
    /// <summary>"1 label", "2 labels".</summary>
    public static string Counted(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
