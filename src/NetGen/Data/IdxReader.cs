using System.Buffers.Binary;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Reads the IDX files in which MNIST and its relatives come, plain or gzip: magic 0 0 type dimensions,
/// the size of each dimension (32 bits, big-endian), then the elements, big-endian: bytes, signed bytes, 16 or 32 bits, float or double.
/// </summary>
public static class IdxReader
{
    private const int FirstBuffer = 1 << 20;

    // What gzip may unpack to without being asked: real data shrinks to a twentieth at best.
    private const int SmallUnpacked = 1 << 26;
    private const int LargestRatio = 100;

    private const string Generally = ": IdxReader.Read reads it";

    private static readonly Content AnyContent = new("a file has one dimension or more", null, _ => true, "");
    private static readonly Content Images = new("images are bytes in 3 dimensions", 3, type => type == typeof(byte), Generally);
    private static readonly Content Labels = new("labels are whole numbers in 1 dimension", 1, IdxArray.IsIntegerType, Generally);

    /// <summary>Reads a file of any element type and any number of dimensions.</summary>
    /// <param name="path">The file; gzip is recognised by its content.</param>
    /// <param name="maxBytes">
    /// Most bytes of elements, unpacked. Where null: of a plain file any, of a packed one 64 MiB or 100 times the file's own size,
    /// whichever is more.
    /// </param>
    /// <exception cref="IdxFormatException">
    /// The file is damaged, something else (the message says what, if known), or too large.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxArray Read(string path, long? maxBytes = null) => Read(path, maxBytes, AnyContent);

    /// <summary>Reads a file of grey images: bytes in three dimensions (magic 0x00000803).</summary>
    /// <inheritdoc cref="Read(string, long?)"/>
    public static IdxImages ReadImages(string path, long? maxBytes = null)
    {
        IdxArray images = Read(path, maxBytes, Images);
        return new(images.Count, images.Shape[1], images.Shape[2], images.Bytes);
    }

    /// <summary>Reads a file of labels: whole numbers from 0 to 255 in one dimension, mostly bytes (magic 0x00000801).</summary>
    /// <inheritdoc cref="Read(string, long?)"/>
    public static byte[] ReadLabels(string path, long? maxBytes = null)
    {
        IdxArray labels = Read(path, maxBytes, Labels);
        return labels.ElementType == typeof(byte) ? labels.Bytes : Array.ConvertAll(labels.ToInt32s(), label => label is >= 0 and <= 255
            ? (byte)label
            : throw new IdxFormatException(path, "payload", Invariant($"the label {label} is not between 0 and 255{Generally}.")));
    }

    /// <summary>
    /// Reads inputs and their targets. Inputs in three dimensions are images of one channel, 1×rows×columns; else the shape is that of the
    /// dimensions after the first. Bytes are scaled to 0 to 1, other types stay as they are. Targets of a whole-number type are labels
    /// (with further dimensions one for each position or pixel), floats and doubles are values.
    /// </summary>
    /// <param name="imagesPath">File of inputs, in two dimensions or more.</param>
    /// <param name="labelsPath">File of as many targets.</param>
    /// <param name="maxBytes">As in <see cref="Read(string, long?)"/>, for each file.</param>
    /// <exception cref="IdxFormatException">
    /// A file is damaged, something else, or too large; an input is not finite; a label is negative; or the two do not belong together.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset ReadDataset(string imagesPath, string labelsPath, long? maxBytes = null)
    {
        IdxArray inputs = Read(imagesPath, maxBytes);
        IdxArray targets = Read(labelsPath, maxBytes);
        if (inputs.Shape.Count == 1)
        {
            throw new IdxFormatException(
                imagesPath, "dimensions", $"inputs have 2 or more; this file holds {inputs}, as a file of labels does.");
        }

        if (targets.Count != inputs.Count)
        {
            throw new IdxFormatException(
                labelsPath, "count", Invariant($"{targets.Count} labels do not fit the {inputs.Count} images of {imagesPath}."));
        }

        return Dataset.FromColumns(
            [("input", Column(imagesPath, () => InputColumn(inputs)))], [("target", Column(labelsPath, () => TargetColumn(targets)))]);
    }

    private static DataColumn InputColumn(IdxArray inputs)
    {
        Shape shape = inputs.Shape.Count == 3 ? new(1, inputs.Shape[1], inputs.Shape[2]) : inputs.SampleShape;
        return inputs.ElementType == typeof(byte) ? DataColumn.Images(inputs.Bytes, shape) : ValueColumn(inputs, shape);
    }

    private static DataColumn TargetColumn(IdxArray targets) => targets.IsInteger
        ? DataColumn.Labels(targets.ToInt32s(), perSample: targets.SampleShape.Size)
        : ValueColumn(targets, targets.Shape.Count == 1 ? new(1) : targets.SampleShape);

