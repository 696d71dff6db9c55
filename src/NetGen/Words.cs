using static System.FormattableString;

namespace NetGen;

/// <summary>Numbers with their nouns, for messages: one is not several.</summary>
internal static class Words
{
    /// <summary>"1 label", "2 labels", "2 classes".</summary>
    public static string Counted(long count, string noun) =>
        Invariant($"{count} {(count == 1 ? noun : noun + (noun.EndsWith('s') ? "es" : "s"))}");

    /// <summary>"1 label is", "2 labels are".</summary>
    public static string Are(long count, string noun) => Counted(count, noun) + (count == 1 ? " is" : " are");

    /// <summary>"there is 1", "there are 2".</summary>
    public static string There(long count) => Invariant($"there {(count == 1 ? "is" : "are")} {count}");

    /// <summary>"1 sample of 1×28×28 needs 784 values, but there are 5".</summary>
    public static string Needs(long samples, string kind, string needed, long found) =>
        $"{Counted(samples, "sample")}{kind} {(samples == 1 ? "needs" : "need")} {needed}, but {There(found)}";

    /// <summary>"16", "1×4×4 = 16".</summary>
    public static string Elements(Shape shape) => shape.Count == 1 ? $"{shape}" : Invariant($"{shape} = {shape.Size}");
}
