using System.Runtime.CompilerServices;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryWorkerRunsOnceWithItsOwnNumber(int threads)
    {
        using var team = new ThreadTeam(threads);
        var runs = new int[threads];
        var names = new string?[threads];
        team.Run(
            new TeamProgram(worker =>
            {
                Assert.Equal(threads, worker.Count);
                Assert.Equal((11, 7u, 9u, 1.0 / 11), (worker.Batch, worker.Step, worker.Seed, worker.InverseBatch));
                names[worker.Index] = Thread.CurrentThread.Name;
                Interlocked.Increment(ref runs[worker.Index]);
            }),
            batch: 11,
            step: 7,
            seed: 9);
        Assert.All(runs, count => Assert.Equal(1, count));
        Assert.Equal(Thread.CurrentThread.Name, names[0]);
        for (int i = 1; i < threads; i++)
        {
            Assert.Equal($"NetGen worker {i}", names[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhoMayRunAloneDoesAllWhileTheOthersSleep(int threads)
    {
        using var team = new ThreadTeam(threads);
        var items = new int[100];
        var counts = new HashSet<int>();
        TeamProgram program = new(worker =>
        {
            (int start, int end) = worker.Split(items.Length);
            for (int i = start; i < end; i++)
            {
                items[i]++;
            }

            worker.Sync();
            if (worker.Index == 0)
            {
                counts.Add(worker.Count);
            }
        });
        for (int run = 1; run <= 300; run++)
        {
            if (run % 100 == 0)
            {
                Thread.Sleep(20);
            }

            team.RunSequences(program, batch: 1, step: 0, seed: 0, [], past: 0, mayRunAlone: run % 7 != 0);
            Assert.All(items, times => Assert.Equal(run, times));
        }

        Assert.Subset(new HashSet<int> { 1, threads }, counts);
        Assert.Contains(threads, counts);
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
        TeamProgram.Run(threads, batch: 1, worker =>
        {
            for (int round = 1; round <= Rounds; round++)
            {
                counts[worker.Index * 32] = round;
                worker.Sync();
                for (int other = 0; other < threads; other++)
                {
                    if (counts[other * 32] != round)
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }

                worker.Sync();
            }
        });
        Assert.Equal(0, wrong);
        Assert.Equal(Rounds, counts[(threads - 1) * 32]);
    }

    [Fact]
    public void ManyRunsWithPausesAllComplete()
    {
        using var team = new ThreadTeam(3);
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
        using var team = new ThreadTeam(threads);
        int passed = 0;
        var program = new TeamProgram(worker =>
        {
            worker.Sync();
            if (worker.Index == culprit)
            {
                throw new FormatException("the culprit's");
            }

            worker.Sync();
            Interlocked.Increment(ref passed);
        });
        var thrown = Assert.Throws<FormatException>(() => team.Run(program, 4, 0, 0));
        Assert.Equal("the culprit's", thrown.Message);
        Assert.Equal(0, passed);

        // The team works on.
        var later = new TeamProgram(worker =>
        {
            worker.Sync();
            Interlocked.Increment(ref passed);
        });
        team.Run(later, 4, 0, 0);
        Assert.Equal(threads, passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void ARunAllocatesNothing(int threads)
    {
        using var team = new ThreadTeam(threads);
        var program = new SyncingProgram(threads);
        for (int i = 0; i < 50; i++)
        {
            team.Run(program, 8, (uint)i, 0);
        }

        // The copy is made first: it counts for the caller's thread, which is worker 0.
        var before = new long[threads];
        team.Run(program, 8, 0, 0);
        program.AllocatedSoFar.CopyTo(before, 0);
        for (int i = 0; i < 200; i++)
        {
            team.Run(program, 8, (uint)i, 0);
        }

        Assert.Equal(before, program.AllocatedSoFar);
    }

    [Fact]
    public void ARunWithinARunIsRefused()
    {
        using var team = new ThreadTeam(2);
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

    [Fact]
    public void DisposeEndsTheThreadsAndMayBeRepeated()
    {
        var team = new ThreadTeam(3);
        var threads = new Thread?[3];
        var program = new TeamProgram(worker => threads[worker.Index] = Thread.CurrentThread);
        team.Run(program, 1, 0, 0);
        team.Dispose();
        team.Dispose();
        Assert.False(threads[1]!.IsAlive);
        Assert.False(threads[2]!.IsAlive);
        Assert.Throws<ObjectDisposedException>(() => team.Run(program, 1, 0, 0));
    }

    [Fact]
    public void DisposeDuringARunTakesEffectWhenTheRunEnds()
    {
        var team = new ThreadTeam(2);
        int finished = 0;
        Thread? other = null;
        team.Run(
            new TeamProgram(worker =>
            {
                if (worker.Index == 1)
                {
                    other = Thread.CurrentThread;
                    team.Dispose();
                }

                worker.Sync();
                Interlocked.Increment(ref finished);
            }),
            1,
            0,
            0);
        Assert.Equal(2, finished);
        Assert.False(other!.IsAlive);
    }

    [Fact]
    public void ThreadsOfADroppedTeamEnd()
    {
        Thread thread = DropTeam();
        for (int attempt = 0; attempt < 100 && thread.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            thread.Join(100);
        }

        Assert.False(thread.IsAlive);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread DropTeam()
    {
        var holder = new OwningProgram();
        holder.Team.Run(holder, 1, 0, 0);
        return holder.Other!;
    }

    /// <summary>A program that owns its team, as a trainer does.</summary>
    private sealed class OwningProgram : ITeamProgram
    {
        public ThreadTeam Team { get; } = new(2);

        public Thread? Other { get; private set; }

        public void Run(Worker worker)
        {
            if (worker.Index == 1)
            {
                Other = Thread.CurrentThread;
            }
        }
    }

    /// <summary>Meets a few times and notes what each of its threads has allocated in its life.</summary>
    private sealed class SyncingProgram(int threads) : ITeamProgram
    {
        public long[] AllocatedSoFar { get; } = new long[threads];

        public void Run(Worker worker)
        {
            for (int i = 0; i < 10; i++)
            {
                worker.Sync();
            }

            AllocatedSoFar[worker.Index] = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
