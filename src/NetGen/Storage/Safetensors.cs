using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Saves and loads parameters as safetensors, the format that Python's <c>safetensors</c> package reads and writes.
/// </summary>
public static class Safetensors
{
    private const int HeaderAlignment = 8;
    private const int ChunkElements = 1 << 20;

    /// <summary>
    /// Saves parameters, F32 or F64 as they are. A crash or an error at any moment leaves the file that was there whole.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="parameters">The parameters, each with a name of its own.</param>
    /// <param name="metadata">Remarks to keep in the file.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name, or one has a name that the format reserves.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path, IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        CheckNames(parameters);
        byte[] header = WriteHeader(parameters, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (Parameter parameter in parameters)
            {
                if (parameter.ElementType == typeof(double))
                {
                    WriteValues<double>(stream, parameter.AsSpan<double>());
                }
                else
                {
                    WriteValues<float>(stream, parameter.AsSpan<float>());
                }
            }
        });
    }

    /// <summary>
    /// Loads parameters. The whole file is checked and read before the first value changes: all parameters are loaded or none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters to fill: the file must hold these names and shapes and no other tensors.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, lacks a parameter, has another tensor, or one of another shape or type (F32 widens to double).
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckNames(parameters);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        foreach (Parameter parameter in parameters)
        {
            Check(file, parameter);
        }

        if (file.Tensors.Count > parameters.Count)
        {
            HashSet<string> names = [.. parameters.Select(parameter => parameter.Name)];
            SafetensorsTensor other = file.Tensors.First(tensor => !names.Contains(tensor.Name));
            throw new SafetensorsException(path, other.Name, $"the network has no parameter of this name; the file holds {other.Dtype} {other.Shape}.");
        }

        List<Action> writes = [];
        foreach (Parameter parameter in parameters)
        {
            writes.Add(Read(file, parameter));
        }

        writes.ForEach(write => write());
    }

    /// <summary>Reads a parameter's values; the result writes them.</summary>
    private static Action Read(SafetensorsFile file, Parameter parameter)
    {
        if (parameter.ElementType == typeof(double))
        {
            double[] doubles = file.ReadDoubles(parameter.Name);
            return () => doubles.CopyTo(parameter.AsSpan<double>());
        }

        float[] singles = file.ReadSingles(parameter.Name);
        return () => singles.CopyTo(parameter.AsSpan<float>());
    }

    private static void Check(SafetensorsFile file, Parameter parameter)
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

        bool widens = tensor.Dtype == "F32" && parameter.ElementType == typeof(double);
        if (tensor.Dtype != Dtype(parameter) && !widens)
        {
            throw new SafetensorsException(
                file.FileName, tensor.Name, $"the file holds {tensor.Dtype}, the network {Dtype(parameter)}.");
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
                    $"The name '{parameter.Name}' is {(parameter.Name == SafetensorsHeader.MetadataName ? "reserved" : "used twice")}.", nameof(parameters));
            }
        }
    }

    private static string Dtype(Parameter parameter) => parameter.ElementType == typeof(double) ? "F64" : "F32";

    private static byte[] WriteHeader(IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach ((string key, string value) in metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (Parameter parameter in parameters)
            {
                offset = WriteEntry(writer, parameter, offset);
            }

            writer.WriteEndObject();
        }

        while (json.Length % HeaderAlignment != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.ToArray();
    }

    /// <summary>Describes a parameter whose data begins at <paramref name="begin"/>; returns where it ends.</summary>
    private static long WriteEntry(Utf8JsonWriter writer, Parameter parameter, long begin)
    {
        string dtype = Dtype(parameter);
        long end = begin + ((long)parameter.Shape.Size * SafetensorsTensor.ElementSize(dtype));
        writer.WriteStartObject(parameter.Name);
        writer.WriteString("dtype", dtype);
        writer.WriteStartArray("shape");
        foreach (int dimension in parameter.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }

    /// <summary>Writes in chunks: the bytes of one large span may be more than a span can count.</summary>
    private static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (int start = 0; start < values.Length; start += ChunkElements)
        {
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ChunkElements, values.Length - start))));
        }
    }
}
