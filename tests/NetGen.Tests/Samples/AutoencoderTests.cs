using System.Text.Json;
using Autoencoder;
using Samples;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that draws digits again, as its user meets it, and its measure.</summary>
public sealed class AutoencoderTests : IDisposable
{
    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1, "1 2", "3 4")]
    [InlineData(0, "3 4", "1 2")]
    [InlineData(0.5, "2 2 2", "2 2")]
    [InlineData(0.75, "1 2", "2 3 1 3")]
    [InlineData(0.625, "5 1", "5 3")]
    public void TheAreaCountsPairsAndEqualOnesHalf(double auc, string healthy, string anomalous)
    {
        double[] first = [.. healthy.Split(' ').Select(double.Parse)], second = [.. anomalous.Split(' ').Select(double.Parse)];

        Assert.Equal(auc, Roc.Auc(first, second), 1e-12);
        Assert.Equal(1 - auc, Roc.Auc(second, first), 1e-12);
    }

    [Theory]
    [InlineData(0.95, 19)]
    [InlineData(0.951, 20)]
    [InlineData(1, 20)]
    [InlineData(0.01, 1)]
    public void AQuantileIsNotExceededByItsShare(double share, double expected) =>
        Assert.Equal(expected, Roc.Quantile(Enumerable.Range(1, 20).Select(i => 21.0 - i), share));

    [Fact]
    public async Task OtherDigitsAreFoundAndThePictureIsAPng()
    {
        _files.WriteDigits(train: 1500, test: 60);
        string picture = _files.File("digits.png");
        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--anomaly", "--digit", "1", "--epochs", "60", "--batch", "8", "--picture", picture, "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.True(json.RootElement.GetProperty("auc").GetDouble() > 0.9, outcome.Output);
        Assert.Equal((135, 15), (Number("train"), Number("heldOut")));
        Assert.Equal<byte>([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(picture)[..6]);

        int Number(string name) => json.RootElement.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task AllDigitsAreDrawnBetterThanTheirMeanIs()
    {
        _files.WriteDigits(train: 600, test: 40);
        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--epochs", "5", "--batch", "8", "--picture", _files.File("p.png"), "--json");

        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["dataset", "train", "epochs", "testLoss", "meanPictureLoss", "seconds", "parameters"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.True(
            json.RootElement.GetProperty("testLoss").GetDouble() < 0.8 * json.RootElement.GetProperty("meanPictureLoss").GetDouble(),
            outcome.Output);
    }

    [Fact]
    public async Task ADigitThatIsMissingIsOneLineThatNamesTheOption()
    {
        _files.WriteDigits(train: 3, test: 3);
        int missing = Array.FindIndex([.. Enumerable.Range(0, 10)], digit => !SyntheticDigits.Draw(3, 1).Labels.Contains((byte)digit));
        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--anomaly", "--digit", $"{missing}", "--picture", _files.File("p.png"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("--digit", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--digit", "10")]
    [InlineData("--epochs", "0")]
    [InlineData("--seed", "x")]
    [InlineData("--picture", "no-such-folder/p.png")]
    [InlineData("--picture", ".")]
    [InlineData("--data", "no-such-folder")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
