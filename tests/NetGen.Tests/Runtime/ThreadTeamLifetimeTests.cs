using System.Runtime.CompilerServices;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class ThreadTeamLifetimeTests
{
    [Fact]
    public void DisposeEndsTheThreadsAndMayBeRepeated()
    {
        var team = new ThreadTeam(3, 3);
        var threads = new Thread?[3];
        using var all = new Barrier(3);
        var program = new TeamProgram(worker =>
        {
            threads[worker.Index] = Thread.CurrentThread;
            all.SignalAndWait();
        });
        team.Run(program, 1, 0, 0);
        team.Dispose();
        team.Dispose();
        Assert.All(threads, thread => Assert.Equal(thread == Thread.CurrentThread, thread!.IsAlive));
        Assert.Throws<ObjectDisposedException>(() => team.Run(program, 1, 0, 0));
    }

    [Fact]
    public void DisposeDuringARunTakesEffectWhenTheRunEnds()
    {
        var team = new ThreadTeam(2, 2);
        int finished = 0;
        Thread? other = null;
        using var both = new Barrier(2);
        team.Run(
            new TeamProgram(
                _ =>
                {
                    both.SignalAndWait();
                    if (Thread.CurrentThread.Name == "NetGen worker 1")
                    {
                        other = Thread.CurrentThread;
                        team.Dispose();
                    }
                },
                _ => Interlocked.Increment(ref finished)),
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
        private readonly Barrier _both = new(2);

        public ThreadTeam Team { get; } = new(2, 2);

        public Thread? Other { get; private set; }

        public void Run(Worker worker)
        {
            while (worker.TakesShare())
            {
                _both.SignalAndWait();
                if (Thread.CurrentThread.Name == "NetGen worker 1")
                {
                    Other = Thread.CurrentThread;
                }
            }
        }
    }
}
