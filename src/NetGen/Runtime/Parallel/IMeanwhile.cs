namespace NetGen.Runtime;

/// <summary>What goes on beside a run: the caller's thread moves it on between two kernels.</summary>
internal interface IMeanwhile
{
    /// <summary>Moves on; returns at once.</summary>
    void Advance();
}
