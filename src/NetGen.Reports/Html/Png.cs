using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen.Reports.Html;

/// <summary>Pictures as PNG, https://www.w3.org/TR/png: 8 bits a channel, grey or red, green and blue.</summary>
internal static class Png
{
    private static readonly uint[] s_crcs = [.. Enumerable.Range(0, 256).Select(value => CrcOf((uint)value))];

    /// <summary>A picture.</summary>
    /// <param name="pixels">[channels × height × width], as networks have them.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int channels, int height, int width)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2));
        Write(file, "IHDR"u8, header);
        Write(file, "IDAT"u8, Compress(pixels, channels, height, width));
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The same as the source of an img element.</summary>
    public static string DataUri(ReadOnlySpan<byte> pixels, int channels, int height, int width) =>
        "data:image/png;base64," + Convert.ToBase64String(Encode(pixels, channels, height, width));

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int channels, int height, int width)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zip = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] line = new byte[1 + (width * channels)];
            for (int y = 0; y < height; y++)
            {
                for (int i = 0; i < width * channels; i++)
                {
                    line[1 + i] = pixels[(((i % channels * height) + y) * width) + (i / channels)];
                }

                zip.Write(line);
            }
        }

        return compressed.ToArray();
    }

    /// <summary>A chunk: its length, kind, content and checksum.</summary>
    private static void Write(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc = s_crcs[(byte)crc ^ value] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
