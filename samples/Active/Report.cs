using System.Globalization;
using Samples;

namespace Active;

/// <summary>What the runs gave.</summary>
internal sealed record Report
{
    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>The accuracy whose price in labels is compared, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Each run with labels at random.</summary>
    public required IReadOnlyList<LearningCurve> Random { get; init; }

    /// <summary>Each run with labels that the network asked for.</summary>
    public required IReadOnlyList<LearningCurve> Uncertain { get; init; }

    /// <summary>Seconds that all took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Share of the labels that asking saves; null where a strategy did not get as far.</summary>
    public double? Saved => 1 - (LabelsOf(Uncertain) / LabelsOf(Random));

    /// <summary>Mean number of labels for the accuracy; null where a run did not reach it.</summary>
    public double? LabelsOf(IReadOnlyList<LearningCurve> runs)
    {
        double?[] labels = [.. runs.Select(run => run.LabelsFor(Accuracy))];
        return labels.Contains(null) ? null : labels.Average();
    }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">Where the picture is.</param>
    public void WriteText(TextWriter writer, string picture)
    {
        Line("Accuracy", $"{100 * Accuracy:0.##} % of the test digits");
        Line("At random", $"{Words(LabelsOf(Random))}");
        Line("Asked for", $"{Words(LabelsOf(Uncertain))}{(Saved is double saved ? Percent(saved) : "")}");
        Line("Time", $"{Seconds:0.0} s");
        Line("Picture", $"{picture}");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-15}{value.ToString(CultureInfo.InvariantCulture)}");

        static string Words(double? labels) =>
            labels is double count ? string.Create(CultureInfo.InvariantCulture, $"{count:0} labels") : "not reached";

        static string Percent(double saved) => string.Create(CultureInfo.InvariantCulture, $", {100 * saved:0} % fewer");
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("dataset", Dataset);
        json.WriteNumber("accuracy", Accuracy);
        Number("randomLabels", LabelsOf(Random));
        Number("activeLabels", LabelsOf(Uncertain));
        Number("saved", Saved);
        json.WriteNumber("runs", Random.Count);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));

        void Number(string name, double? value)
        {
            if (value is double number)
            {
                json.WriteNumber(name, Math.Round(number, 6));
            }
            else
            {
                json.WriteNull(name);
            }
        }
    });
}
