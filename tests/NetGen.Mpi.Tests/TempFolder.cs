namespace NetGen.Mpi.Tests;

/// <summary>A folder for the time of a test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("netgen-mpi-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
