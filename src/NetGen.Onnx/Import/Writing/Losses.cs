namespace NetGen.Onnx.Import.Writing;

/// <summary>Losses by the names that people type.</summary>
internal static class Losses
{
    private static readonly Dictionary<string, string> s_short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cross-entropy"] = "CrossEntropyLoss", ["mse"] = "MseLoss", ["mae"] = "MaeLoss", ["l1"] = "MaeLoss", ["huber"] = "HuberLoss",
        ["smooth-l1"] = "SmoothL1Loss", ["nll"] = "NllLoss", ["bce"] = "BinaryCrossEntropyWithLogitsLoss",
        ["binary-cross-entropy"] = "BinaryCrossEntropyWithLogitsLoss", ["focal"] = "FocalLoss", ["hinge"] = "HingeLoss",
        ["kl"] = "KlDivergenceLoss", ["log-cosh"] = "LogCoshLoss",
    };

    /// <summary>What may be typed.</summary>
    public static IEnumerable<string> Names => s_short.Keys;

    /// <summary>The attribute: "CrossEntropyLoss" of "cross-entropy", "CrossEntropyLoss" or "CrossEntropyLossAttribute".</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Attribute(string name)
    {
        string plain = name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
        return s_short.TryGetValue(plain, out string? attribute) ? attribute
            : s_short.Values.FirstOrDefault(value => value.Equals(plain, StringComparison.OrdinalIgnoreCase)) is { } found ? found
            : throw new ArgumentException(
                $"There is no loss '{name}'; take one of {string.Join(", ", s_short.Keys.Order(StringComparer.Ordinal))}.");
    }
}
