using NetGen.Runtime;

namespace NetGen.Tests.Runtime;

/// <summary>A team program made of a delegate.</summary>
internal sealed class TeamProgram(Action<Worker> body) : ITeamProgram
{
    public void Run(Worker worker) => body(worker);

    /// <summary>Runs a delegate once on a team of its own.</summary>
    public static void Run(int threads, int batch, Action<Worker> body)
    {
        using var team = new ThreadTeam(threads);
        team.Run(new TeamProgram(body), batch, step: 0, seed: 0);
    }
}
