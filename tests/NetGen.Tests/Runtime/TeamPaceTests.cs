using System.Diagnostics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class TeamPaceTests
{
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void ATeamThatNobodyDisturbsNeverTriesAnotherWay()
    {
        TeamPace pace = new();
        for (int run = 0; run < 10_000; run++)
        {
            Assert.False(pace.IsAlone);
            pace.Add(64, 5 * s_millisecond, slept: s_millisecond / 2);
        }
    }

    [Fact]
    public void WhereItIsFasterAloneItIsMostlyAloneUntilThatChanges()
    {
        TeamPace pace = new();
        Assert.InRange(ShareAlone(pace, runs: 4000, together: 10, alone: 3, slept: 12), 0.85, 0.999);
        Assert.InRange(ShareAlone(pace, runs: 4000, together: 2, alone: 3, slept: 0), 0, 0.5);
        Assert.Equal(0, ShareAlone(pace, runs: 1000, together: 2, alone: 3, slept: 0));
    }

    [Fact]
    public void WhereItIsSlowerAloneThatIsSeldomTried()
    {
        TeamPace pace = new();
        Assert.InRange(ShareAlone(pace, runs: 20_000, together: 5, alone: 8, slept: 2), 0.001, 0.05);
    }

    [Fact]
    public void RunsOfDifferentBatchesAreComparedByTheSample()
    {
        TeamPace pace = new();
        int alone = 0;
        for (int run = 0; run < 4000; run++)
        {
            int batch = 1 + (run % 64);
            alone += pace.IsAlone ? 1 : 0;
            pace.Add(batch, batch * (pace.IsAlone ? 2 : 1) * s_millisecond / 4, slept: batch * s_millisecond / 4);
        }

        Assert.InRange(alone, 1, 400);
    }

    /// <summary>The share of runs that are alone, where both ways take so many milliseconds.</summary>
    private static double ShareAlone(TeamPace pace, int runs, int together, int alone, int slept)
    {
        int count = 0;
        for (int run = 0; run < runs; run++)
        {
            count += pace.IsAlone ? 1 : 0;
            pace.Add(64, (pace.IsAlone ? alone : together) * s_millisecond, pace.IsAlone ? 0 : slept * s_millisecond);
        }

        return (double)count / runs;
    }
}
