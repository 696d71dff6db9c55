using System.Text;
using System.Text.Json;

namespace Samples;

/// <summary>The last line of a sample's output with <c>--json</c>.</summary>
internal static class JsonLine
{
    /// <summary>One JSON object on one line.</summary>
    /// <param name="write">Writes its properties.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
