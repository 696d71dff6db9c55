namespace NetGen.Generators.Tests.Contracts;

/// <summary>The same network on the same batch gives the same in either precision and on any number of threads.</summary>
public sealed class AgreementTests
{
    private const double PrecisionTolerance = 1e-4;
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Float_agrees_with_double(string name) => Outcome.AssertClose(
        new CaseRun<double>(OperatorCases.Find(name)).Measure(),
        new CaseRun<float>(OperatorCases.Find(name)).Measure(),
        PrecisionTolerance);

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Two_and_three_threads_agree_with_one(string name)
    {
        Outcome wide = new CaseRun<double>(OperatorCases.Find(name)).Measure();
        Outcome single = new CaseRun<float>(OperatorCases.Find(name)).Measure();
        foreach (int threads in new[] { 2, 3 })
        {
            Outcome.AssertClose(wide, new CaseRun<double>(OperatorCases.Find(name)).Measure(threads), DoubleTolerance);
            Outcome.AssertClose(single, new CaseRun<float>(OperatorCases.Find(name)).Measure(threads), SingleTolerance);
        }
    }
}
