using System.IO.Compression;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Arrays from and to NumPy: one in a file (.npy, versions 1.0 to 3.0 of the format), several in an archive (.npz). Numbers of 8 to 64 bits
/// and bool, in both orders of bytes and of dimensions; Python objects, records and texts are refused.
/// </summary>
public static class NumPy
{
    private const string Extension = ".npy";

    /// <summary>Reads the array of a file.</summary>
    /// <param name="path">A file as <c>numpy.save</c> writes it.</param>
    /// <exception cref="NumPyFormatException">The file is damaged, or something else (the message says what, if known).</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NumPyArray Load(string path)
    {
        NumPyFormatException Error(string field, string problem) => new(path, null, field, problem);
        using FileStream file = InputFile.Open(path, problem => Error("file", problem));
        NumPyHeader header = NumPyHeader.Read(file, Error);
        long held = file.Length - header.Length;
        return held == header.Bytes
            ? NumPyReader.Read(file, header, Array.MaxLength, Error)
            : throw Error(
                "data", Invariant($"{header.Shape} of {header.Type.Code} takes {header.Bytes} bytes, but the file holds {held}."));
    }

    /// <summary>Reads an array from where a stream stands; it stays open, behind the array.</summary>
    /// <param name="stream">May be one that cannot seek, and hold several arrays.</param>
    /// <exception cref="NumPyFormatException">The data is damaged, or something else.</exception>
    public static NumPyArray Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string name = SafetensorsFile.NameOf(stream);
        return NumPyReader.Read(stream, Array.MaxLength, (field, problem) => new NumPyFormatException(name, null, field, problem));
    }

    /// <summary>Writes an array to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public static void Save(string path, NumPyArray array)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Save(stream, array));
    }

    /// <summary>Writes values to a file: <c>NumPy.Save("scores.npy", scores, new Shape(100, 10))</c>.</summary>
    /// <inheritdoc cref="NumPyArray.From{T}(ReadOnlySpan{T}, Shape?)"/>
    /// <inheritdoc cref="Save(string, NumPyArray)"/>
    public static void Save<T>(string path, T[] values, Shape? shape = null)
        where T : unmanaged => Save(path, NumPyArray.From(values, shape));

    /// <summary>Writes an array to a stream, from where it stands; it stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="array">The array.</param>
    public static void Save(Stream stream, NumPyArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        stream.Write(NumPyHeader.Write(array.Type, array.Shape));
        stream.Write(array.Bytes);
    }

    /// <summary>Opens an archive: what it holds is listed, and read array by array.</summary>
    /// <param name="path">A file as <c>numpy.savez</c> or <c>savez_compressed</c> writes it.</param>
    /// <param name="maxBytes">
    /// Most bytes of all arrays, unpacked. Where null, 64 MiB or 100 times the file's own size, whichever is more.
    /// </param>
    /// <exception cref="NumPyFormatException">The file is damaged, something else, or would unpack to more.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NumPyArchive OpenArchive(string path, long? maxBytes = null) => NumPyArchive.Open(path, maxBytes);

    /// <summary>Writes arrays to an archive, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="arrays">The arrays by their names.</param>
    /// <param name="compressed">Whether they are packed, as <c>savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">There are two arrays of a name, or one without.</exception>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public static void SaveArchive(string path, IEnumerable<KeyValuePair<string, NumPyArray>> arrays, bool compressed = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(arrays);
        KeyValuePair<string, NumPyArray>[] all = [.. arrays];
        string? fault = all.Any(array => string.IsNullOrEmpty(array.Key)) ? "An array has no name."
            : all.GroupBy(array => array.Key).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"The name '{twice.Key}' is used twice."
            : null;
        if (fault is not null)
        {
            throw new ArgumentException(fault, nameof(arrays));
        }

        AtomicFile.Write(path, stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NumPyArray array) in all)
            {
                using Stream entry = zip.CreateEntry(
                    name + Extension, compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                Save(entry, array);
            }
        });
    }

    /// <summary>
    /// Writes a network's weights to an archive, each under its name: <c>NumPy.SaveWeights("weights.npz", network.Parameters)</c>.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="parameters">Parameters of one network.</param>
    /// <param name="compressed">Whether they are packed.</param>
    /// <inheritdoc cref="SaveArchive"/>
    public static void SaveWeights(string path, IReadOnlyList<Parameter> parameters, bool compressed = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        WeightTransfer.Read(parameters, () => SaveArchive(
            path,
            parameters.Select(parameter => KeyValuePair.Create(
                parameter.Name,
                parameter.ElementType == typeof(double)
                    ? NumPyArray.From<double>(parameter.AsSpan<double>(), parameter.Shape)
                    : NumPyArray.From<float>(parameter.AsSpan<float>(), parameter.Shape))),
            compressed));
    }

    /// <summary>
    /// Reads a network's weights from an archive; every parameter must be filled and every array used, or passed over by a rule.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="parameters">Parameters of one network.</param>
    /// <param name="names">What the arrays are called in the network, and how they lie; their own names, where null.</param>
    /// <returns>What was loaded and passed over.</returns>
    /// <exception cref="NumPyFormatException">
    /// The file is damaged or something else, a parameter is not in it or does not fit, or an array is left over; nothing is changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of the network is at work, or it is being loaded, on another thread; nothing is changed.
    /// </exception>
    public static LoadReport LoadWeights(string path, IReadOnlyList<Parameter> parameters, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using NumPyArchive archive = OpenArchive(path);
        return NamedLoad.Whole(archive, parameters, names ?? new WeightNames());
    }
}
