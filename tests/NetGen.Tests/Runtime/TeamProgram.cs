using NetGen.Runtime;

namespace NetGen.Tests.Runtime;

/// <summary>A team program made of delegates, each a phase that is done for every share, with barriers in between.</summary>
internal sealed class TeamProgram(params Action<Worker>[] phases) : ITeamProgram
{
    public void Run(Worker worker)
    {
        foreach (Action<Worker> phase in phases)
        {
            worker.Sync();
            while (worker.TakesShare())
            {
                phase(worker);
            }
        }
    }

    /// <summary>Runs phases once on a team of their own.</summary>
    public static void Run(int threads, int batch, params Action<Worker>[] phases)
    {
        using var team = new ThreadTeam(threads, threads);
        team.Run(new TeamProgram(phases), batch, step: 0, seed: 0);
    }

    /// <summary>Runs a phase once in parts of so many samples.</summary>
    public static void RunInParts(int threads, int batch, int most, Action<Worker> part)
    {
        using var team = new ThreadTeam(threads, threads);
        team.Run(new PartsProgram(most, part), batch, step: 0, seed: 0);
    }

    private sealed class PartsProgram(int most, Action<Worker> part) : ITeamProgram
    {
        public void Run(Worker worker)
        {
            while (worker.TakesChunk(most))
            {
                while (worker.TakesShare())
                {
                    part(worker);
                }
            }
        }
    }
}
