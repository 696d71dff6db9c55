namespace NetGen;

/// <summary>How far a trainer is.</summary>
internal sealed record RunPosition
{
    /// <summary>Steps of the trainer.</summary>
    public long Steps { get; init; }

    /// <summary>Epochs that the trainer completed.</summary>
    public int Epochs { get; init; }

    /// <summary>Epochs of the whole training that schedules go by; 0 where none is planned yet.</summary>
    public int PlannedEpochs { get; init; }

    /// <summary>The run under way; null between two runs.</summary>
    public RunUnderWay? Run { get; init; }
}

/// <summary>A run of <see cref="Trainer{T}.Fit"/> at a moment between two steps.</summary>
internal sealed record RunUnderWay
{
    /// <summary>The epochs completed.</summary>
    public required History History { get; init; }

    /// <summary>Samples of an epoch; 0 where they are not counted.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples of a stream's block; 0 where the whole data is one.</summary>
    public int BlockSize { get; init; }

    /// <summary>Steps of the epochs completed; null where it follows from their number.</summary>
    public long? StepsBefore { get; init; }

    /// <summary>Steps of the epoch under way.</summary>
    public int Step { get; init; }

    /// <summary>What they added up.</summary>
    public required EpochSums Sums { get; init; }

    /// <summary>Whether a callback has asked the run to stop.</summary>
    public bool IsStopping { get; init; }

    /// <summary>What the callbacks remember, by <see cref="KeyOf"/>.</summary>
    public required IReadOnlyDictionary<string, CallbackState> Callbacks { get; init; }

    /// <summary>A callback's name in the file: its type and how many of the type come before it.</summary>
    public static string KeyOf(Callback callback, IReadOnlyList<Callback> all)
    {
        int before = all.TakeWhile(other => other != callback).Count(other => other.GetType() == callback.GetType());
        return FormattableString.Invariant($"{callback.GetType().Name}.{before}");
    }
}
