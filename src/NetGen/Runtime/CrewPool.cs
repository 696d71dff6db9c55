namespace NetGen.Runtime;

/// <summary>
/// Lends threads to the teams that run. There are as many crews of a size as teams ran at the same moment, and no more than a number of
/// threads: those idle for the longest time make room for others, and where all are at work, there is none for another run.
/// </summary>
/// <param name="most">Most threads, callers' not counted.</param>
internal sealed class CrewPool(int most)
{
    private readonly Dictionary<(int Shares, int Threads), CrewKind> _kinds = [];
    private int _members;

    // Of these, those asleep.
    private int _idle;
    private long _uses;

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
        List<TeamCrew> ended = [];
        lock (_kinds)
        {
            if (--kind.Teams == 0)
            {
                _kinds.Remove((kind.Shares, kind.Threads));
            }

            // Each team that is left runs one at a time.
            while (kind.Idle.Count > kind.Teams)
            {
                ended.Add(End(kind));
            }
        }

        ended.ForEach(crew => crew.Stop());
        if (waits)
        {
            ended.ForEach(crew => crew.Join());
        }
    }

    /// <summary>
    /// A crew for a run; allocates nothing where one is idle, or where there may be no more threads: then it is null.
    /// </summary>
    public TeamCrew? Take(CrewKind kind)
    {
        int wanted = kind.Threads - 1;
        List<TeamCrew> ended;
        lock (_kinds)
        {
            if (kind.Idle.TryPop(out TeamCrew? idle))
            {
                _idle -= idle.Members;
                return idle;
            }

            if (_members - _idle + wanted > most)
            {
                return null;
            }

            ended = [];
            while (_members + wanted > most)
            {
                ended.Add(End(LeastRecent()));
            }

            _members += wanted;
        }

        // Threads start and stop while other runs take theirs.
        ended.ForEach(crew => crew.Stop());
        try
        {
            return new TeamCrew(kind.Shares, kind.Threads);
        }
        catch
        {
            lock (_kinds)
            {
                _members -= wanted;
            }

            throw;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> gave; its run has ended.</summary>
    public void Return(CrewKind kind, TeamCrew crew)
    {
        lock (_kinds)
        {
            // Fewer teams may be left than when it was taken.
            if (kind.Idle.Count < kind.Teams)
            {
                kind.Idle.Push(crew);
                kind.LastUse = ++_uses;
                _idle += crew.Members;
                return;
            }

            _members -= crew.Members;
        }

        crew.Stop();
    }

    /// <summary>Takes an idle crew off, to be stopped outside the lock.</summary>
    private TeamCrew End(CrewKind kind)
    {
        TeamCrew crew = kind.Idle.Pop();
        _idle -= crew.Members;
        _members -= crew.Members;
        return crew;
    }

    /// <summary>Of the kinds with idle crews, the one that nobody has run with for the longest time.</summary>
    private CrewKind LeastRecent() => _kinds.Values.Where(kind => kind.Idle.Count > 0).MinBy(kind => kind.LastUse)!;
}
