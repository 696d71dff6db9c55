using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Benchmarks;

/// <summary>How figures are printed: a JSON object a line, or the text of a row.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Prints one row.</summary>
    public static void Row<TRow>(TRow row, bool json) =>
        Console.WriteLine(json ? JsonSerializer.Serialize(row, s_options) : row!.ToString());
}
