using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Shares whose threads do not come are done by others.</summary>
public class AbsentThreadTests
{
    [Fact]
    public void TheBitsDependOnTheSharesAndNotOnTheThreads()
    {
        const int Shares = 5;
        var numbers = new float[10_000];
        var random = new Random(1);
        foreach (ref float number in numbers.AsSpan())
        {
            number = random.NextSingle();
        }

        var partial = new float[Shares];
        var totals = new HashSet<float>();
        float total = 0;
        var program = new TeamProgram(
            worker =>
            {
                (int start, int end) = worker.Split(numbers.Length);
                partial[worker.Index] = numbers.AsSpan(start, end - start).ToArray().Aggregate(0f, (sum, number) => sum + number);
            },
            worker => total = worker.Index == 0 ? partial.Aggregate(0f, (sum, number) => sum + number) : total);
        for (int threads = 1; threads <= Shares; threads++)
        {
            using var team = new ThreadTeam(Shares, threads);
            for (int run = 0; run < 50; run++)
            {
                team.Run(program, 1, 0, 0);
                totals.Add(total);
            }
        }

        Assert.Single(totals);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void NobodyWaitsForAThreadThatDoesNotCome(int threads)
    {
        using var team = new ThreadTeam(threads, threads);
        using var absent = new CountdownEvent(threads - 1);
        using var release = new ManualResetEventSlim();
        var runs = new int[threads];
        var holding = new HoldingProgram(absent, release);
        team.Run(holding, 1, 0, 0);

        // All threads but the caller's are still on their way out of that run: they are put aside as by the system.
        absent.Wait();
        var program = new TeamProgram(worker => runs[worker.Index]++, worker => runs[worker.Index]++, worker => runs[worker.Index]++);
        for (int run = 1; run <= 100; run++)
        {
            team.Run(program, 8, 0, 0);
            Assert.All(runs, count => Assert.Equal(3 * run, count));
        }

        release.Set();
        for (int run = 101; run <= 1000; run++)
        {
            team.Run(program, 8, 0, 0);
            Assert.All(runs, count => Assert.Equal(3 * run, count));
        }
    }

    [Fact]
    public void AThreadThatWaitsLongSleeps()
    {
        using var team = new ThreadTeam(2, 2);
        using var both = new Barrier(2);
        Thread caller = Thread.CurrentThread, other = caller;
        var seen = new List<ThreadState>();
        var program = new TeamProgram(_ =>
        {
            both.SignalAndWait();
            if (Thread.CurrentThread == caller)
            {
                both.SignalAndWait();
                Watch();
            }
            else
            {
                other = Thread.CurrentThread;
                both.SignalAndWait();
            }
        });

        // In a barrier, where the caller comes late, and between two runs.
        team.Run(program, 1, 0, 0);
        Watch();
        Assert.All(seen, state => Assert.Equal(ThreadState.Background | ThreadState.WaitSleepJoin, state));

        void Watch()
        {
            SpinWait.SpinUntil(() => other.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30));
            for (int i = 0; i < 200; i++)
            {
                seen.Add(other.ThreadState);
                Thread.Sleep(i % 2);
            }
        }
    }

    /// <summary>Keeps all threads but the caller's, outside of any share, until they are released.</summary>
    private sealed class HoldingProgram(CountdownEvent absent, ManualResetEventSlim release) : ITeamProgram
    {
        private readonly Thread _caller = Thread.CurrentThread;

        public void Run(Worker worker)
        {
            while (worker.TakesShare())
            {
            }

            if (Thread.CurrentThread == _caller)
            {
                absent.Wait();
                return;
            }

            absent.Signal();
            release.Wait();

            // Late: none of these is for it, whatever is run by now.
            for (int phase = 0; phase < 100; phase++)
            {
                while (worker.TakesShare())
                {
                    throw new InvalidOperationException("A share of a run that is over was taken.");
                }

                worker.Sync();
            }
        }
    }
}
