namespace NetGen;

/// <content>Weights to and from files, streams and bytes.</content>
public abstract partial class Network<T>
{
    /// <summary>
    /// Writes all parameters and running statistics as safetensors, whole or not at all. A file that is replaced passes on its mode and,
    /// where that is allowed, its owner; symbolic links stay, and what they lead to is replaced.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too.</param>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite: the message names the parameter and the element.</exception>
    /// <exception cref="IOException">
    /// It cannot be written: it is read-only, no file but a folder, a pipe or a device, or there is no space.
    /// An existing file stays as it was.
    /// </exception>
    public void Save(string path, bool allowNonFinite = false) => WeightTransfer.Save(path, Parameters, allowNonFinite);

    /// <summary>The same with numbers of two bytes: half the size, and rounded. <see cref="Load(string)"/> widens them again.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="storage">The number type in the file.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too, and what becomes infinite in the storage.</param>
    /// <exception cref="SafetensorsException">
    /// A weight is NaN or infinite, or too large for the storage: the message names the parameter and the element.
    /// </exception>
    /// <inheritdoc cref="Save(string, bool)"/>
    public void Save(string path, WeightStorage storage, bool allowNonFinite = false) =>
        WeightTransfer.Save(path, Parameters, allowNonFinite, storage);

    /// <summary>
    /// Reads all parameters and running statistics; names and shapes must be the network's. PyTorch's counters of batches
    /// (num_batches_tracked) are passed over, and of a checkpoint all that is not weights.
    /// </summary>
    /// <param name="path">A safetensors file, in F16, BF16, F32 or, for a network in double, F64.</param>
    /// <remarks>Predictions on other threads are made with the old weights or with the new ones, never with both.</remarks>
    /// <exception cref="SafetensorsException">The file is damaged, something else, or of another network; nothing is changed.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing is changed.</exception>
    /// <exception cref="PreparationNotTakenException">
    /// The file holds a preparation of the inputs: <see cref="Load(string, out Preparation?)"/> takes it; nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or it is being loaded, on another thread; nothing is changed.
    /// </exception>
    public void Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        PreparationNotTakenException.ThrowIfHeld(file);
        WeightTransfer.Load(file, Parameters);
    }

    /// <summary>Writes the same to a stream, from where it stands; it stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too.</param>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite; nothing is written.</exception>
    public void Save(Stream stream, bool allowNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WeightTransfer.Save(stream, Parameters, allowNonFinite);
    }

    /// <summary>Writes numbers of two bytes to a stream.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="storage">The number type.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too, and what becomes infinite in the storage.</param>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite, or too large for the storage; nothing is written.</exception>
    public void Save(Stream stream, WeightStorage storage, bool allowNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WeightTransfer.Save(stream, Parameters, allowNonFinite, storage);
    }

    /// <summary>Reads what <see cref="Save(Stream, bool)"/> wrote, as <see cref="Load(string)"/> does; the stream stays open.</summary>
    /// <param name="stream">
    /// From where it stands to its end: an embedded resource, or an asset of an Android package, which cannot seek and is read into memory.
    /// </param>
    /// <inheritdoc cref="Load(string)"/>
    public void Load(Stream stream)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        PreparationNotTakenException.ThrowIfHeld(file);
        WeightTransfer.Load(file, Parameters);
    }

    /// <summary>All parameters and running statistics as the bytes of a safetensors file.</summary>
    /// <param name="storage">The number type in it.</param>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite, or too large for the storage.</exception>
    public byte[] SaveToBytes(WeightStorage storage = WeightStorage.AsComputed)
    {
        using MemoryStream stream = new();
        Save(stream, storage);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="SaveToBytes"/> gave, as <see cref="Load(string)"/> does.</summary>
    /// <param name="bytes">A safetensors file.</param>
    /// <inheritdoc cref="Load(string)"/>
    public void Load(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using MemoryStream stream = new(bytes, writable: false);
        Load(stream);
    }

    /// <summary>
    /// Reads what of a file fits this network: each parameter and running statistic whose name and shape is in the file. The others stay
    /// as they are, whatever else the file holds is passed over, and the report says all of it, also whether there is a preparation.
    /// </summary>
    /// <param name="path">A safetensors file, of another network for example.</param>
    /// <remarks>A pretrained body under a new head: the head's shapes differ, and it starts anew.</remarks>
    /// <returns>What was loaded, and what was not, and why.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, or something else; nothing is changed.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or it is being loaded, on another thread; nothing is changed.
    /// </exception>
    public LoadReport LoadPartial(string path) => LoadPartial(path, new WeightNames());

    /// <summary>The same for what begins with a name: a stage "Body." from what the file calls "encoder.".</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="prefix">How names begin in this network, as in "Body."; "" for all.</param>
    /// <param name="filePrefix">What stands in its place in the file; "" for nothing.</param>
    /// <inheritdoc cref="LoadPartial(string)"/>
    public LoadReport LoadPartial(string path, string prefix, string filePrefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(filePrefix);
        return LoadPartial(path, WeightNames.Only(prefix, filePrefix));
    }

    /// <summary>The same by a map of names.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">For each parameter that is wanted its name in the file.</param>
    /// <exception cref="ArgumentException">A key is no parameter of the network.</exception>
    /// <inheritdoc cref="LoadPartial(string)"/>
    public LoadReport LoadPartial(string path, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string? unknown = names.Keys.FirstOrDefault(name => !Parameters.Any(parameter => parameter.Name == name));
        return unknown is null
            ? LoadPartial(path, WeightNames.Only(names))
            : throw new ArgumentException($"The network has no parameter {unknown}.", nameof(names));
    }

    /// <summary>
    /// Writes what of this network differs from the weights in a file: only those parameters and running statistics that differ in a bit.
    /// One base for all users and a small file for each, where most of the network is frozen.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="baseFile">Weights of this network, as <see cref="Save(string, bool)"/> writes them.</param>
    /// <exception cref="SafetensorsException">
    /// The base is damaged or of another network, or a weight is NaN or infinite; nothing is written.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void SaveDelta(string path, string baseFile) => WeightDelta.Save(path, baseFile, Parameters);

    /// <summary>Reads the weights of a base and what <see cref="SaveDelta"/> wrote of the difference, together or not at all.</summary>
    /// <param name="path">The difference.</param>
    /// <param name="baseFile">The base that it was made with; another one, even of this network, is refused.</param>
    /// <exception cref="SafetensorsException">A file is damaged, or not the one it should be; nothing is changed.</exception>
    /// <inheritdoc cref="Load(string)"/>
    public void LoadDelta(string path, string baseFile) => WeightDelta.Load(path, baseFile, Parameters);
}
