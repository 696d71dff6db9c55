namespace NetGen.Generators.Tests.Contracts;

/// <content>Values merged, compared and stacked.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Merges() =>
    [
    ];
}
