using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A safetensors file opened for reading: the length of the header (8 bytes, little-endian), the header in JSON, the data.
/// All of the header is checked when it is opened; the data is read tensor by tensor.
/// </summary>
public sealed class SafetensorsFile : ITensorFile, IDisposable
{
    private const int LengthBytes = 8;
    private const int ChunkElements = 1 << 20;

    private readonly Stream _stream;
    private readonly bool _leavesOpen;
    private readonly Dictionary<string, SafetensorsTensor> _byName;
    private readonly long _dataStart;

    private SafetensorsFile(string name, Stream stream, bool leavesOpen, SafetensorsHeader header, long dataStart)
    {
        FileName = name;
        _leavesOpen = leavesOpen;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _stream = stream;
        _dataStart = dataStart;
        _byName = header.Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>Path of the file, as given; "stream" where it is none.</summary>
    public string FileName { get; }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The file's own remarks; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    bool ITensorFile.HasPreparation => Metadata.ContainsKey(Preparation.Remark);

    /// <summary>A tensor's description.</summary>
    /// <exception cref="SafetensorsException">There is no tensor of this name.</exception>
    public SafetensorsTensor this[string name] => _byName.TryGetValue(name, out SafetensorsTensor? tensor)
        ? tensor
        : throw new SafetensorsException(FileName, name, "there is no such tensor.");

    /// <summary>Opens a file and checks its header. Tensors of types that NetGen does not know are listed, but not read.</summary>
    /// <exception cref="SafetensorsException">The file is damaged, or something else: the message says what, if that is known.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream = InputFile.Open(path, problem => new SafetensorsException(path, "file", problem));
        try
        {
            return Read(path, stream, leavesOpen: false);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens what a stream holds from where it stands to its end, and checks its header; the stream stays open. One that cannot seek, such
    /// as an asset of an Android package, is read into memory.
    /// </summary>
    /// <exception cref="SafetensorsException">The data is damaged, or something else: the message says what, if that is known.</exception>
    /// <exception cref="IOException">The stream cannot be read, or cannot seek and has more than 2 GB.</exception>
    public static SafetensorsFile Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek)
        {
            return Read(NameOf(stream), stream, leavesOpen: true);
        }

        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return Read(NameOf(stream), copy, leavesOpen: false);
    }

    /// <summary>What messages call a stream.</summary>
    internal static string NameOf(Stream stream) => stream is FileStream file ? file.Name : "stream";

    private static SafetensorsFile Read(string name, Stream stream, bool leavesOpen)
    {
        long start = stream.Position;
        byte[] json = ReadHeader(stream, name);
        long dataStart = start + LengthBytes + json.LongLength;
        return new(name, stream, leavesOpen, SafetensorsHeader.Parse(name, json, stream.Length - dataStart), dataStart);
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads a tensor of F32, or of F16 or BF16 widened, row by row.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, it has another type, or the file was changed meanwhile.</exception>
    public float[] ReadSingles(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype switch
        {
            "F32" => ReadRaw<float>(tensor),
            "F16" => Array.ConvertAll(ReadRaw<ushort>(tensor), HalfNumbers.FromFloat16),
            "BF16" => Array.ConvertAll(ReadRaw<ushort>(tensor), HalfNumbers.FromBFloat16),
            _ => throw WrongType(tensor, "F32, F16 or BF16"),
        };
    }

    /// <summary>Reads a tensor of F64, or of F32, F16 or BF16 widened, row by row.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, it has another type, or the file was changed meanwhile.</exception>
    public double[] ReadDoubles(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype switch
        {
            "F64" => ReadRaw<double>(tensor),
            "F32" or "F16" or "BF16" => Array.ConvertAll(ReadSingles(name), static value => (double)value),
            _ => throw WrongType(tensor, "F64, F32, F16 or BF16"),
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

    /// <summary>Reads a tensor of I8, row by row.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, it has another type, or the file was changed meanwhile.</exception>
    public sbyte[] ReadSBytes(string name)
    {
        SafetensorsTensor tensor = this[name];
        return tensor.Dtype == "I8" ? ReadRaw<sbyte>(tensor) : throw WrongType(tensor, "I8");
    }

    /// <summary>Closes the file; a stream of the caller's stays open.</summary>
    public void Dispose()
    {
        if (!_leavesOpen)
        {
            _stream.Dispose();
        }
    }

    private static byte[] ReadHeader(Stream stream, string path)
    {
        long start = stream.Position, rest = stream.Length - start - LengthBytes;
        ReadOnlySpan<byte> head = FileKind.ReadHead(stream);
        ulong length = head.Length < LengthBytes ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(head);
        bool looksRight = length is > 0 and <= SafetensorsHeader.LargestSize && (head.Length == LengthBytes || head[LengthBytes] == '{');
        if (!looksRight && FileKind.Describe(head) is string kind)
        {
            throw new SafetensorsException(path, "header length", $"this is no safetensors file; it is {kind}.");
        }

        if (head.Length < LengthBytes)
        {
            throw new SafetensorsException(path, "header length", "the file is shorter than 8 bytes.");
        }

        if (length > SafetensorsHeader.LargestSize)
        {
            throw new SafetensorsException(
                path, "header length", Invariant($"{length} bytes; more than {SafetensorsHeader.LargestSize} are not read."));
        }

        if ((long)length > rest)
        {
            throw new SafetensorsException(
                path, "header length", Invariant($"{length} bytes, but the file has {rest} after it."));
        }

        byte[] json = new byte[length];
        stream.Position = start + LengthBytes;
        stream.ReadExactly(json);
        return json;
    }

    private T[] ReadRaw<T>(SafetensorsTensor tensor)
        where T : unmanaged
    {
        if (tensor.Elements > Array.MaxLength)
        {
            throw new SafetensorsException(
                FileName, tensor.Name, Invariant($"{tensor.Elements} elements are more than an array can hold ({Array.MaxLength})."));
        }

        T[] values = new T[tensor.Elements];
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

    IOException ITensorFile.Error(string name, string problem) => new SafetensorsException(FileName, name, problem);

    private SafetensorsException WrongType(SafetensorsTensor tensor, string expected) =>
        new(FileName, tensor.Name, $"it holds {SafetensorsException.Shorten(tensor.Dtype)}, not {expected}.");
}
