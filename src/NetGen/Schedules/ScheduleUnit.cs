namespace NetGen;

/// <summary>What a schedule counts in.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs done, with their fraction; only <see cref="Trainer{T}.Fit"/> counts them.</summary>
    Epochs,

    /// <summary>Steps, one a batch.</summary>
    Steps,
}
