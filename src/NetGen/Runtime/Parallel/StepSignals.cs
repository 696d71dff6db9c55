namespace NetGen.Runtime;

/// <summary>What a process asks of all, or what one of them asked for.</summary>
[Flags]
internal enum StepSignals
{
    None = 0,

    /// <summary>The run ends after the step.</summary>
    Stop = 1,

    /// <summary>The run is cancelled.</summary>
    Cancel = 2,
}
