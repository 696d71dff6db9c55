namespace NetGen.Runtime;

/// <summary>
/// Lends threads to the teams that run. There are as many crews of a size as teams ran at the same moment, and no more than a number of
/// threads: where they are all at work, there is none for another run.
/// </summary>
/// <param name="most">Most threads, callers' not counted.</param>
internal sealed class CrewPool(int most)
{
    private readonly Dictionary<(int Shares, int Threads), CrewKind> _kinds = [];
    private int _members;

    /// <summary>Of all programs of the process.</summary>
    public static CrewPool Shared { get; } = new(ThreadTeam.MostThreads);

    /// <summary>Threads that are there, at work or asleep.</summary>
    public int Members => Volatile.Read(ref _members);

    /// <summary>Begins a team's use of crews of a size.</summary>
    public CrewKind Enter(int shares, int threads)
    {
        lock (_kinds)
        {
            if (!_kinds.TryGetValue((shares, threads), out CrewKind? kind))
            {
                _kinds.Add((shares, threads), kind = new(shares, threads));
            }

            kind.Teams++;
            return kind;
        }
    }

    /// <summary>Ends a team's use of them; the threads end that no team has use for.</summary>
    /// <param name="kind">What <see cref="Enter"/> gave.</param>
    /// <param name="waits">Whether the threads have ended when this returns.</param>
    public void Leave(CrewKind kind, bool waits)
    {
        TeamCrew? crew = null;
        lock (_kinds)
        {
            if (--kind.Teams == 0)
            {
                _kinds.Remove((kind.Shares, kind.Threads));
            }

            // Each team that is left runs one at a time.
            if (kind.Idle.Count > kind.Teams)
            {
                crew = kind.Idle.Pop();
                _members -= crew.Members;
            }
        }

        crew?.Stop();
        if (waits)
        {
            crew?.Join();
        }
    }

    /// <summary>A crew for a run; allocates nothing where one is idle. Null where there may be no more threads.</summary>
    public TeamCrew? Take(CrewKind kind)
    {
        lock (_kinds)
        {
            if (kind.Idle.TryPop(out TeamCrew? idle))
            {
                return idle;
            }

            while (_members + kind.Threads - 1 > most && EndIdle())
            {
            }

            if (_members + kind.Threads - 1 > most)
            {
                return null;
            }

            TeamCrew crew = new(kind.Shares, kind.Threads);
            _members += crew.Members;
            return crew;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> gave; its run has ended.</summary>
    public void Return(CrewKind kind, TeamCrew crew)
    {
        lock (_kinds)
        {
            kind.Idle.Push(crew);
        }
    }

    private bool EndIdle()
    {
        foreach (CrewKind kind in _kinds.Values)
        {
            if (kind.Idle.TryPop(out TeamCrew? crew))
            {
                _members -= crew.Members;
                crew.Stop();
                return true;
            }
        }

        return false;
    }
}
