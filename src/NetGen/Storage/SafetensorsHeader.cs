using System.Text.Json;
using System.Text.Unicode;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Parses the JSON header of a safetensors file and checks that the tensors fill the data exactly:
/// {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, "__metadata__": {"key": "value"}}.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataName = "__metadata__";

    // The header's object, a tensor's object and its arrays.
    private const int Depth = 3;

    private const int LargestRank = 64;

    private readonly string _path;

    private SafetensorsHeader(string path) => _path = path;

    /// <summary>The tensors in the order of the header.</summary>
    public List<SafetensorsTensor> Tensors { get; } = [];

    /// <summary>The file's metadata; empty where it has none.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <exception cref="SafetensorsException">The header is not as the format says, or does not fit the data.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        SafetensorsHeader header = new(path);
        if (!Utf8.IsValid(json))
        {
            throw header.Error("header", "it is not UTF-8.");
        }

        try
        {
            header.ReadAll(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafetensorsException(path, "header", $"it is no valid JSON: {exception.Message}", exception);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = Depth });
        reader.Read();
        Expect(reader, JsonTokenType.StartObject, "header", "an object");
        HashSet<string> names = [];
        while (NextName(ref reader, names, "header") is string name)
        {
            reader.Read();
            Expect(reader, JsonTokenType.StartObject, name, "an object");
            if (name == MetadataName)
            {
                ReadMetadata(ref reader);
            }
            else
            {
                Tensors.Add(ReadTensor(ref reader, name));
            }
        }

        // Only spaces may follow; the reader throws at anything else.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        HashSet<string> keys = [];
        while (NextName(ref reader, keys, MetadataName) is string key)
        {
            reader.Read();
            Expect(reader, JsonTokenType.String, MetadataName, "text as its values");
            Metadata.Add(key, reader.GetString()!);
        }
    }

    private SafetensorsTensor ReadTensor(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        HashSet<string> fields = [];
        while (NextName(ref reader, fields, name) is string field)
        {
            reader.Read();
            switch (field)
            {
                case "dtype":
                    Expect(reader, JsonTokenType.String, name, "text as dtype");
                    dtype = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, name, field);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, name, field);
                    break;
                default:
                    throw Error(name, $"'{SafetensorsException.Shorten(field)}' is no field of a tensor.");
            }
        }

        if (dtype is null || shape is null || offsets is null)
        {
            throw Error(name, "it needs dtype, shape and data_offsets.");
        }

        return CheckTensor(name, dtype, shape, offsets);
    }

    private SafetensorsTensor CheckTensor(string name, string dtype, List<long> shape, List<long> offsets)
    {
        int elementSize = SafetensorsTensor.ElementSize(dtype);
        if (elementSize == 0)
        {
            throw Error(name, $"dtype '{SafetensorsException.Shorten(dtype)}' is unknown.");
        }

        if (shape.Count > LargestRank)
        {
            throw Error(name, Invariant($"a shape of more than {LargestRank} dimensions is not read."));
        }

        long elements = 1;
        foreach (long dimension in shape)
        {
            // Both factors are below 2^31, so that the product cannot overflow.
            if (dimension > int.MaxValue || (elements *= dimension) > int.MaxValue)
            {
                throw Error(name, Invariant($"a shape of more than {int.MaxValue} elements is not read."));
            }
        }

        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Error(name, "data_offsets must be a begin and an end not before it.");
        }

        Shape sizes = new(shape.ConvertAll(dimension => (int)dimension).ToArray());
        return offsets[1] - offsets[0] == elements * elementSize
            ? new(name, dtype, sizes, offsets[0], offsets[1])
            : throw Error(
                name,
                Invariant($"data_offsets {offsets[0]} to {offsets[1]} are {offsets[1] - offsets[0]} bytes; {dtype} {sizes} takes {elements * elementSize}."));
    }

    /// <summary>The tensors, by offset, must follow one another from the first byte of the data to its last.</summary>
    private void CheckLayout(long dataLength)
    {
        long position = 0;
        foreach (SafetensorsTensor tensor in Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.End > dataLength)
            {
                throw Error(
                    tensor.Name, Invariant($"data_offsets end at {tensor.End}, but the file holds {dataLength} bytes of data."));
            }

            if (tensor.Begin != position)
            {
                throw Error(
                    tensor.Name,
                    Invariant($"data_offsets begin at {tensor.Begin}, which {(tensor.Begin < position ? "overlaps the tensor before" : "leaves a gap after the tensor before")}: it ends at {position}."));
            }

            position = tensor.End;
        }

        if (position != dataLength)
        {
            throw Error("data", Invariant($"{dataLength - position} bytes follow after the last tensor."));
        }
    }

    /// <summary>The next property's name, or null at the end of the object.</summary>
    private string? NextName(ref Utf8JsonReader reader, HashSet<string> seen, string owner)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = reader.GetString()!;
        return seen.Add(name) ? name : throw Error(owner, $"'{SafetensorsException.Shorten(name)}' occurs twice.");
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field)
    {
        Expect(reader, JsonTokenType.StartArray, name, $"an array as {field}");
        List<long> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw Error(name, $"{field} must hold whole numbers that are not negative and below 2^63.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private void Expect(in Utf8JsonReader reader, JsonTokenType type, string field, string expected)
    {
        if (reader.TokenType != type)
        {
            throw Error(field, $"expected {expected}, found {reader.TokenType}.");
        }
    }

    private SafetensorsException Error(string field, string problem) => new(_path, field, problem);
}