    private static DataColumn ValueColumn(IdxArray array, Shape shape) =>
        array.ElementType == typeof(double) ? DataColumn.Values(array.ToDoubles(), shape) : DataColumn.Values(array.ToSingles(), shape);

    private static DataColumn Column(string path, Func<DataColumn> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw new IdxFormatException(path, "payload", exception.Message, exception);
        }
    }

    private static IdxArray Read(string path, long? maxBytes, Content wanted)
    {
        if (maxBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxBytes), Invariant($"{maxBytes} bytes hold no element."));
        }

        using FileStream file = InputFile.Open(path, problem => new IdxFormatException(path, "file", problem));
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!packed)
        {
            return ReadArray(file, path, wanted, Math.Min(maxBytes ?? long.MaxValue, Array.MaxLength));
        }

        try
        {
            using WholeGzip unpacked = new(file);
            long limit = maxBytes ?? Math.Max(SmallUnpacked, LargestRatio * file.Length);
            return ReadArray(unpacked, path, wanted, Math.Min(limit, Array.MaxLength));
        }
        catch (InvalidDataException exception)
        {
            throw new IdxFormatException(path, "gzip", "the packed data is damaged, cut off, or followed by something else.", exception);
        }
    }

    private static IdxArray ReadArray(Stream stream, string path, Content wanted, long limit)
    {
        (Type type, int size, int dimensions) = ReadMagic(stream, path, wanted);
        int[] sizes = new int[dimensions];
        long length = size;
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < sizes.Length; i++)
        {
            string field = Field(i, dimensions);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new IdxFormatException(path, field, "the file ends within the header.");
            }

            uint extent = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (extent is 0 or > int.MaxValue)
            {
                throw new IdxFormatException(path, field, Invariant($"{extent} is not between 1 and {int.MaxValue}."));
            }

            sizes[i] = (int)extent;
            length *= extent;
            if (length > Array.MaxLength)
            {
                throw new IdxFormatException(
                    path, field, Invariant($"with {extent} the file would hold more than {Array.MaxLength} bytes."));
            }
        }

        if (length > limit)
        {
            throw new IdxFormatException(
                path, "payload", Invariant($"{length} bytes are more than {limit}: pass maxBytes where they are wanted."));
        }

        byte[] payload = ReadPayload(stream, (int)length, path);
        if (BitConverter.IsLittleEndian)
        {
            ElementBytes.ReverseEndianness(payload, size);
        }

        return new(new Shape(sizes), type, payload);
    }

    /// <summary>The elements' type, its bytes, and the number of dimensions.</summary>
    private static (Type Type, int Size, int Dimensions) ReadMagic(Stream stream, string path, Content wanted)
    {
        Span<byte> magic = stackalloc byte[4];
        int count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (count < magic.Length || magic[0] != 0 || magic[1] != 0)
        {
            string? kind = FileKind.Describe([.. magic[..count], .. FileKind.ReadHead(stream)]);
            throw new IdxFormatException(
                path,
                "magic",
                kind is not null ? $"{(stream is WholeGzip ? "what gzip packed" : "this")} is no IDX file; it is {kind}."
                : count < magic.Length ? "the file ends within the header."
                : Invariant($"0x{BinaryPrimitives.ReadUInt32BigEndian(magic):X8} does not begin with two zero bytes."));
        }

        (Type Type, int Size) element = magic[2] switch
        {
            0x08 => (typeof(byte), 1),
            0x09 => (typeof(sbyte), 1),
            0x0B => (typeof(short), 2),
            0x0C => (typeof(int), 4),
            0x0D => (typeof(float), 4),
            0x0E => (typeof(double), 8),
            _ => throw new IdxFormatException(path, "element type", Invariant($"0x{magic[2]:X2} is none of 0x08, 0x09 and 0x0B to 0x0E.")),
        };
        string? wrong = !wanted.Fits(element.Type) ? "element type"
            : magic[3] == 0 || magic[3] != (wanted.Dimensions ?? magic[3]) ? "dimensions"
            : null;
        return wrong is null
            ? (element.Type, element.Size, magic[3])
            : throw new IdxFormatException(
                path,
                wrong,
                Invariant($"{wanted.Description}; the file holds {element.Type.Name} in {magic[3]} dimensions{wanted.Advice}."));
    }

    private static string Field(int index, int dimensions) => (index, dimensions) switch
    {
        (0, _) => "count",
        (1, 3) => "rows",
        (2, 3) => "columns",
        _ => Invariant($"size {index + 1}"),
    };

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

    /// <summary>What a file must hold.</summary>
    private sealed record Content(string Description, int? Dimensions, Func<Type, bool> Fits, string Advice);
}
