using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Digits;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>"cnn", "mlp" or "resnet20".</summary>
    public required string Model { get; init; }

    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Digits trained on.</summary>
    public required int Train { get; init; }

    /// <summary>Digits tested on.</summary>
    public required int Test { get; init; }

    /// <summary>Passes over the training digits.</summary>
    public required int Epochs { get; init; }

    /// <summary>Share of the test digits read right, 0 to 1.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Mean training loss of the last epoch.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Most memory the process had resident, in 10⁶ bytes.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Training digits per second.</summary>
    public double SamplesPerSecond => (double)Train * Epochs / Seconds;

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="file">Where the weights are.</param>
    public void WriteText(TextWriter writer, string file)
    {
        Line("Test accuracy", $"{100 * TestAccuracy:0.00} % of {Test:N0} digits");
        Line("Time", $"{Seconds:0.0} s, {SamplesPerSecond:N0} digits/s");
        Line("Peak memory", $"{PeakMemoryMb:N0} MB");
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
            json.WriteString("model", Model);
            json.WriteString("dataset", Dataset);
            json.WriteNumber("train", Train);
            json.WriteNumber("test", Test);
            json.WriteNumber("epochs", Epochs);
            json.WriteNumber("testAccuracy", Math.Round(TestAccuracy, 6));
            json.WriteNumber("trainLoss", Math.Round(TrainLoss, 6));
            json.WriteNumber("seconds", Math.Round(Seconds, 3));
            json.WriteNumber("samplesPerSecond", Math.Round(SamplesPerSecond, 1));
            json.WriteNumber("peakMemoryMb", Math.Round(PeakMemoryMb, 1));
            json.WriteNumber("parameters", Parameters);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
