using System.Globalization;
using System.Text.Json;
using Digits;
using Samples.Data;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The digits program as its user meets it: command line in, text and exit code out.</summary>
public sealed class DigitsTests : IDisposable
{
    private static readonly string[] JsonFields =
    [
        "model", "dataset", "train", "test", "epochs", "testAccuracy", "trainLoss", "seconds", "samplesPerSecond", "peakMemoryMb",
        "parameters",
    ];

    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("--epochs", "abc")]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "-3")]
    [InlineData("--epochs", "1.5")]
    [InlineData("--epochs", "99999999999")]
    [InlineData("--batch", "0")]
    [InlineData("--batch", "1000000")]
    [InlineData("--seed", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--limit", "0")]
    [InlineData("--shift", "-1")]
    [InlineData("--shift", "15")]
    [InlineData("--model", "rnn")]
    [InlineData("--model", "CNN ")]
    [InlineData("--data", "no-such-folder")]
    [InlineData("--data", "")]
    [InlineData("--save", "no-such-folder/weights.safetensors")]
    [InlineData("--save", ".")]
    [InlineData("--save", "")]
    public async Task AWrongValueIsOneLineThatNamesTheOption(string option, string value)
    {
        Outcome outcome = await RunAsync(option, value);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        string line = Assert.Single(outcome.ErrorLines);
        Assert.Contains(option, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--colour")]
    [InlineData("stray")]
    [InlineData("--epochs")]
    public async Task AnUnknownOrIncompleteArgumentIsOneLineThatNamesIt(string argument)
    {
        Outcome outcome = await RunAsync(argument);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains(argument, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesEveryOptionAndDefault()
    {
        Outcome outcome = await RunAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
        Assert.All(
            [
                "--data <DIR>", "--model <cnn|mlp|resnet20|small>", "--epochs <N>", "--batch <N>", "--seed <N>",
                "--threads <N>", "--limit <N>", "--shift <N>", "--augment", "--one-cycle", "--average <N>", "--save <FILE>",
                "--storage <float32|float16|bfloat16>", "--json",
            ],
            option => Assert.Contains(option, outcome.Output, StringComparison.Ordinal));
        Assert.All(["cnn", "3", "64", "1"], value => Assert.Contains($"[default: {value}]", outcome.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mlp", "")]
    [InlineData("cnn", "de-DE")]
    [InlineData("resnet20", "")]
    [InlineData("mlp", "", "--shift", "1", "--one-cycle", "--average", "0.9")]
    [InlineData("mlp", "", "--augment")]
    [InlineData("small", "")]
    public async Task JsonIsTheWholeOutputAndAgreesWithTheSavedWeights(string model, string culture, params string[] more)
    {
        _files.WriteDigits(train: 120, test: 40);
        string weights = _files.File("weights.safetensors");

        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Outcome outcome;
        try
        {
            outcome = await RunAsync(
            [
                "--data", _files.Path, "--model", model, "--epochs", "2", "--batch", "32", "--limit", "100", "--threads", "1",
                "--save", weights, "--json", .. more,
            ]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        JsonElement report = json.RootElement;
        Assert.Equal(JsonFields, report.EnumerateObject().Select(field => field.Name));
        Assert.Equal(model, report.GetProperty("model").GetString());
        Assert.Equal(Path.GetFileName(_files.Path), report.GetProperty("dataset").GetString());
        Assert.Equal(100, report.GetProperty("train").GetInt32());
        Assert.Equal(40, report.GetProperty("test").GetInt32());
        Assert.Equal(2, report.GetProperty("epochs").GetInt32());
        Assert.InRange(report.GetProperty("trainLoss").GetDouble(), 0.01, 10);
        Assert.All(
            ["seconds", "samplesPerSecond", "peakMemoryMb"],
            field => Assert.True(report.GetProperty(field).GetDouble() > 0, $"{field} is not above 0."));

        Network<float> loaded = model switch
        {
            "mlp" => new DigitMlp(seed: 99),
            "cnn" => new DigitClassifier(seed: 99),
            "small" => new DigitSmall(seed: 99),
            _ => new DigitResNet20(seed: 99),
        };
        loaded.Load(weights);
        Assert.Equal(loaded.ParameterCount, report.GetProperty("parameters").GetInt64());
        Assert.Equal(
            loaded.Evaluate(DigitData.Read(_files.Path).Test).Accuracy!.Value, report.GetProperty("testAccuracy").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task TrainingLearnsDrawnDigits()
    {
        _files.WriteDigits(train: 2000, test: 400);

        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--model", "mlp", "--epochs", "5", "--batch", "16", "--save", _files.File("w"), "--json");

        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.InRange(json.RootElement.GetProperty("testAccuracy").GetDouble(), 0.85, 1);
    }

    [Fact]
    public async Task WithoutJsonTheReportIsText()
    {
        _files.WriteDigits(train: 60, test: 20);
        string weights = _files.File("weights.safetensors");

        Outcome outcome = await RunAsync("--data", _files.Path, "--model", "mlp", "--epochs", "1", "--save", weights);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
        Assert.StartsWith("Test accuracy", outcome.OutputLines[^4], StringComparison.Ordinal);
        Assert.StartsWith("Time", outcome.OutputLines[^3], StringComparison.Ordinal);
        Assert.StartsWith("Peak memory", outcome.OutputLines[^2], StringComparison.Ordinal);
        Assert.EndsWith(weights, outcome.OutputLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedFileIsOneLineThatNamesIt()
    {
        _files.WriteDigits(train: 20, test: 20);
        File.WriteAllBytes(_files.File(MnistFile.TestImages.Name), [0, 0, 8, 3, 0, 0]);

        Outcome outcome = await RunAsync("--data", _files.Path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(MnistFile.TestImages.Name, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledRunSavesNothing()
    {
        _files.WriteDigits(train: 20, test: 20);
        string weights = _files.File("weights.safetensors");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Outcome outcome = await RunAsync(["--data", _files.Path, "--model", "mlp", "--save", weights], cancelled.Token);

        Assert.Equal(130, outcome.ExitCode);
        Assert.Equal("Cancelled; no weights were saved.", Assert.Single(outcome.ErrorLines));
        Assert.False(File.Exists(weights));
    }

    private Task<Outcome> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    private async Task<Outcome> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), error = new();
        var source = new DigitSource(null, _files.File("cache"), new MnistDownload(new Offline()));
        int exitCode = await Program.RunAsync(args, source, output, error, cancellationToken);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}
