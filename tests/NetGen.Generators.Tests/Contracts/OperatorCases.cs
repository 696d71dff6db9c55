namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// The networks that hold every operation and loss to their contract. A contraction stands before each operation, so that its input
/// gradient is tested through the contraction's weights, and now and then it reads the input itself or stands right before the loss.
/// Sizes are odd, around the vector widths (1, 3, 5, 9, 17, 33) or equal to them (16, 32).
/// </summary>
internal static partial class OperatorCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. Layers(), .. Sequences(), .. Attention(), .. Structure(), .. Moves(), .. Activations(), .. Losses(), .. Noise(),
        .. Recurrences(), .. Windows(), .. Merges(), .. Methods(),
    ];

    private static readonly Dictionary<string, OperatorCase> s_byName = All.ToDictionary(operatorCase => operatorCase.Name);

    /// <summary>The case's names, for xunit.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Select(operatorCase => operatorCase.Name)];

    /// <summary>Names of the cases with few weights.</summary>
    public static TheoryData<string> SmallNames { get; } =
        [.. All.Where(operatorCase => !operatorCase.IsLarge).Select(operatorCase => operatorCase.Name)];

    /// <summary>Names of the cases whose networks can be fed token by token.</summary>
    public static TheoryData<string> DecoderNames { get; } =
        [.. All.Where(operatorCase => operatorCase.HasDecoder).Select(operatorCase => operatorCase.Name)];

    public static OperatorCase Find(string name) => s_byName[name];
}
