using System.Numerics;

namespace NetGen.Tests.Fixtures;

/// <summary>Steps of networks with one input and one target.</summary>
internal static class FixtureSteps
{
    /// <summary>One step on the fixture's batch.</summary>
    public static BatchResult Run<T>(Trainer<T> trainer, Fixture<T> fixture)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (fixture.IsIntegers("input"), fixture.IsIntegers("target")) switch
        {
            (true, true) => trainer.Step(fixture.Integers("input"), fixture.Integers("target"), fixture.Length),
            (true, false) => trainer.Step(fixture.Integers("input"), fixture["target"], fixture.Length),
            (false, true) => trainer.Step(fixture["input"], fixture.Integers("target"), fixture.Length),
            (false, false) => trainer.Step(fixture["input"], fixture["target"], fixture.Length),
        };
}
