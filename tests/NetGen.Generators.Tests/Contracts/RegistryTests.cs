using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>The table of cases and the registry, one against the other.</summary>
public sealed class RegistryTests
{
    private const int LeastCases = 3;

    /// <summary>What the compiler takes apart before it comes to operations.</summary>
    private static readonly string[] s_structure =
    [
        "From", "Block", "Subnetwork", "Repeat", "Recompute", "SharesWeights", "Frozen", "LoRA", "Features", "Output", "Input", "Losses",
        "Regularizer",
    ];

    /// <summary>What changes no computation that these cases run, and has tests of its own: names of files, another program.</summary>
    private static readonly string[] s_beside = ["Explain", "ImportNames", "Quantized"];

    public static TheoryData<string> Registered => [.. Registry.Operations.Keys, .. Registry.Losses.Keys];

    [Theory]
    [MemberData(nameof(Registered))]
    public void Every_operation_and_loss_has_cases(string name)
    {
        OperatorCase[] cases = [.. OperatorCases.All.Where(
            c => c.Subject == name && Regex.IsMatch(c.Loss + ", " + string.Join(", ", c.Stages), $@"\b{name}\b"))];

        Assert.True(cases.Length >= LeastCases, $"{name} has {cases.Length} cases; add some to {nameof(OperatorCases)}.");
        Assert.Contains(cases, c => c.BatchSize == 1 || c.Stages.Length > 1);
        Assert.Contains(cases, c => c.BatchSize > 1);
    }

    [Fact]
    public void Every_operation_and_loss_has_its_attribute()
    {
        string[] attributes = [.. typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => (type.IsSubclassOf(typeof(StageAttribute)) || type.IsSubclassOf(typeof(CriterionAttribute))) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length])];
        Assert.Equal(
            [.. attributes.Except(s_structure).Except(s_beside).Order(StringComparer.Ordinal)],
            Registry.Operations.Keys.Concat(Registry.Losses.Keys).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void All_structure_has_cases() =>
        Assert.All(s_structure, subject => Assert.Contains(OperatorCases.All, c => c.Subject == subject));

    [Fact]
    public void Every_case_is_of_something_registered_and_stands_once()
    {
        Assert.All(OperatorCases.All, c => Assert.True(
            s_structure.Contains(c.Subject) || Registry.Operations.ContainsKey(c.Subject) || Registry.Losses.ContainsKey(c.Subject),
            c.Subject));
        Assert.Equal(OperatorCases.All.Count, OperatorCases.All.Select(c => c.Name).Distinct().Count());
    }
}
