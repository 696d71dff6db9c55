namespace NetGen.Runtime;

/// <summary>A device that may hold newer values of a network's parameters than the host.</summary>
internal interface IParameterHolder
{
    /// <summary>Copies its values into the host's block.</summary>
    void Fetch();
}
