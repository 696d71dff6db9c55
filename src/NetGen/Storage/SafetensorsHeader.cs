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

    /// <summary>Bytes of the largest header that is read, or written.</summary>
    public const int LargestSize = 100_000_000;

    // The header's object, a tensor's object and its arrays.
    private const int Depth = 3;

    private const int LargestRank = 64;

    // Small entries take many times their bytes in memory.
    private const int MostTensors = 100_000;
    private const int MostRemarks = 10_000;
    private const int LargestMetadata = 1 << 24;

    private const string OffsetsAreTwo = "data_offsets must be a begin and an end not before it.";

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
        if (json.Length > LargestSize)
        {
            throw header.Error("header length", Invariant($"{json.Length} bytes; more than {LargestSize} are not read."));
        }

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
            else if (Tensors.Count < MostTensors)
            {
                Tensors.Add(ReadTensor(ref reader, name));
            }
            else
            {
                throw Error("header", Invariant($"more than {MostTensors} tensors are not read."));
            }
        }

        // Only spaces may follow; the reader throws at anything else.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        long begin = reader.BytesConsumed;
        HashSet<string> keys = [];
        while (NextName(ref reader, keys, MetadataName) is string key)
        {
            reader.Read();
            Expect(reader, JsonTokenType.String, MetadataName, "text as its values");
            if (keys.Count > MostRemarks || reader.BytesConsumed - begin > LargestMetadata)
            {
                throw Error(MetadataName, Invariant($"more than {MostRemarks} remarks, or {LargestMetadata} bytes of them, are not read."));
            }

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
                    shape = ReadNumbers(
                        ref reader, name, field, LargestRank, Invariant($"a shape of more than {LargestRank} dimensions is not read."));
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, name, field, 2, OffsetsAreTwo);
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
        UInt128 elements = 1;
        foreach (long dimension in shape)
        {
            if (dimension > int.MaxValue || (elements *= (ulong)dimension) > long.MaxValue)
            {
                throw Error(name, Invariant($"a dimension of more than {int.MaxValue} elements, or {long.MaxValue} in all, is not read."));
            }
        }

        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Error(name, OffsetsAreTwo);
        }

        // The type may be newer than this reader: then the file says how long the tensor is, and only that tensor is not read.
        int bits = SafetensorsTensor.ElementBits(dtype);
        UInt128 size = elements * (uint)bits / 8;
        Shape sizes = Shape.Stated([.. shape.Select(dimension => (int)dimension)]);
        if (bits != 0 && (elements * (uint)bits % 8 != 0 || size != (ulong)(offsets[1] - offsets[0])))
        {
            throw Error(
                name,
                Invariant($"data_offsets {offsets[0]} to {offsets[1]} are {offsets[1] - offsets[0]} bytes; ")
                + Invariant($"{dtype} {sizes} takes {(double)(elements * (uint)bits) / 8}."));
        }

        return new(name, dtype, sizes, (long)elements, offsets[0], offsets[1]);
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
                    Invariant($"data_offsets begin at {tensor.Begin}, which ")
                        + (tensor.Begin < position ? "overlaps the tensor before" : "leaves a gap after the tensor before")
                        + Invariant($": it ends at {position}."));
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

    /// <exception cref="SafetensorsException">There are more than <paramref name="most"/>: <paramref name="problem"/> says so.</exception>
    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field, int most, string problem)
    {
        Expect(reader, JsonTokenType.StartArray, name, $"an array as {field}");
        List<long> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw Error(name, $"{field} must hold whole numbers that are not negative and below 2^63.");
            }

            if (numbers.Count == most)
            {
                throw Error(name, problem);
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
