using System.Globalization;
using Samples;

namespace Finetune;

/// <summary>What a run gave: shares of the test pictures told right, 0 to 1.</summary>
internal sealed record Report
{
    /// <summary>Of the digits, by the network that is taken further.</summary>
    public required double Digits { get; init; }

    /// <summary>Of clothes, each way.</summary>
    public required IReadOnlyList<(string Name, double Accuracy)> Modes { get; init; }

    /// <summary>Of 7, 8 and 9 after five pictures of each.</summary>
    public required double Reptile { get; init; }

    /// <summary>Seconds of all of it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of clothes, the best way.</summary>
    public double Best => Modes.Max(mode => mode.Accuracy);

    /// <summary>Writes it for people.</summary>
    public void WriteText(TextWriter writer)
    {
        Line("digits", Digits);
        foreach ((string name, double accuracy) in Modes)
        {
            Line($"clothes, {name}", accuracy);
        }

        Line("7, 8, 9 by Reptile", Reptile);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"time",-24}{Seconds:0.0} s"));

        void Line(string name, double accuracy) =>
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{100 * accuracy:0.00} %"));
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteNumber("digits", Math.Round(Digits, 6));
        foreach ((string name, double accuracy) in Modes)
        {
            json.WriteNumber(name, Math.Round(accuracy, 6));
        }

        json.WriteNumber("best", Math.Round(Best, 6));
        json.WriteNumber("reptile", Math.Round(Reptile, 6));
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
    });
}
