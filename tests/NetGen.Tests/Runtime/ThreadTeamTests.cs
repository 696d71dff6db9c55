using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryShareIsDoneOnce(int threads)
    {
        using var team = new ThreadTeam(threads, threads);
        var runs = new int[threads];
        team.Run(
            new TeamProgram(worker =>
            {
                Assert.Equal(threads, worker.Count);
                Assert.Equal((11, 7u, 9u, 1.0 / 11), (worker.Batch, worker.Step, worker.Seed, worker.InverseBatch));
                Interlocked.Increment(ref runs[worker.Index]);
            }),
            batch: 11,
            step: 7,
            seed: 9);
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(7, 2)]
    [InlineData(5, 4)]
    public void FewerThreadsDoAllShares(int shares, int threads)
    {
        using var team = new ThreadTeam(shares, threads);
        var runs = new int[shares];
        var program = new TeamProgram(worker => runs[worker.Index]++, worker => runs[worker.Index]++);
        for (int run = 1; run <= 200; run++)
        {
            team.Run(program, 3, 0, 0);
            Assert.All(runs, count => Assert.Equal(2 * run, count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void ThreadsThatAreThereDoTheirOwnShares(int threads)
    {
        var names = new string?[threads];
        using var all = new Barrier(threads);
        TeamProgram.Run(threads, batch: 1, worker =>
        {
            // Nobody ends a share before each is begun: by a thread of its own.
            names[worker.Index] = Thread.CurrentThread.Name;
            all.SignalAndWait();
        });
        IEnumerable<string?> others = Enumerable.Range(1, threads - 1).Select(i => $"NetGen worker {i}");
        Assert.Equal(others.Append(Thread.CurrentThread.Name).Order(), names.Order());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void NobodyPassesTheBarrierBeforeAllHaveCome(int threads)
    {
        const int Rounds = 3000;
        var counts = new int[threads * 32];
        int wrong = 0;
        IEnumerable<Action<Worker>> phases = Enumerable.Range(1, Rounds).SelectMany(round => new Action<Worker>[]
        {
            worker => counts[worker.Index * 32] += counts[worker.Index * 32] == round - 1 ? 1 : 0,
            worker => Interlocked.Add(ref wrong, Enumerable.Range(0, threads).Count(other => counts[other * 32] != round)),
        });
        TeamProgram.Run(threads, batch: 1, [.. phases]);
        Assert.Equal(0, wrong);
        Assert.Equal(Rounds, counts[(threads - 1) * 32]);
    }

    [Fact]
    public void ManyRunsWithPausesAllComplete()
    {
        using var team = new ThreadTeam(3, 3);
        int sum = 0;
        var program = new TeamProgram(worker => Interlocked.Add(ref sum, worker.EndSample - worker.FirstSample));
        int expected = 0;
        for (int run = 0; run < 2000; run++)
        {
            team.Run(program, batch: run % 7, step: (uint)run, seed: 1);
            expected += run % 7;
            Assert.Equal(expected, sum);
            if (run % 400 == 0)
            {
                // Long enough for the workers to park.
                Thread.Sleep(2);
            }
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void AnExceptionInOneWorkerEndsTheOthersAndReachesTheCaller(int threads, int culprit)
    {
        using var team = new ThreadTeam(threads, threads);
        int passed = 0;
        var program = new TeamProgram(
            _ => { },
            worker => _ = worker.Index == culprit ? throw new FormatException("the culprit's") : 0,
            _ => Interlocked.Increment(ref passed));
        var thrown = Assert.Throws<FormatException>(() => team.Run(program, 4, 0, 0));
        Assert.Equal("the culprit's", thrown.Message);
        Assert.Equal(0, passed);

        // The team works on.
        var later = new TeamProgram(_ => { }, _ => Interlocked.Increment(ref passed));
        team.Run(later, 4, 0, 0);
        Assert.Equal(threads, passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void ARunAllocatesNothing(int threads)
    {
        using var team = new ThreadTeam(threads, threads);
        var program = new SyncingProgram();
        for (int i = 0; i < 50; i++)
        {
            team.Run(program, 8, (uint)i, 0);
        }

        long allocated = 0;
        int come = 0;
        var count = new TeamProgram(
            _ => come = 0,
            _ =>
            {
                // Each thread counts once: nobody ends a share before all have come.
                Interlocked.Increment(ref come);
                while (Volatile.Read(ref come) < threads)
                {
                    Thread.Yield();
                }

                Interlocked.Add(ref allocated, GC.GetAllocatedBytesForCurrentThread());
            });
        Count();

        // A collection that another thread causes may count what was left of a thread's buffer; what a run allocates shows in every round.
        long least = long.MaxValue;
        for (int round = 0; round < 10 && least > 0; round++)
        {
            long before = Count();
            for (int i = 0; i < 200; i++)
            {
                team.Run(program, 8, (uint)i, 0);
            }

            least = Math.Min(least, Count() - before);
        }

        Assert.Equal(0, least);

        long Count()
        {
            allocated = 0;
            team.Run(count, 8, 0, 0);
            return allocated;
        }
    }

    [Fact]
    public void ARunWithinARunIsRefused()
    {
        using var team = new ThreadTeam(2, 2);
        var inner = new TeamProgram(_ => { });
        var outer = new TeamProgram(worker =>
        {
            if (worker.Index == 1)
            {
                team.Run(inner, 1, 0, 0);
            }
        });
        Assert.Throws<InvalidOperationException>(() => team.Run(outer, 1, 0, 0));
        team.Run(inner, 1, 0, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void AnImpossibleNumberOfThreadsIsRefused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(threads));

    [Fact]
    public void ANegativeBatchIsRefused()
    {
        using var team = new ThreadTeam(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(new TeamProgram(_ => { }), -1, 0, 0));
        Assert.Throws<ArgumentNullException>(() => team.Run(null!, 1, 0, 0));
    }

    /// <summary>Meets a few times.</summary>
    private sealed class SyncingProgram : ITeamProgram
    {
        public void Run(Worker worker)
        {
            for (int i = 0; i < 10; i++)
            {
                while (worker.TakesShare())
                {
                }

                worker.Sync();
            }
        }
    }
}
