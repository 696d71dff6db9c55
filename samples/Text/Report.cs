using System.Globalization;
using Samples;

namespace Texts;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>"embeddingbag", "cnn", "lstm" or "gru".</summary>
    public required string Model { get; init; }

    /// <summary>"sms-spam", "imdb-sentences" or the file's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Texts trained on, of the last part.</summary>
    public required int Train { get; init; }

    /// <summary>Texts tested on, of all parts.</summary>
    public required int Test { get; init; }

    /// <summary>Texts left out because they were there already.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Passes over the training texts.</summary>
    public required int Epochs { get; init; }

    /// <summary>Share of the test texts told right, 0 to 1, of each part.</summary>
    public required double[] Accuracies { get; init; }

    /// <summary>Share of the most frequent kind, 0 to 1: what always saying it would reach.</summary>
    public required double Majority { get; init; }

    /// <summary>Seconds that training and test took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Writes it for people.</summary>
    public void WriteText(TextWriter writer)
    {
        if (Accuracies.Length > 1)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{"Folds",-15}{string.Join(", ", Accuracies.Select(a => (100 * a).ToString("0.00", CultureInfo.InvariantCulture)))} %"));
        }

        Line("Test accuracy", $"{100 * Accuracies.Average():0.00} % of {Test:N0} texts (always the same answer: {100 * Majority:0.00} %)");
        Line("Time", $"{Seconds:0.0} s");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-15}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One JSON object on one line; folds only where there are several.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("model", Model);
        json.WriteString("dataset", Dataset);
        json.WriteNumber("train", Train);
        json.WriteNumber("test", Test);
        json.WriteNumber("duplicates", Duplicates);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("testAccuracy", Math.Round(Accuracies.Average(), 6));
        if (Accuracies.Length > 1)
        {
            json.WriteStartArray("folds");
            foreach (double accuracy in Accuracies)
            {
                json.WriteNumberValue(Math.Round(accuracy, 6));
            }

            json.WriteEndArray();
        }

        json.WriteNumber("majority", Math.Round(Majority, 6));
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteNumber("parameters", Parameters);
    });
}
