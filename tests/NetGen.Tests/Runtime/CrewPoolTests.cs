using System.Diagnostics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Teams that do not run at the same moment have the same threads.</summary>
public sealed class CrewPoolTests
{
    [Fact]
    public void Fifty_teams_that_run_in_turn_have_the_threads_of_one()
    {
        CrewPool pool = new(100);
        ThreadTeam[] teams = [.. Enumerable.Range(0, 50).Select(_ => new ThreadTeam(3, 3, pool))];
        Assert.All(teams, team => Assert.Equal(3, SharesDone(team)));
        Assert.Equal(2, pool.Members);
        Array.ForEach(teams, team => team.Dispose());
        Assert.Equal(0, pool.Members);
    }

    [Fact]
    public void Teams_that_run_at_once_have_threads_of_their_own_while_there_may_be_more()
    {
        CrewPool pool = new(2);
        using ThreadTeam outer = new(2, 2, pool), inner = new(2, 2, pool), third = new(2, 2, pool);
        int members = 0, done = 0;
        outer.Run(
            new TeamProgram(worker => _ = worker.Index == 0 ? done = Nested() : 0), batch: 1, step: 0, seed: 0);
        Assert.Equal((2, 2), (members, done));

        int Nested()
        {
            int shares = 0;
            inner.Run(
                new TeamProgram(worker =>
                {
                    if (worker.Index == 0)
                    {
                        // Two threads are at work: this run has none but its caller's, and does all its shares.
                        shares = SharesDone(third);
                        members = pool.Members;
                    }
                }),
                batch: 1, step: 0, seed: 0);
            return shares;
        }
    }

    [Fact]
    public void Idle_threads_of_another_size_make_room()
    {
        CrewPool pool = new(3);
        using ThreadTeam small = new(2, 2, pool), large = new(4, 4, pool);
        SharesDone(small);
        Assert.Equal(1, pool.Members);
        SharesDone(large);
        Assert.Equal(3, pool.Members);
        SharesDone(small);
        Assert.Equal(1, pool.Members);
    }

    [Fact]
    public void Threads_stay_while_a_team_has_use_for_them()
    {
        CrewPool pool = new(10);
        ThreadTeam first = new(2, 2, pool), second = new(2, 2, pool);
        Thread thread = ThreadOf(first);
        first.Dispose();
        Assert.Same(thread, ThreadOf(second));
        second.Dispose();
        Assert.False(thread.IsAlive);
    }

    [Fact]
    public void A_run_that_fails_gives_its_threads_back()
    {
        CrewPool pool = new(10);
        using ThreadTeam team = new(2, 2, pool);
        Assert.Throws<FormatException>(() => team.Run(new TeamProgram(_ => throw new FormatException()), 1, 0, 0));
        Assert.Equal(2, SharesDone(team));
        Assert.Equal(1, pool.Members);
    }

    [Fact]
    public void No_threads_are_left_where_a_team_ends_while_another_runs()
    {
        CrewPool pool = new(100);
        for (int round = 0; round < 3; round++)
        {
            ThreadTeam outer = new(2, 2, pool), inner = new(2, 2, pool);
            outer.Run(new TeamProgram(worker => Once(worker, inner)), batch: 1, step: 0, seed: 0);
            Assert.Equal(1, pool.Members);
            outer.Dispose();
            Assert.Equal(0, pool.Members);
        }

        static void Once(Worker worker, ThreadTeam inner)
        {
            if (worker.Index == 0)
            {
                Assert.Equal(2, SharesDone(inner));
                inner.Dispose();
            }
        }
    }

    [Fact]
    public void The_threads_that_were_idle_for_the_longest_time_make_room()
    {
        CrewPool pool = new(2);
        using ThreadTeam first = new(2, 2, pool), second = new(3, 2, pool), third = new(4, 2, pool);
        Thread thread = ThreadOf(first);
        SharesDone(second);
        Assert.Same(thread, ThreadOf(first));
        SharesDone(third);
        Assert.Equal(2, pool.Members);
        Assert.Same(thread, ThreadOf(first));
    }

    [Fact]
    public void No_threads_end_where_that_would_not_make_room()
    {
        CrewPool pool = new(3);
        using ThreadTeam small = new(2, 2, pool), medium = new(3, 3, pool), large = new(4, 4, pool);
        SharesDone(small);
        int members = 0;
        medium.Run(new TeamProgram(worker => members = worker.Index == 0 ? SharesDone(large) - 4 + pool.Members : members), 1, 0, 0);
        Assert.Equal(3, members);
    }

    [Fact]
    public void A_run_that_fails_leaves_the_next_team_no_time_asleep()
    {
        CrewPool pool = new(10);
        using ThreadTeam team = new(2, 2, pool);
        using Barrier both = new(2);
        TeamProgram program = new(
            worker =>
            {
                both.SignalAndWait();
                Thread.Sleep(worker.Index == 0 ? 50 : 0);
            },
            _ =>
            {
                both.SignalAndWait();
                throw new FormatException();
            });
        Assert.Throws<FormatException>(() => team.Run(program, batch: 1, step: 0, seed: 0));
        CrewKind kind = pool.Enter(2, 2);
        TeamCrew crew = pool.Take(kind)!;
        Assert.Equal(0, crew.TakeSlept());
        pool.Return(kind, crew);
        pool.Leave(kind, waits: true);
    }

    [Fact]
    public void Runs_without_room_for_others_do_not_count_as_runs_with_them()
    {
        using ThreadTeam team = new(2, 2, new CrewPool(0));
        TeamProgram slow = new(_ => Thread.Sleep(10));
        for (int run = 0; run < 20; run++)
        {
            team.Run(slow, batch: 1, step: 0, seed: 0);
        }

        // The first disturbed window: a try the other way is due only after several.
        team.Pace.Add(1, Stopwatch.Frequency, slept: Stopwatch.Frequency);
        team.Pace.Add(1, Stopwatch.Frequency, slept: Stopwatch.Frequency);
        Assert.False(team.Pace.IsAlone);
    }

    [Fact]
    public void The_first_run_without_others_allocates_nothing()
    {
        CrewPool none = new(0);
        TeamProgram program = new(_ => { });
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++)
        {
            using ThreadTeam team = new(2, 2, none);
            long before = GC.GetAllocatedBytesForCurrentThread();
            team.Run(program, batch: 1, step: 0, seed: 0);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static int SharesDone(ThreadTeam team)
    {
        int done = 0;
        team.Run(new TeamProgram(_ => Interlocked.Increment(ref done)), batch: 1, step: 0, seed: 0);
        return done;
    }

    private static Thread ThreadOf(ThreadTeam team)
    {
        Thread? member = null;
        using Barrier both = new(2);
        team.Run(
            new TeamProgram(_ =>
            {
                both.SignalAndWait();
                member = Thread.CurrentThread.Name?.StartsWith("NetGen worker", StringComparison.Ordinal) == true
                    ? Thread.CurrentThread : member;
            }),
            batch: 1, step: 0, seed: 0);
        return member!;
    }
}
