namespace NetGen;

/// <summary>
/// The value of each loss by the name of the stage it is on, in the order of the attributes; none is multiplied by its
/// <see cref="CriterionAttribute.Weight"/>, as they are in their sum. Keras reports the same as head_loss. Immutable; equal values are
/// equal.
/// </summary>
public sealed class LossValues : NamedValues
{
    internal LossValues(string[] names, double[] values)
        : base(names, values)
    {
    }

    /// <summary>" (Head 0.0312, Side 0.4410)" behind the sum, where there are several.</summary>
    internal static string Behind(LossValues? losses) => losses?.Count > 1 ? $" ({losses})" : "";

    /// <summary>Where a loss stands.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    internal static int Find(string name, string[] names) =>
        Array.IndexOf(names, name) is var index and >= 0 ? index : throw Missing(name, names);

    private protected override KeyNotFoundException NotFound(string key, string[] names) => Missing(key, names);

    private static KeyNotFoundException Missing(string name, string[] names) => new(names.Length > 0
        ? $"There is no loss on {name}, but on {string.Join(", ", names)}."
        : $"There is no loss on {name}, nor on anything else.");
}
