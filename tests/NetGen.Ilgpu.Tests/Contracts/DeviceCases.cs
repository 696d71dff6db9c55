using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// Which cases run on which device. The simulator is slow: of each subject it gets the case with the least work and those that ask for it,
/// in float, and some of them in double. All others get everything.
/// </summary>
internal static partial class DeviceCases
{
    /// <summary>Of the simulator's cases, each that many times runs in double too.</summary>
    private const int DoubleInterval = 12;

    /// <summary>Operations of a block, roughly.</summary>
    private const int BlockOperations = 8;

    private static readonly HashSet<string> s_blocks = [.. BlockName().Matches(CaseBlocks.Source).Select(match => match.Groups[1].Value)];

    /// <summary>The simulator's cases in float.</summary>
    public static IReadOnlyList<OperatorCase> OnSimulator { get; } =
    [
        .. OperatorCases.All.Where(operatorCase => operatorCase.BatchSize > 1 && !operatorCase.IsLarge)
            .GroupBy(operatorCase => operatorCase.Subject)
            .Select(subject => subject.MinBy(Work)!)
            .Union(OperatorCases.All.Where(operatorCase => operatorCase.IsOnSimulator)),
    ];

    /// <summary>The simulator's cases in both precisions.</summary>
    public static IReadOnlyList<(OperatorCase Case, bool IsDouble)> NetworksOnSimulator { get; } =
    [
        .. OnSimulator.Select(operatorCase => (operatorCase, false)),
        .. OnSimulator.Where((_, i) => i % DoubleInterval == 0).Select(operatorCase => (operatorCase, true)),
    ];

    /// <summary>All cases in both precisions, the simulator's first.</summary>
    public static IReadOnlyList<(OperatorCase Case, bool IsDouble)> Networks { get; } =
    [
        .. NetworksOnSimulator.Union(OperatorCases.All.SelectMany(operatorCase => new[] { (operatorCase, false), (operatorCase, true) })),
    ];

    /// <summary>What a run costs, roughly: operations × values of the batch.</summary>
    private static int Work(OperatorCase operatorCase) =>
        OperationName().Matches(string.Join(' ', operatorCase.Stages)).Sum(name => s_blocks.Contains(name.Value) ? BlockOperations : 1)
        * operatorCase.BatchSize * Sizes(operatorCase).Aggregate(1, (values, size) => values * size);

    private static IEnumerable<int> Sizes(OperatorCase operatorCase) =>
        Number().Matches(operatorCase.Input).Select(match => int.Parse(match.ValueSpan));

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex BlockName();

    [GeneratedRegex(@"[A-Z]\w*(?!\w|:| =)")]
    private static partial Regex OperationName();

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex Number();
}
