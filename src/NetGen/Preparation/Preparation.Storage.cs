using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NetGen;

/// <content>As JSON and back: in the file of the weights, or in one of its own.</content>
public sealed partial class Preparation
{
    /// <summary>The remark of a safetensors file that holds what its network's inputs went through.</summary>
    internal const string Remark = "preparation";

    /// <summary>One JSON object with all names and numbers, from which <see cref="FromJson"/> makes the same to the bit.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            PreparationJson.Write(json, this);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is damaged, or something else: the message names the column and what is wrong.</exception>
    public static Preparation FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PreparationJson.Read(json);
    }

    /// <summary>Writes <see cref="ToJson"/> to a file in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public void SaveJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] text = Encoding.UTF8.GetBytes(ToJson());
        AtomicFile.Write(path, stream => stream.Write(text));
    }

    /// <summary>Reads what <see cref="SaveJson"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is damaged, or something else: the message names the column and what is wrong.</exception>
    public static Preparation LoadJson(string path)
    {
        using StreamReader reader = new(InputFile.Open(path, problem => new IOException($"{path}: {problem}")), Encoding.UTF8);
        return FromJson(reader.ReadToEnd());
    }

    /// <summary>The preparation that a file of weights holds; null where it has none.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafetensorsException">The file is damaged, or the preparation is, or of another package.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Preparation? Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return ReadFrom(file);
    }

    /// <inheritdoc cref="Load(string)"/>
    internal static Preparation? ReadFrom(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Remark, out string? text))
        {
            return null;
        }

        try
        {
            return FromJson(text);
        }
        catch (JsonException exception)
        {
            throw new SafetensorsException(
                file.FileName, Remark, $"it is none of NetGen's own, or damaged: {exception.Message}", exception);
        }
    }
}
