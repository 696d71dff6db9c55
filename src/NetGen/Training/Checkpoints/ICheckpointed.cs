namespace NetGen;

/// <summary>A trainer whatever its number type, for its callbacks.</summary>
internal interface ICheckpointed
{
    /// <summary>Writes all that the run under way needs to go on.</summary>
    void SaveCheckpoint(string path);

    /// <summary>Goes on from there.</summary>
    void LoadCheckpoint(string path);
}
