using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The header of an array: magic, version, length, and a Python dictionary of element type, order and shape, padded to 64 bytes.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
/// </summary>
/// <param name="Type">Of the elements.</param>
/// <param name="IsBigEndian">The order of bytes in an element.</param>
/// <param name="IsFortran">Whether the first dimension runs fastest.</param>
/// <param name="Shape">All dimensions.</param>
/// <param name="Bytes">Of the elements.</param>
/// <param name="Length">Of the header.</param>
internal sealed record NumPyHeader(NumPyType Type, bool IsBigEndian, bool IsFortran, Shape Shape, long Bytes, int Length)
{
    /// <summary>More has no array of numbers: NumPy itself reads 10,000.</summary>
    private const int LargestSize = 1 << 16;

    private const int MostDimensions = 64;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header from where the stream stands.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="error">Makes the exception for a field and a problem.</param>
    /// <exception cref="NumPyFormatException">It is not as the format says.</exception>
    public static NumPyHeader Read(Stream stream, Func<string, string, NumPyFormatException> error)
    {
        Span<byte> start = stackalloc byte[12];
        int found = stream.ReadAtLeast(start[..8], 8, throwOnEndOfStream: false);
        if (found < 8 || !start.StartsWith(Magic))
        {
            string? kind = FileKind.Describe([.. start[..found], .. FileKind.ReadHead(stream)]);
            throw error("magic", kind is null ? "this is no array of NumPy (.npy)." : $"this is no array of NumPy (.npy); it is {kind}.");
        }

        int lengthBytes = start[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            _ => throw error("version", Invariant($"{start[6]}.{start[7]} is none of 1.0, 2.0 and 3.0.")),
        };
        Span<byte> length = start.Slice(8, lengthBytes);
        if (stream.ReadAtLeast(length, lengthBytes, throwOnEndOfStream: false) < lengthBytes)
        {
            throw error("header", "the file ends within it.");
        }

        uint size = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (size > LargestSize)
        {
            throw error("header", Invariant($"{size} bytes; more than {LargestSize} are not read."));
        }

        byte[] text = new byte[size];
        return stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length
            ? throw error("header", "the file ends within it.")
            : Parse(Encoding.UTF8.GetString(text), 8 + lengthBytes + text.Length, error);
    }

    /// <summary>A header of version 1.0 for an array as it lies here.</summary>
    public static byte[] Write(NumPyType type, Shape shape)
    {
        string sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        string tuple = shape.Count == 1 ? $"({sizes},)" : $"({sizes})";
        string text = $"{{'descr': '{type.Description}', 'fortran_order': False, 'shape': {tuple}, }}";
        int length = (Magic.Length + 4 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[length];
        Magic.CopyTo(header);
        header[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - 10));
        Encoding.ASCII.GetBytes(text.PadRight(length - 11) + "\n", header.AsSpan(10));
        return header;
    }

    private static NumPyHeader Parse(string text, int length, Func<string, string, NumPyFormatException> error)
    {
        PythonDictionary dictionary = new(text);
        try
        {
            dictionary.Read();
        }
        catch (FormatException exception)
        {
            throw error("header", exception.Message);
        }

        if (dictionary.Values.Keys.FirstOrDefault(key => key is not ("descr" or "fortran_order" or "shape")) is { } other)
        {
            throw error("header", $"'{SafetensorsException.Shorten(other)}' is no field of it.");
        }

        (NumPyType type, bool isBigEndian) = TypeOf(dictionary.Values.GetValueOrDefault("descr"), error);
        bool isFortran = dictionary.Values.GetValueOrDefault("fortran_order") as bool?
            ?? throw error("fortran_order", "it is not True or False.");
        long[] sizes = dictionary.Values.GetValueOrDefault("shape") as long[] ?? throw error("shape", "it is no tuple of sizes.");
        UInt128 bytes = (uint)type.Size;
        foreach (long size in sizes)
        {
            if (size > int.MaxValue || (bytes *= (ulong)size) > long.MaxValue)
            {
                throw error(
                    "shape", Invariant($"a size above {int.MaxValue}, or more than {long.MaxValue} bytes in all, is not read."));
            }
        }

        return sizes.Length > MostDimensions
            ? throw error("shape", Invariant($"{sizes.Length} dimensions; more than {MostDimensions} are not read."))
            : new(type, isBigEndian, isFortran, Shape.Stated([.. sizes.Select(size => (int)size)]), (long)bytes, length);
    }

    private static (NumPyType Type, bool IsBigEndian) TypeOf(object? description, Func<string, string, NumPyFormatException> error)
    {
        if (description is not string { Length: > 1 } text)
        {
            throw error("descr", "it is no name of an element type: arrays of records are not read.");
        }

        string code = text[0] is '<' or '>' or '=' or '|' ? text[1..] : text;
        bool isBig = text[0] == '>' || (text[0] != '<' && !BitConverter.IsLittleEndian);
        return NumPyType.Of(code) is { } type
            ? (type, isBig)
            : throw error("descr", code.StartsWith('O')
                ? "it holds Python objects, which are not read: save numbers, with allow_pickle=False."
                : $"'{SafetensorsException.Shorten(text)}' is not read: bool, int8 to uint64 and float16 to float64 are.");
    }
}
