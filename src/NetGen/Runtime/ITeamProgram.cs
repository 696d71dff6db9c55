namespace NetGen.Runtime;

/// <summary>What a <see cref="ThreadTeam"/> runs: one program, gone through by every thread at the same time.</summary>
internal interface ITeamProgram
{
    /// <summary>
    /// Goes through the program. All its work stands in blocks that begin with <see cref="Worker.TakesShare"/>; every thread must come
    /// to the same blocks and barriers in the same order. A thread may come after the run is over: it then finds no share to take.
    /// </summary>
    /// <param name="worker">The thread, and which share it does.</param>
    void Run(Worker worker);
}
