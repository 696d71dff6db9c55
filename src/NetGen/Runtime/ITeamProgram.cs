namespace NetGen.Runtime;

/// <summary>What a <see cref="ThreadTeam"/> runs: one program, run by every worker at the same time on its share of the data.</summary>
internal interface ITeamProgram
{
    /// <summary>Runs the program as <paramref name="worker"/>. All workers must call <see cref="Worker.Sync"/> equally often.</summary>
    /// <param name="worker">Who runs it, and on which share.</param>
    void Run(Worker worker);
}
