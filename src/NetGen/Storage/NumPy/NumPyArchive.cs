using System.IO.Compression;
using static System.FormattableString;

namespace NetGen;

/// <summary>Several arrays of NumPy in a file (.npz): a zip with an array in each entry, stored or deflated.</summary>
public sealed class NumPyArchive : ITensorFile, IDisposable
{
    private const string Extension = ".npy";

    // What a file may unpack to without being asked: real data shrinks to a twentieth at best.
    private const int SmallUnpacked = 1 << 26;
    private const int LargestRatio = 100;
    private const int MostEntries = 100_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private SafetensorsTensor[]? _tensors;

    private NumPyArchive(string path, ZipArchive zip) => (FileName, _zip) = (path, zip);

    /// <summary>Path of the file, as given.</summary>
    public string FileName { get; }

    /// <summary>The names of the arrays, in the order of the file.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Keys];

    /// <summary>Reads an array.</summary>
    /// <param name="name">Its name, without ".npy".</param>
    /// <exception cref="NumPyFormatException">There is no such array, or it is damaged.</exception>
    public NumPyArray this[string name] => Read(name, static (stream, header, most, error) =>
    {
        NumPyArray array = NumPyReader.Read(stream, header, most, error);
        return stream.ReadByte() < 0 ? array : throw error("data", Invariant($"bytes follow after the {header.Bytes} of {header.Shape}."));
    });

    bool ITensorFile.HasPreparation => false;

    IReadOnlyList<SafetensorsTensor> ITensorFile.Tensors => _tensors ??= [.. Names.Select(Describe)];

    /// <summary>Whether there is an array of this name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>
    /// Samples from two arrays, whose first dimension they are: <c>archive.ToDataset("x_train", "y_train")</c>. Inputs of bytes are pixels
    /// from 0 to 1, in three dimensions images of one channel; other whole numbers are tokens, floats values. Targets of a whole-number
    /// type are labels, floats values.
    /// </summary>
    /// <param name="inputs">The array of inputs.</param>
    /// <param name="targets">The array of targets.</param>
    /// <exception cref="NumPyFormatException">
    /// An array is not there or damaged, a value is not finite, a label or a token negative, or the two do not belong together.
    /// </exception>
    public Dataset ToDataset(string inputs, string targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        DataColumn x = Column(inputs, InputColumn), y = Column(targets, TargetColumn);
        return x.Count == y.Count
            ? Dataset.FromColumns([(inputs, x)], [(targets, y)])
            : throw new NumPyFormatException(
                FileName, targets, "shape", Invariant($"{y.Count} targets do not fit the {x.Count} samples of {inputs}."));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _zip.Dispose();

    IOException ITensorFile.Error(string name, string problem) => new NumPyFormatException(FileName, name, "weights", problem);

    float[] ITensorFile.ReadSingles(string name) => this[name].ToSingles();

    double[] ITensorFile.ReadDoubles(string name) => this[name].ToDoubles();

    internal static NumPyArchive Open(string path, long? maxBytes)
    {
        if (maxBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxBytes), Invariant($"{maxBytes} bytes hold no array."));
        }

        FileStream file = InputFile.Open(path, problem => new NumPyFormatException(path, null, "file", problem));
        try
        {
            NumPyArchive archive = new(path, Zip(path, file));
            archive.List(maxBytes ?? Math.Max(SmallUnpacked, LargestRatio * file.Length));
            return archive;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static ZipArchive Zip(string path, FileStream file)
    {
        ReadOnlySpan<byte> head = FileKind.ReadHead(file);
        if (!head.StartsWith("PK"u8))
        {
            string kind = FileKind.Describe(head) is { } known ? $"; it is {known}" : "";
            throw new NumPyFormatException(path, null, "file", $"this is no archive of NumPy (.npz){kind}.");
        }

        try
        {
            file.Position = 0;
            ZipArchive zip = new(file, ZipArchiveMode.Read);

            // The list of entries is read when it is first asked for.
            return zip.Entries.Count <= MostEntries
                ? zip
                : throw new NumPyFormatException(path, null, "archive", Invariant($"more than {MostEntries} entries are not read."));
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new NumPyFormatException(path, null, "archive", $"the zip is damaged: {exception.Message}", exception);
        }
    }

    private void List(long most)
    {
        long bytes = 0;
        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            string name = entry.FullName;
            if (!name.EndsWith(Extension, StringComparison.Ordinal) || name.Length == Extension.Length)
            {
                throw new NumPyFormatException(FileName, name, "archive", "it is no array (.npy), as all entries of an .npz are.");
            }

            if (!_entries.TryAdd(name[..^Extension.Length], entry))
            {
                throw new NumPyFormatException(FileName, name, "archive", "there are two arrays of this name.");
            }

            bytes += Math.Min(entry.Length, long.MaxValue - bytes);
        }

        if (bytes > most)
        {
            throw new NumPyFormatException(
                FileName, null, "archive", Invariant($"{bytes} bytes unpacked are more than {most}: pass maxBytes where they are wanted."));
        }
    }

    private SafetensorsTensor Describe(string name)
    {
        NumPyHeader header = Read(name, static (_, header, _, _) => header, isWhole: false);
        return new(name, header.Type.Dtype, header.Shape, header.Bytes / header.Type.Size, 0, header.Bytes);
    }

    /// <summary>Reads an entry, whose header must say how much there is; all of it is checked where all was read.</summary>
    private T Read<T>(
        string name, Func<Stream, NumPyHeader, long, Func<string, string, NumPyFormatException>, T> read, bool isWhole = true)
    {
        NumPyFormatException Error(string field, string problem) => new(FileName, name, field, problem);
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw Error("archive", "there is no such array.");
        }

        try
        {
            using Crc32Stream stream = new(entry.Open());
            NumPyHeader header = NumPyHeader.Read(stream, Error);
            if (header.Bytes != entry.Length - header.Length)
            {
                throw Error("data", Invariant($"{header.Shape} of {header.Type.Code} takes {header.Bytes} bytes, but the archive holds ")
                    + Invariant($"{entry.Length - header.Length}."));
            }

            T result = read(stream, header, header.Bytes, Error);
            return !isWhole || stream.Crc == entry.Crc32 ? result : throw Error("data", "it is damaged: its checksum is another.");
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new NumPyFormatException(
                FileName, name, "archive", $"the zip is damaged, or packed in a way that is not read: {exception.Message}", exception);
        }
    }

    /// <summary>What the library throws at a zip that is damaged, encrypted or packed otherwise than deflated.</summary>
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException or OverflowException;

    private DataColumn Column(string name, Func<NumPyArray, DataColumn> make)
    {
        NumPyArray array = this[name];
        if (array.Shape.Count == 0 || array.Shape.Contains(0))
        {
            throw new NumPyFormatException(FileName, name, "shape", $"{array.Shape} has no samples.");
        }

        try
        {
            return make(array);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new NumPyFormatException(FileName, name, "data", exception.Message, exception);
        }
    }

    private static DataColumn InputColumn(NumPyArray array) =>
        array.ElementType == typeof(byte) && array.Shape.Count == 3 ? array.ToValues(new Shape(1, array.Shape[1], array.Shape[2]))
        : array.IsInteger && array.ElementType != typeof(byte) ? array.ToTokens()
        : array.ToValues();

    private static DataColumn TargetColumn(NumPyArray array) => array.IsInteger ? array.ToLabels() : array.ToValues();
}
