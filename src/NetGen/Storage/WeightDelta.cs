using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// The parameters of a network that differ from those in a file of it. They are kept whole, so that base and difference give the same bits,
/// with a hash of the base, so that no other takes its place.
/// </summary>
internal static class WeightDelta
{
    private const string BaseKey = "netgen.delta.base";

    /// <summary>Writes those that differ.</summary>
    public static void Save(string path, string baseFile, IReadOnlyList<Parameter> parameters)
    {
        using SafetensorsFile file = SafetensorsFile.Open(baseFile);
        Dictionary<string, byte[]> values = ReadBase(file, parameters);
        WeightTransfer.Read(parameters, () =>
        {
            Parameter[] changed = [.. parameters.Where(parameter => !Bytes(parameter).SequenceEqual(values[parameter.Name]))];
            Safetensors.Save(path, changed, new Dictionary<string, string> { [BaseKey] = Hash(parameters, values) });
        });
    }

    /// <summary>Reads base and difference.</summary>
    public static void Load(string path, string baseFile, IReadOnlyList<Parameter> parameters)
    {
        using SafetensorsFile delta = SafetensorsFile.Open(path), file = SafetensorsFile.Open(baseFile);
        if (!delta.Metadata.TryGetValue(BaseKey, out string? wanted))
        {
            throw new SafetensorsException(path, BaseKey, "the file's remarks lack this hash: it is no difference from a base.");
        }

        Dictionary<string, byte[]> values = ReadBase(file, parameters);
        if (wanted != Hash(parameters, values))
        {
            throw new SafetensorsException(path, BaseKey, $"the difference was made with another base than {baseFile}.");
        }

        Parameter[] changed = [.. parameters.Where(parameter => delta.Contains(parameter.Name))];
        Action write = Safetensors.ReadAll(delta, changed);
        if (parameters.Count == 0)
        {
            return;
        }

        IWeights weights = parameters[0].Weights;
        using WeightGate.Scope claim = weights.Gate.Claim();
        WeightTransfer.Change(weights, () =>
        {
            foreach (Parameter parameter in parameters)
            {
                values[parameter.Name].CopyTo(Bytes(parameter));
            }

            write();
        });
    }

    /// <summary>The values of each parameter in the base, in the network's number type.</summary>
    private static Dictionary<string, byte[]> ReadBase(SafetensorsFile file, IReadOnlyList<Parameter> parameters)
    {
        // Checked as for loading: the base is a file of this network.
        Safetensors.ReadAll(file, parameters, CheckpointNames.IsCheckpoint(file) ? CheckpointNames.IsBesideWeights : null);
        return parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.ElementType == typeof(double)
                ? MemoryMarshal.AsBytes<double>(file.ReadDoubles(parameter.Name)).ToArray()
                : MemoryMarshal.AsBytes<float>(file.ReadSingles(parameter.Name)).ToArray());
    }

    private static Span<byte> Bytes(Parameter parameter) => parameter.ElementType == typeof(double)
        ? MemoryMarshal.AsBytes(parameter.AsSpan<double>())
        : MemoryMarshal.AsBytes(parameter.AsSpan<float>());

    private static string Hash(IReadOnlyList<Parameter> parameters, Dictionary<string, byte[]> values)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in parameters)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{parameter}\n"));
            hash.AppendData(values[parameter.Name]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
