using Xunit;
using Xunit.Abstractions;

namespace NetGen.Tests.Fixtures;

/// <summary>
/// Networks against PyTorch: predictions before, loss and every gradient, then parameters, running statistics and predictions after three
/// optimizer steps.
/// </summary>
public sealed class FixtureTests(ITestOutputHelper output)
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in FixtureCases.All.Keys)
            {
                cases.Add(name, 1);
                cases.Add(name, 2);
                cases.Add(name, 3);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_network_does_what_PyTorch_does(string name, int threads) =>
        output.WriteLine($"Largest deviation of {name}: {FixtureCases.All[name].Check(threads)}");
}
