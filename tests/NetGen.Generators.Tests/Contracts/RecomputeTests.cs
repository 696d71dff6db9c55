namespace NetGen.Generators.Tests.Contracts;

/// <summary>What is computed again is the same to the last bit as what was kept.</summary>
public sealed class RecomputeTests
{
    public static TheoryData<string> Recomputed => [.. OperatorCases.All.Where(c => c.Name != c.NameOfKept).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Recomputed))]
    public void Recomputing_changes_no_bit(string name)
    {
        OperatorCase with = OperatorCases.Find(name), without = OperatorCases.Find(with.NameOfKept);

        Compare(new CaseRun<double>(with).Measure(threads: 2), new CaseRun<double>(without).Measure(threads: 2));
        Compare(new CaseRun<float>(with).Measure(), new CaseRun<float>(without).Measure());
    }

    private static void Compare(Outcome actual, Outcome expected)
    {
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.Prediction, actual.Prediction);
        Assert.Equal(expected.Gradients.Keys, actual.Gradients.Keys);
        Assert.All(expected.Gradients, pair => Assert.Equal(pair.Value, actual.Gradients[pair.Key]));
        Assert.All(expected.Statistics, pair => Assert.Equal(pair.Value, actual.Statistics[pair.Key]));
    }
}
