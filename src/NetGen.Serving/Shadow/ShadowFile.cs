using System.Globalization;
using System.Text;

namespace NetGen.Serving;

/// <summary>A file that is put aside when it is full, and a few of those put aside before.</summary>
internal sealed class ShadowFile : IDisposable
{
    private readonly byte[] _header;
    private readonly long _most;
    private readonly int _files;
    private FileStream? _stream;

    public ShadowFile(ShadowLogOptions options, string header)
    {
        Path = System.IO.Path.GetFullPath(options.Path);
        _header = Encoding.UTF8.GetBytes(header + "\n");
        _most = options.MaxFileBytes;
        _files = options.MaxFiles;
    }

    /// <summary>Of the newest.</summary>
    public string Path { get; }

    /// <exception cref="IOException">It cannot be written; the next call tries again.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (_stream is not null && _stream.Length + line.Length > _most)
        {
            Dispose();
            PutAside();
        }

        _stream ??= Open();
        _stream.Write(line);
    }

    public void Flush() => _stream?.Flush();

    public void Dispose()
    {
        FileStream? stream = _stream;
        _stream = null;
        stream?.Dispose();
    }

    /// <summary>Goes on with the file that is there, if it has the same columns and room.</summary>
    private FileStream Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (File.Exists(Path) && !GoesOn())
        {
            PutAside();
        }

        FileStream stream = new(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        if (stream.Length == 0)
        {
            stream.Write(_header);
        }

        return stream;
    }

    private bool GoesOn()
    {
        using FileStream file = File.OpenRead(Path);
        byte[] begin = new byte[_header.Length];
        if (file.Length >= _most || file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) < begin.Length)
        {
            return file.Length == 0;
        }

        // A program that was killed may have left half a line behind.
        file.Seek(-1, SeekOrigin.End);
        return begin.AsSpan().SequenceEqual(_header) && file.ReadByte() == '\n';
    }

    private void PutAside()
    {
        for (int age = _files - 1; age > 0; age--)
        {
            string older = Older(age - 1);
            if (File.Exists(older))
            {
                File.Move(older, Older(age), overwrite: true);
            }
        }

        File.Delete(Path);
    }

    /// <summary>"inputs.csv", "inputs.1.csv" …</summary>
    private string Older(int age) => age == 0
        ? Path
        : System.IO.Path.ChangeExtension(Path, null) + "." + age.ToString(CultureInfo.InvariantCulture) + System.IO.Path.GetExtension(Path);
}
