using System.Text;

namespace NetGen.Data.Tests;

/// <summary>A file of a test, removed afterwards.</summary>
internal sealed class TempFile : IDisposable
{
    public TempFile(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public TempFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
