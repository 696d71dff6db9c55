using static System.FormattableString;

namespace NetGen;

/// <summary>Reads an array from a stream: its header, then as much memory as there are data, whatever the header says.</summary>
internal static class NumPyReader
{
    private const int FirstBuffer = 1 << 20;

    /// <summary>Reads an array from where the stream stands; behind it the stream stays where it is.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="most">Most bytes of elements.</param>
    /// <param name="error">Makes the exception for a field and a problem.</param>
    /// <exception cref="NumPyFormatException">It is damaged, something else or too large.</exception>
    public static NumPyArray Read(Stream stream, long most, Func<string, string, NumPyFormatException> error) =>
        Read(stream, NumPyHeader.Read(stream, error), most, error);

    /// <summary>Reads the elements behind a header.</summary>
    public static NumPyArray Read(Stream stream, NumPyHeader header, long most, Func<string, string, NumPyFormatException> error)
    {
        if (header.Bytes > Math.Min(most, Array.MaxLength))
        {
            throw error(
                "data", Invariant($"{header.Shape} takes {header.Bytes} bytes; more than {Math.Min(most, Array.MaxLength)} are not read."));
        }

        byte[] data = ReadData(stream, (int)header.Bytes, error);
        if (header.IsBigEndian == BitConverter.IsLittleEndian)
        {
            ElementBytes.ReverseEndianness(data, header.Type.Size);
        }

        if (header.IsFortran && header.Shape.Count > 1)
        {
            int[] reversed = [.. Enumerable.Range(0, header.Shape.Count).Reverse()];
            data = AxisOrder.Permute(data, header.Type.Size, [.. header.Shape.Reverse()], reversed);
        }

        return new(header.Type, header.Shape, data);
    }

    /// <summary>Grows the buffer only as the data arrives, so that a false header cannot claim memory.</summary>
    private static byte[] ReadData(Stream stream, int length, Func<string, string, NumPyFormatException> error)
    {
        byte[] data = new byte[Math.Min(length, FirstBuffer)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            if (filled < data.Length)
            {
                throw error("data", Invariant($"the file ends after {filled} of {length} bytes."));
            }

            if (filled == length)
            {
                return data;
            }

            Array.Resize(ref data, (int)Math.Min(length, 2L * filled));
        }
    }
}
