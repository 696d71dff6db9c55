using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gan;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Digits trained on.</summary>
    public required int Train { get; init; }

    /// <summary>Passes over the training digits; the last one need not be whole.</summary>
    public required double Epochs { get; init; }

    /// <summary>Steps of both networks.</summary>
    public required long Steps { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean loss of the discriminator over the last steps.</summary>
    public required double DiscriminatorLoss { get; init; }

    /// <summary>Mean loss of the generator over the last steps.</summary>
    public required double GeneratorLoss { get; init; }

    /// <summary>Share of the test digits that the reader reads right.</summary>
    public required double ReaderAccuracy { get; init; }

    /// <summary>What the reader makes of drawn digits.</summary>
    public required DrawnDigits Drawn { get; init; }

    /// <summary>Trained numbers of the generator.</summary>
    public required long Parameters { get; init; }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="folder">Where the pictures and weights are.</param>
    public void WriteText(TextWriter writer, string folder)
    {
        Line("Legible", $"{100 * Drawn.Legible:0.0} % of 1,000 drawn digits, {Drawn.Classes} of 10 classes");
        Line("Reader", $"{100 * ReaderAccuracy:0.00} % of written digits read right");
        Line("Time", $"{Seconds:0.0} s, {Steps:N0} steps, {Epochs:0.0} epochs");
        Line("Pictures", $"{folder}");

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
            json.WriteString("dataset", Dataset);
            json.WriteNumber("train", Train);
            json.WriteNumber("epochs", Math.Round(Epochs, 3));
            json.WriteNumber("steps", Steps);
            json.WriteNumber("seconds", Math.Round(Seconds, 3));
            json.WriteNumber("discriminatorLoss", Math.Round(DiscriminatorLoss, 6));
            json.WriteNumber("generatorLoss", Math.Round(GeneratorLoss, 6));
            json.WriteNumber("readerAccuracy", Math.Round(ReaderAccuracy, 6));
            json.WriteNumber("legible", Drawn.Legible);
            json.WriteNumber("classes", Drawn.Classes);
            json.WriteNumber("parameters", Parameters);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
