using System.Globalization;
using Samples;

namespace Autoencoder;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Digits trained on.</summary>
    public required int Train { get; init; }

    /// <summary>Passes over them.</summary>
    public required int Epochs { get; init; }

    /// <summary>Mean squared error of the test digits of the kinds trained on.</summary>
    public required double TestLoss { get; init; }

    /// <summary>The same of always drawing the mean of the training digits.</summary>
    public required double MeanPictureLoss { get; init; }

    /// <summary>How well others are told from the digit trained on; null where all were.</summary>
    public required AnomalyTest? Anomaly { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">Where the picture is.</param>
    public void WriteText(TextWriter writer, string picture)
    {
        Line("Test error", $"{TestLoss:0.00000} a pixel, squared (the mean picture alone: {MeanPictureLoss:0.00000})");
        Anomaly?.WriteText(Line);
        Line("Time", $"{Seconds:0.0} s");
        Line("Picture", $"{picture}");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-15}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("dataset", Dataset);
        json.WriteNumber("train", Train);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("testLoss", Math.Round(TestLoss, 8));
        json.WriteNumber("meanPictureLoss", Math.Round(MeanPictureLoss, 8));
        Anomaly?.WriteTo(json);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteNumber("parameters", Parameters);
    });
}
