using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Saves and loads parameters as safetensors, the format that Python's <c>safetensors</c> package reads and writes.
/// </summary>
public static class Safetensors
{
    private const string BatchCounter = ".num_batches_tracked";
    private const string RunningMean = ".running_mean";

    /// <summary>
    /// Saves parameters, F32 or F64 as they are unless told otherwise. A crash or an error at any moment leaves the file that was there
    /// whole. A file that is replaced passes on its mode and, where that is allowed, its owner; symbolic links stay, what they lead to is
    /// replaced.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="parameters">The parameters, each with a name of its own.</param>
    /// <param name="metadata">Remarks to keep in the file.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite values are written, too, and what becomes infinite in the storage.</param>
    /// <param name="storage">The number type in the file.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name, or one has a name that the format reserves.</exception>
    /// <exception cref="SafetensorsException">
    /// A value is NaN or infinite, or there are more parameters or remarks than can be read.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be written: it is read-only, no file but a folder, a pipe or a device, or there is no space.
    /// </exception>
    public static void Save(
        string path,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyDictionary<string, string>? metadata = null,
        bool allowNonFinite = false,
        WeightStorage storage = WeightStorage.AsComputed)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        SafetensorsWriter writer = Prepare(path, parameters, metadata, allowNonFinite, storage);
        AtomicFile.Write(path, writer.Write);
    }

    /// <summary>Saves parameters to a stream, from where it stands; it stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="parameters">The parameters, each with a name of its own.</param>
    /// <param name="metadata">Remarks to keep beside them.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite values are written, too, and what becomes infinite in the storage.</param>
    /// <param name="storage">The number type in the file.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name, or one has a name that the format reserves.</exception>
    /// <exception cref="SafetensorsException">
    /// A value is NaN or infinite, or there are more parameters or remarks than can be read; nothing is written.
    /// </exception>
    public static void Save(
        Stream stream,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyDictionary<string, string>? metadata = null,
        bool allowNonFinite = false,
        WeightStorage storage = WeightStorage.AsComputed)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(parameters);
        Prepare(SafetensorsFile.NameOf(stream), parameters, metadata, allowNonFinite, storage).Write(stream);
    }

    private static SafetensorsWriter Prepare(
        string name,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyDictionary<string, string>? metadata,
        bool allowNonFinite,
        WeightStorage storage)
    {
        if (!Enum.IsDefined(storage))
        {
            throw new ArgumentOutOfRangeException(nameof(storage), storage, "There is no such storage.");
        }

        CheckNames(parameters);
        if (!allowNonFinite)
        {
            CheckFinite(name, parameters, storage);
        }

        return new SafetensorsWriter(name, parameters, metadata, storage);
    }

    /// <summary>
    /// Loads parameters. The whole file is checked and read before the first value changes: all parameters are loaded or none.
    /// PyTorch's counters of batches (num_batches_tracked) are passed over: running statistics of NetGen do not need them.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters to fill: the file must hold these names and shapes and no other tensors.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, lacks a parameter, has another tensor, or one of another shape or type (F16, BF16 and F32 widen).
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, IReadOnlyList<Parameter> parameters)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        ReadAll(file, parameters)();
    }

    /// <summary>Reads and checks the whole file; the result writes its values into the parameters.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parameters">What it must hold.</param>
    /// <param name="passesOver">What else it may hold; nothing where null.</param>
    internal static Action ReadAll(SafetensorsFile file, IReadOnlyList<Parameter> parameters, Func<string, bool>? passesOver = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckNames(parameters);
        foreach (Parameter parameter in parameters)
        {
            Check(file, parameter);
        }

        HashSet<string> names = [.. parameters.Select(parameter => parameter.Name)];
        bool IsKnown(string name) => names.Contains(name) || IsBatchCounter(name, names) || passesOver?.Invoke(name) == true;
        if (file.Tensors.FirstOrDefault(tensor => !IsKnown(tensor.Name)) is { } other)
        {
            throw new SafetensorsException(
                file.FileName, other.Name, $"the network has no parameter of this name; the file holds {Describe(other)}.");
        }

        List<Action> writes = [];
        foreach (Parameter parameter in parameters)
        {
            writes.Add(Read(file, parameter));
        }

        return () => writes.ForEach(write => write());
    }

    /// <summary>Whether it is what PyTorch counts beside the running statistics of a BatchNorm that the network has.</summary>
    private static bool IsBatchCounter(string name, HashSet<string> names) =>
        name.EndsWith(BatchCounter, StringComparison.Ordinal) && names.Contains(name[..^BatchCounter.Length] + RunningMean);

    private static string Describe(SafetensorsTensor tensor) => $"{SafetensorsException.Shorten(tensor.Dtype)} {tensor.Shape}";

    /// <summary>Reads a parameter's values; the result writes them.</summary>
    internal static Action Read(SafetensorsFile file, Parameter parameter)
    {
        if (parameter is QuantizedTensor quantized)
        {
            return quantized.Read(file);
        }

        if (parameter.ElementType == typeof(double))
        {
            double[] doubles = file.ReadDoubles(parameter.Name);
            return () => doubles.CopyTo(parameter.AsSpan<double>());
        }

        float[] singles = file.ReadSingles(parameter.Name);
        return () => singles.CopyTo(parameter.AsSpan<float>());
    }

    /// <exception cref="SafetensorsException">The file lacks the parameter, or it has another shape or type there.</exception>
    internal static void Check(SafetensorsFile file, Parameter parameter)
    {
        if (!file.Contains(parameter.Name))
        {
            throw new SafetensorsException(file.FileName, parameter.Name, $"the file lacks this parameter of shape {parameter.Shape}.");
        }

        SafetensorsTensor tensor = file[parameter.Name];
        if (!tensor.Shape.Equals(parameter.Shape))
        {
            throw new SafetensorsException(
                file.FileName, tensor.Name, $"the file holds shape {tensor.Shape}, the network {parameter.Shape}.");
        }

        if (!Widens(tensor.Dtype, parameter))
        {
            throw new SafetensorsException(
                file.FileName,
                tensor.Name,
                $"the file holds {SafetensorsException.Shorten(tensor.Dtype)}, the network {Dtype(parameter)}.");
        }
    }

    private static void CheckNames(IReadOnlyList<Parameter> parameters)
    {
        HashSet<string> names = [SafetensorsHeader.MetadataName];
        foreach (Parameter parameter in parameters)
        {
            if (!names.Add(parameter.Name))
            {
                throw new ArgumentException(
                    $"The name '{parameter.Name}' is {(parameter.Name == SafetensorsHeader.MetadataName ? "reserved" : "used twice")}.",
                    nameof(parameters));
            }
        }
    }

    /// <summary>Whether a parameter can hold every number of a type.</summary>
    internal static bool Widens(string dtype, Parameter parameter) =>
        parameter.ElementType == typeof(sbyte)
            ? dtype == "I8"
            : dtype is "F32" or "F16" or "BF16" || (dtype == "F64" && parameter.ElementType == typeof(double));

    /// <summary>The format's name of a parameter's number type.</summary>
    internal static string Dtype(Parameter parameter, WeightStorage storage = WeightStorage.AsComputed) => storage switch
    {
        _ when parameter.ElementType == typeof(sbyte) => "I8",
        WeightStorage.Float16 => "F16",
        WeightStorage.BFloat16 => "BF16",
        _ => parameter.ElementType == typeof(double) ? "F64" : "F32",
    };

    private static void CheckFinite(string path, IReadOnlyList<Parameter> parameters, WeightStorage storage)
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter.ElementType == typeof(double))
            {
                CheckFinite<double>(path, parameter.Name, parameter.AsSpan<double>(), storage);
            }
            else if (parameter.ElementType != typeof(sbyte))
            {
                CheckFinite<float>(path, parameter.Name, parameter.AsSpan<float>(), storage);
            }
        }
    }

    private static void CheckFinite<T>(string path, string name, ReadOnlySpan<T> values, WeightStorage storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new SafetensorsException(
                    path, name, Invariant($"element {i} is {values[i]}; such weights are saved only where allowNonFinite says so."));
            }

            if (storage != WeightStorage.AsComputed && !HalfNumbers.IsFinite(HalfNumbers.Bits(values[i], storage), storage))
            {
                string most = storage == WeightStorage.Float16 ? "65504; BFloat16 holds it" : "3.4E38";
                throw new SafetensorsException(path, name, Invariant($"element {i} is {values[i]}; {storage} ends at {most}."));
            }
        }
    }
}
