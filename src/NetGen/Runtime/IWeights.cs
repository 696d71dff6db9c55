namespace NetGen.Runtime;

/// <summary>
/// The parameters of one network together, whatever their number type: who may touch them, and where the newest values are.
/// </summary>
internal interface IWeights
{
    /// <summary>Who may read or change the values now.</summary>
    WeightGate Gate { get; }

    /// <summary>Brings the newest values into the host's memory, where a device holds them. The caller is in the gate.</summary>
    void Fetch();

    /// <summary>Says that the values may have changed.</summary>
    void Changed();
}
