using System.Globalization;
using System.Text.Json;
using Shakespeare;
using Shakespeare.Text;
using Shakespeare.Training;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The writing program as its user meets it: command line in, text and exit code out.</summary>
public sealed class ShakespeareTests : IDisposable
{
    private static readonly string[] JsonFields = ["validationLoss", "minutes", "steps", "charactersPerSecond", "parameters"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "-1")]
    [InlineData("--minutes", "1,5")]
    [InlineData("--minutes", "NaN")]
    [InlineData("--minutes", "soon")]
    [InlineData("--steps", "0")]
    [InlineData("--batch", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--temperature", "-0.1")]
    [InlineData("--temperature", "hot")]
    [InlineData("--length", "-1")]
    [InlineData("--prompt", "12€")]
    [InlineData("--save", "no-such-folder/weights.safetensors")]
    [InlineData("--save", "")]
    [InlineData("--colour")]
    [InlineData("--minutes")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Write("a\n");
        Outcome outcome = await RunAsync(["--data", _folder.Path, .. arguments]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesEveryOptionAndDefault()
    {
        Outcome outcome = await RunAsync("--help");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.All(
            [
                "--data <DIR>", "--minutes <N>", "--steps <N>", "--batch <N>", "--seed <N>", "--threads <N>",
                "--temperature <N>", "--length <N>", "--prompt <TEXT>", "--save <FILE>", "--json",
            ],
            option => Assert.Contains(option, outcome.Output, StringComparison.Ordinal));
        Assert.All(
            ["2", "0.8", "500", "shakespeare.safetensors"],
            value => Assert.Contains($"[default: {value}]", outcome.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short", "at least 200 are needed")]
    [InlineData("ŒÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿž", "'ž' (U+017E) in line 1, column 66")]
    public async Task ATextThatDoesNotFitIsOneLineThatSaysWhy(string text, string expected)
    {
        Write(text, times: 1);
        Outcome outcome = await RunAsync("--data", _folder.Path);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        string line = Assert.Single(outcome.ErrorLines);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains(_folder.File(Corpus.FileName), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextThatIsNotUtf8IsRefused()
    {
        _folder.Write(Corpus.FileName, [.. Enumerable.Repeat((byte)'a', 300), 0xE9, (byte)'\n']);
        Outcome outcome = await RunAsync("--data", _folder.Path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("not UTF-8", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE", true)]
    [InlineData("", false)]
    public async Task TwoSecondsOfTrainingGiveAReportAPassageAndWeights(string culture, bool hasText)
    {
        if (hasText)
        {
            Write("to be or not to be\n");
        }

        string weights = _folder.File("weights.safetensors");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Outcome outcome;
        try
        {
            outcome = await RunAsync(
                "--data", _folder.Path, "--minutes", "0.034", "--batch", "2",
                "--threads", "1", "--length", "30", "--prompt", "to be", "--save", weights, "--json");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        JsonElement report = json.RootElement;
        Assert.Equal(JsonFields, report.EnumerateObject().Select(field => field.Name));
        // Not less than was asked for; how much more depends on the machine.
        Assert.True(report.GetProperty("minutes").GetDouble() >= 0.034);
        Assert.True(report.GetProperty("steps").GetInt64() > 0);
        Assert.True(report.GetProperty("charactersPerSecond").GetDouble() > 0);
        Assert.Equal(!hasText, outcome.Error.Contains("carries", StringComparison.Ordinal));
        Assert.Contains("to be", outcome.Error, StringComparison.Ordinal);

        CharacterModel loaded = new(seed: 99);
        loaded.Load(weights);
        Corpus corpus = Corpus.Read(_folder.Path, TextWriter.Null);
        Assert.Equal(loaded.ParameterCount, report.GetProperty("parameters").GetInt64());
        Assert.Equal(Judge.All(loaded, corpus.Validation), report.GetProperty("validationLoss").GetDouble(), 1e-5);
    }

    [Fact]
    public async Task TheSameSeedAndStepsGiveTheSameWeightsAndPassage()
    {
        Write("to be or not to be\n");
        string[] arguments = ["--data", _folder.Path, "--steps", "2", "--batch", "2", "--threads", "1", "--length", "40"];
        Outcome first = await RunAsync([.. arguments, "--save", _folder.File("1")]);
        Outcome again = await RunAsync([.. arguments, "--save", _folder.File("2")]);
        Outcome other = await RunAsync([.. arguments, "--save", _folder.File("3"), "--seed", "2"]);

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(Bytes("1"), Bytes("2"));
        Assert.NotEqual(Bytes("1"), Bytes("3"));
        Assert.Equal(Passage(first), Passage(again));
        Assert.NotEqual(Passage(first), Passage(other));

        byte[] Bytes(string name) => File.ReadAllBytes(_folder.File(name));

        static string Passage(Outcome outcome)
        {
            string[] parts = outcome.Output.Split(Environment.NewLine + Environment.NewLine, 2);
            return parts[1][..parts[1].LastIndexOf("Validation", StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task ATextOfOneLineIsWrittenOnFromItsFirstCharacter()
    {
        Write("xyz", times: 80);
        Outcome outcome = await RunAsync(
            "--data", _folder.Path, "--steps", "1", "--batch", "1", "--length", "5", "--save", _folder.File("weights"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Matches("^x[xyz]{5}$", outcome.OutputLines[^4]);
    }

    [Fact]
    public async Task ACancelledRunSavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Outcome outcome = await RunAsync(["--save", _folder.File("weights")], cancelled.Token);

        Assert.Equal(130, outcome.ExitCode);
        Assert.Equal("Cancelled; no weights were saved.", Assert.Single(outcome.ErrorLines));
        Assert.False(File.Exists(_folder.File("weights")));
    }

    private void Write(string line, int times = 40) =>
        File.WriteAllText(_folder.File(Corpus.FileName), string.Concat(Enumerable.Repeat(line, line.Length == 2 ? 200 : times)));

    private static Task<Outcome> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    private static async Task<Outcome> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await Program.RunAsync(args, output, error, cancellationToken);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}
