using System.Globalization;
using Samples;

namespace FewShot;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Digits in an episode.</summary>
    public required int Ways { get; init; }

    /// <summary>Known pictures of each.</summary>
    public required int Shots { get; init; }

    /// <summary>Share of the queries told right in each episode, 0 to 1.</summary>
    public required double[] Accuracies { get; init; }

    /// <summary>Pairs trained on.</summary>
    public required int Pairs { get; init; }

    /// <summary>Passes over them.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Mean share of the queries told right.</summary>
    public double Accuracy => Accuracies.Average();

    /// <summary>Standard error of <see cref="Accuracy"/> over the episodes.</summary>
    public double StandardError => Math.Sqrt(
        Accuracies.Sum(a => (a - Accuracy) * (a - Accuracy)) / (Accuracies.Length - 1.0) / Accuracies.Length);

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">Where the picture is.</param>
    public void WriteText(TextWriter writer, string picture)
    {
        Line(
            "Accuracy",
            $"{100 * Accuracy:0.00} ± {100 * StandardError:0.00} % in {Accuracies.Length:N0} episodes (chance: {100.0 / Ways:0.00} %)");
        Line("Time", $"{Seconds:0.0} s");
        Line("Picture", $"{picture}");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-15}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("dataset", Dataset);
        json.WriteNumber("ways", Ways);
        json.WriteNumber("shots", Shots);
        json.WriteNumber("accuracy", Math.Round(Accuracy, 6));
        json.WriteNumber("standardError", Math.Round(StandardError, 6));
        json.WriteNumber("chance", Math.Round(1.0 / Ways, 6));
        json.WriteNumber("episodes", Accuracies.Length);
        json.WriteNumber("pairs", Pairs);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteNumber("parameters", Parameters);
    });
}
