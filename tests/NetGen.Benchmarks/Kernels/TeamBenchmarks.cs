using BenchmarkDotNet.Attributes;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>What it costs all threads to begin together and to meet.</summary>
public class TeamBenchmarks
{
    private const int Conflicts = 1000;

    private readonly ThreadTeam _team = new(ThreadTeam.DefaultThreads);
    private readonly Meeting _begin = new(0), _meet = new(Conflicts);

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark]
    public void BeginAndEnd() => _team.Run(_begin, 1, 0, 0);

    [Benchmark(OperationsPerInvoke = Conflicts)]
    public void Barrier() => _team.Run(_meet, 1, 0, 0);

    private sealed class Meeting(int count) : ITeamProgram
    {
        public void Run(Worker worker)
        {
            for (int i = 0; i < count; i++)
            {
                while (worker.TakesShare())
                {
                }

                worker.Sync();
            }
        }
    }
}
