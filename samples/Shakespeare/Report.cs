using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Shakespeare;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Nats per character on the last tenth of the text.</summary>
    public required double ValidationLoss { get; init; }

    /// <summary>Minutes that the training took.</summary>
    public required double Minutes { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Characters of the training windows per second.</summary>
    public required double CharactersPerSecond { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="file">Where the weights are.</param>
    public void WriteText(TextWriter writer, string file)
    {
        Line("Validation", $"{ValidationLoss:0.0000} nats per character");
        Line("Time", $"{Minutes:0.0} minutes, {Steps:N0} steps, {CharactersPerSecond:N0} characters/s");
        Line("Weights", $"{file}");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-15}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("validationLoss", Math.Round(ValidationLoss, 6));
            json.WriteNumber("minutes", Math.Round(Minutes, 3));
            json.WriteNumber("steps", Steps);
            json.WriteNumber("charactersPerSecond", Math.Round(CharactersPerSecond, 1));
            json.WriteNumber("parameters", Parameters);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
