using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A preparation as JSON: {"format": "netgen.preparation/1", "inputs": ["age"], "columns": [{"name": "age", "steps": [{"kind": "standard",
/// "mean": 40, "deviation": 12}]}]}. Numbers have all their digits, so that the same bits come back.
/// </summary>
internal static class PreparationJson
{
    /// <summary>Says what the text is: another package's preparation under the same remark has another.</summary>
    public const string Format = "netgen.preparation/1";

    public static void Write(Utf8JsonWriter json, Preparation preparation)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteStartArray("inputs");
        foreach (string name in preparation.InputNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (PreparedColumn column in preparation.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteStartArray("steps");
            foreach (PreparationStep step in column.Steps)
            {
                json.WriteStartObject();
                json.WriteString("kind", step.Kind);
                step.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A number; as text where JSON has none for it.</summary>
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        WriteValue(json, value);
    }

    /// <inheritdoc cref="Write(Utf8JsonWriter, string, double)"/>
    public static void WriteValue(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>What <see cref="WriteValue"/> wrote.</summary>
    /// <exception cref="FormatException">It is a text that stands for no number.</exception>
    public static double ReadValue(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw new FormatException("a text stands where a number should."),
        }
        : value.GetDouble();

    /// <exception cref="JsonException">It is something else, or damaged.</exception>
    public static Preparation Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format)
            || !format.ValueEquals(Format))
        {
            throw new JsonException($"A preparation is an object whose format is {Format}.");
        }

        string place = "preparation";
        try
        {
            string[] names = [.. root.GetProperty("inputs").EnumerateArray().Select(name => name.GetString()!)];
            List<PreparedColumn> columns = [];
            foreach (JsonElement column in root.GetProperty("columns").EnumerateArray())
            {
                place = Invariant($"columns[{columns.Count}]");
                string name = column.GetProperty("name").GetString()!;
                place = $"{place}, '{SafetensorsException.Shorten(name)}'";
                columns.Add(new(name, [.. column.GetProperty("steps").EnumerateArray().Select(ReadStep)]));
            }

            place = "preparation";
            return Preparation.Of(names, columns);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new JsonException($"{place}: {exception.Message}", exception);
        }
    }

    private static PreparationStep ReadStep(JsonElement step)
    {
        string kind = step.GetProperty("kind").GetString()!;
        return kind switch
        {
            "standard" => new StandardScaling(Number(step, "mean"), Number(step, "deviation")),
            "minmax" => MinMaxScaling.Of(Number(step, "minimum"), Number(step, "maximum"), Number(step, "lower"), Number(step, "upper")),
            "log" => new LogScaling(Number(step, "shift")),
            "clip" => new Clipping(Number(step, "low"), Number(step, "high")),
            "missing" => MissingValues.By(Number(step, "filling"), step.GetProperty("indicates").GetBoolean()),
            "onehot" => new OneHot(step.GetProperty("categories").EnumerateArray().Select(ReadValue), Unseen(step)),
            _ => throw new FormatException($"'{SafetensorsException.Shorten(kind)}' is no step that this version knows."),
        };
    }

    private static UnseenCategory Unseen(JsonElement step) =>
        Enum.TryParse(step.GetProperty("unseen").GetString(), out UnseenCategory unseen) && Enum.IsDefined(unseen)
            ? unseen
            : throw new FormatException("unseen is Error, Zeros or Other.");

    private static double Number(JsonElement step, string name) => ReadValue(step.GetProperty(name));
}
