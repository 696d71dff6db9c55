using System.Globalization;
using Samples;

namespace Flashcards;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Cards trained on.</summary>
    public required int Cards { get; init; }

    /// <summary>Their reviews that count.</summary>
    public required int Reviews { get; init; }

    /// <summary>Reviews held out that count.</summary>
    public required int HeldOut { get; init; }

    /// <summary>Passes over the cards.</summary>
    public required int Epochs { get; init; }

    /// <summary>Log loss of the reviews held out, with the numbers that training starts from.</summary>
    public required double LogLossDefault { get; init; }

    /// <summary>The same with the numbers found.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The same with the numbers that the histories were drawn from.</summary>
    public required double LogLossTrue { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Each number: its name, where it started, what was found, what it is.</summary>
    public required IReadOnlyList<(string Name, float Start, float Found, float True)> Numbers { get; init; }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">Where the picture is.</param>
    public void WriteText(TextWriter writer, string picture)
    {
        writer.WriteLine($"{"",-24}{"default",10}{"found",10}{"true",10}");
        foreach ((string name, float start, float found, float right) in Numbers)
        {
            Row(name, start, found, right);
        }

        Row("Log loss, held out", LogLossDefault, LogLoss, LogLossTrue);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Time      {Seconds:0.0} s"));
        writer.WriteLine($"Picture   {picture}");

        void Row(string name, double start, double found, double right) =>
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{start,10:0.0000}{found,10:0.0000}{right,10:0.0000}"));
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteNumber("cards", Cards);
        json.WriteNumber("reviews", Reviews);
        json.WriteNumber("heldOut", HeldOut);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("logLossDefault", Math.Round(LogLossDefault, 6));
        json.WriteNumber("logLoss", Math.Round(LogLoss, 6));
        json.WriteNumber("logLossTrue", Math.Round(LogLossTrue, 6));
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteStartObject("numbers");
        foreach ((string name, _, float found, _) in Numbers)
        {
            json.WriteNumber(name, found);
        }

        json.WriteEndObject();
    });
}
