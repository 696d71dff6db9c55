using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A safetensors file opened for reading: the length of the header (8 bytes, little-endian), the header in JSON, the data.
/// All of the header is checked when it is opened; the data is read tensor by tensor.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LargestHeader = 100_000_000;
    private const int LengthBytes = 8;
    private const int ChunkElements = 1 << 20;

    private readonly FileStream _stream;
    private readonly Dictionary<string, SafetensorsTensor> _byName;
    private readonly long _dataStart;

    private SafetensorsFile(string path, FileStream stream, SafetensorsHeader header, long dataStart)
    {
        FileName = path;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _stream = stream;
        _dataStart = dataStart;
        _byName = header.Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>Path of the file, as given.</summary>
    public string FileName { get; }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The file's own remarks; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>A tensor's description.</summary>
    /// <exception cref="SafetensorsException">There is no tensor of this name.</exception>
    public SafetensorsTensor this[string name] => _byName.TryGetValue(name, out SafetensorsTensor? tensor)
        ? tensor
        : throw new SafetensorsException(FileName, name, "there is no such tensor.");

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafetensorsException">The file is damaged or no safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = File.OpenRead(path);
        try
        {
            byte[] json = ReadHeader(stream, path);
            long dataStart = LengthBytes + json.LongLength;
            return new(path, stream, SafetensorsHeader.Parse(path, json, stream.Length - dataStart), dataStart);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads a tensor of F32, row by row.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, it has another type, or the file was changed meanwhile.</exception>
    public float[] ReadSingles(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype == "F32" ? ReadRaw<float>(tensor) : throw WrongType(tensor, "F32");
    }

    /// <summary>Reads a tensor of F64, or of F32 widened, row by row.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, it has another type, or the file was changed meanwhile.</exception>
    public double[] ReadDoubles(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype switch
        {
            "F64" => ReadRaw<double>(tensor),
            "F32" => Array.ConvertAll(ReadRaw<float>(tensor), value => (double)value),
            _ => throw WrongType(tensor, "F64 or F32"),
        };
    }

    /// <summary>Reads a tensor of I32, or of I64 whose values fit, row by row.</summary>
    /// <exception cref="SafetensorsException">
    /// There is no such tensor, it has another type or a value beyond 32 bits, or the file was changed meanwhile.
    /// </exception>
    public int[] ReadInt32s(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype switch
        {
            "I32" => ReadRaw<int>(tensor),
            "I64" => Array.ConvertAll(ReadRaw<long>(tensor), value => value is >= int.MinValue and <= int.MaxValue
                ? (int)value
                : throw new SafetensorsException(FileName, name, Invariant($"{value} does not fit 32 bits."))),
            _ => throw WrongType(tensor, "I32 or I64"),
        };
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static byte[] ReadHeader(FileStream stream, string path)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(bytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw new SafetensorsException(path, "header length", "the file is shorter than 8 bytes.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LargestHeader)
        {
            throw new SafetensorsException(
                path, "header length", Invariant($"{length} bytes; more than {LargestHeader} are not read."));
        }

        if ((long)length > stream.Length - LengthBytes)
        {
            throw new SafetensorsException(
                path, "header length", Invariant($"{length} bytes, but the file has {stream.Length - LengthBytes} after it."));
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private T[] ReadRaw<T>(SafetensorsTensor tensor)
        where T : unmanaged
    {
        T[] values = new T[tensor.Shape.Size];
        _stream.Position = _dataStart + tensor.Begin;
        for (int start = 0; start < values.Length; start += ChunkElements)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ChunkElements, values.Length - start)));
            if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new SafetensorsException(FileName, tensor.Name, "the file was cut off while it was read.");
            }
        }

        return values;
    }

    private SafetensorsException WrongType(SafetensorsTensor tensor, string expected) =>
        new(FileName, tensor.Name, $"it holds {tensor.Dtype}, not {expected}.");
}
