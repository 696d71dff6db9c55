using System.Buffers.Binary;
using System.IO.Compression;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Reads the IDX files in which MNIST and its relatives come, plain or gzip: magic 0 0 type dimensions,
/// the size of each dimension (32 bits, big-endian), then the elements.
/// </summary>
public static class IdxReader
{
    private const byte UnsignedByte = 0x08;
    private const int FirstBuffer = 1 << 20;
    private const int LargestPayload = 1 << 30;

    private static readonly string[] ImageDimensions = ["count", "rows", "columns"];
    private static readonly string[] LabelDimensions = ["count"];

    /// <summary>Reads a file of images (magic 0x00000803).</summary>
    /// <param name="path">The file; gzip is recognised by its content.</param>
    /// <exception cref="IdxFormatException">The file is damaged, of another kind, or larger than 1 GiB unpacked.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        (int[] sizes, byte[] payload) = Read(path, ImageDimensions);
        return new(sizes[0], sizes[1], sizes[2], payload);
    }

    /// <summary>Reads a file of labels (magic 0x00000801).</summary>
    /// <param name="path">The file; gzip is recognised by its content.</param>
    /// <exception cref="IdxFormatException">The file is damaged, of another kind, or larger than 1 GiB unpacked.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path) => Read(path, LabelDimensions).Payload;

    /// <summary>Reads images and their labels as a dataset of shape 1×rows×columns with inputs from 0 to 1.</summary>
    /// <param name="imagesPath">File of images.</param>
    /// <param name="labelsPath">File of as many labels.</param>
    /// <exception cref="IdxFormatException">A file is damaged, of another kind, too large, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset ReadDataset(string imagesPath, string labelsPath)
    {
        IdxImages images = ReadImages(imagesPath);
        byte[] labels = ReadLabels(labelsPath);
        return labels.Length == images.Count
            ? Dataset.FromImages(images.Pixels, labels, new Shape(1, images.Rows, images.Columns))
            : throw new IdxFormatException(
                labelsPath, "count", Invariant($"{labels.Length} labels do not fit the {images.Count} images of {imagesPath}."));
    }

    private static (int[] Sizes, byte[] Payload) Read(string path, string[] dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!packed)
        {
            return Read(file, path, dimensions);
        }

        try
        {
            using GZipStream unpacked = new(file, CompressionMode.Decompress);
            return Read(unpacked, path, dimensions);
        }
        catch (InvalidDataException exception)
        {
            throw new IdxFormatException(path, "gzip", "the packed data is damaged.", exception);
        }
    }

    private static (int[] Sizes, byte[] Payload) Read(Stream stream, string path, string[] dimensions)
    {
        ReadMagic(stream, path, dimensions.Length);
        int[] sizes = new int[dimensions.Length];
        long length = 1;
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < sizes.Length; i++)
        {
            ReadHeader(stream, bytes, path, dimensions[i]);
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (size is 0 or > LargestPayload)
            {
                throw new IdxFormatException(path, dimensions[i], Invariant($"{size} is not between 1 and {LargestPayload}."));
            }

            sizes[i] = (int)size;
            length *= size;
            if (length > LargestPayload)
            {
                throw new IdxFormatException(
                    path, dimensions[i], Invariant($"with {size} the file would hold more than {LargestPayload} bytes."));
            }
        }

        return (sizes, ReadPayload(stream, (int)length, path));
    }

    private static void ReadMagic(Stream stream, string path, int dimensions)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeader(stream, magic, path, "magic");
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new IdxFormatException(
                path, "magic", Invariant($"0x{BinaryPrimitives.ReadUInt32BigEndian(magic):X8} does not begin with two zero bytes."));
        }

        if (magic[2] != UnsignedByte)
        {
            throw new IdxFormatException(
                path, "element type", Invariant($"0x{magic[2]:X2}; only unsigned bytes (0x08) are read."));
        }

        if (magic[3] != dimensions)
        {
            throw new IdxFormatException(
                path, "dimensions", Invariant($"the file has {magic[3]}; {(dimensions == 3 ? "images have 3" : "labels have 1")}."));
        }
    }

    private static void ReadHeader(Stream stream, Span<byte> bytes, string path, string field)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new IdxFormatException(path, field, "the file ends within the header.");
        }
    }

    /// <summary>Grows the buffer only as the data arrives, so that a false header cannot claim memory.</summary>
    private static byte[] ReadPayload(Stream stream, int length, string path)
    {
        byte[] payload = new byte[Math.Min(length, FirstBuffer)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(payload.AsSpan(filled), payload.Length - filled, throwOnEndOfStream: false);
            if (filled < payload.Length)
            {
                throw new IdxFormatException(
                    path, "payload", Invariant($"the file ends after {filled} of {length} bytes."));
            }

            if (filled == length)
            {
                break;
            }

            Array.Resize(ref payload, (int)Math.Min(length, 2L * filled));
        }

        return stream.ReadByte() < 0
            ? payload
            : throw new IdxFormatException(path, "payload", Invariant($"bytes follow after the {length} that the header declares."));
    }
}
