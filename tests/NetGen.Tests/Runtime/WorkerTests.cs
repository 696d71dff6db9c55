using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class WorkerTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 64)]
    public void TheSharesOfABatchAreContiguousAndEven(int threads, int batch)
    {
        var shares = new (int Start, int End)[threads];
        var splits = new (int Start, int End)[threads];
        TeamProgram.Run(threads, batch, worker =>
        {
            shares[worker.Index] = (worker.FirstSample, worker.EndSample);
            splits[worker.Index] = worker.Split(batch);
        });
        Assert.Equal(shares, splits);
        AssertCovers(shares, batch, grain: 1);
    }

    [Theory]
    [InlineData(1, 100, 16)]
    [InlineData(2, 100, 16)]
    [InlineData(3, 100, 16)]
    [InlineData(3, 15, 16)]
    [InlineData(2, 0, 4)]
    [InlineData(2, int.MaxValue, 64)]
    public void SharesStartAtMultiplesOfTheGrain(int threads, int items, int grain)
    {
        var shares = new (int Start, int End)[threads];
        TeamProgram.Run(threads, 1, worker => shares[worker.Index] = worker.Split(items, grain));
        AssertCovers(shares, items, grain);
    }

    [Theory]
    [InlineData(2, 7, 5, 16)]
    [InlineData(3, 2, 5, 1)]
    [InlineData(3, 1, 100, 16)]
    [InlineData(3, 1, 1, 16)]
    [InlineData(2, 0, 9, 1)]
    public void RowsAreThoseOfTheOwnSamplesOrAnEvenShareOfAll(int threads, int batch, int perSample, int grain)
    {
        var shares = new (int Start, int End)[threads];
        TeamProgram.Run(threads, batch, worker =>
        {
            (nint start, nint end) = worker.Rows(perSample, grain);
            shares[worker.Index] = ((int)start, (int)end);
            if (!worker.SharesSamples)
            {
                Assert.Equal((worker.FirstSample * perSample, worker.EndSample * perSample), shares[worker.Index]);
            }
        });
        AssertCovers(shares, batch * perSample, batch < threads ? grain : perSample);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(2, 4, 1)]
    [InlineData(2, 3, 0.75)]
    [InlineData(3, 1, 1.0 / 3)]
    [InlineData(3, 0, 0)]
    public void WorkersAreBusyWhileTheSlowestWorks(int threads, int items, double expected) =>
        TeamProgram.Run(threads, 1, worker => Assert.Equal(expected, worker.Busy(items)));

    [Theory]
    [InlineData(2, 20, 3)]
    [InlineData(3, 7, 2)]
    [InlineData(2, 4, 100)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 0, 5)]
    public void PartsGoThroughAWorkersSamplesOnceAndInOrder(int threads, int batch, int most)
    {
        var shares = new (int First, int End)[threads];
        var parts = new List<(int First, int End)>[threads];
        TeamProgram.Run(threads, batch, worker =>
        {
            shares[worker.Index] = (worker.FirstSample, worker.EndSample);
            parts[worker.Index] = [];
        });
        TeamProgram.RunInParts(threads, batch, most, worker =>
        {
            Assert.Equal(parts[worker.Index].Count == 0, worker.IsFirstChunk);
            parts[worker.Index].Add((worker.FirstSample, worker.EndSample));
        });
        for (int i = 0; i < threads; i++)
        {
            Assert.Equal(shares[i].First, parts[i][0].First);
            Assert.Equal(shares[i].End, parts[i][^1].End);
            Assert.All(parts[i].Zip(parts[i].Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.First));
            Assert.All(parts[i], part => Assert.InRange(part.End - part.First, 0, most));
            Assert.True(batch >= threads || parts[i].Count == 1);
        }
    }

    [Fact]
    public void ARunHasLengthsAndAPast()
    {
        using var team = new ThreadTeam(2);
        var seen = new (int, int, double, int)[2];
        TeamProgram program = new(worker =>
            seen[worker.Index] = (worker.Length(0), worker.Length(1), worker.InverseBatch / worker.Length(1), worker.Past));
        team.RunSequences(program, new(Batch: 4, Step: 0, Seed: 0, [3, 5], Past: 7));
        Assert.All(seen, values => Assert.Equal((3, 5, 1.0 / 20, 7), values));
        team.Run(new TeamProgram(worker => Assert.Equal(0, worker.Past)), batch: 4, step: 0, seed: 0);
    }

    private static void AssertCovers((int Start, int End)[] shares, int items, int grain)
    {
        int next = 0;
        long fewest = long.MaxValue;
        long most = 0;
        foreach ((int start, int end) in shares)
        {
            Assert.Equal(next, start);
            Assert.True(start % grain == 0 || start == items);
            long grains = ((long)end - start + grain - 1) / grain;
            fewest = Math.Min(fewest, grains);
            most = Math.Max(most, grains);
            next = end;
        }

        Assert.Equal(items, next);
        Assert.True(most - fewest <= 1);
    }
}
