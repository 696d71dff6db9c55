using System.Text.Json;
using System.Text.RegularExpressions;
using Explanations;
using NetGen.Tests.Samples;
using Xunit;
using static System.FormattableString;

namespace NetGen.Explain.Tests.Samples;

/// <summary>The program that explains three networks, as its user meets it, on little data made by code.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly string[] s_pages = ["digits.html", "messages.html", "wine.html"];

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-explain-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Reports => Path.Combine(_folder, "reports");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ThreeReportsNeedNothingFromElsewhereAndTheLastLineHasTheFigures()
    {
        WriteAll();
        Outcome outcome = await RunAsync("--data", Data, "--out", Reports, "--limit", "1000", "--epochs", "2", "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.InRange(Number("deepLiftError"), 0, 1e-6);
        Assert.InRange(Number("deepLiftErrorFloat"), 0, 1e-3);
        Assert.InRange(Number("integratedGradientsError"), 0, 0.1);
        Assert.InRange(Number("shapleyError"), 0, 1e-9);
        Assert.True(Number("deletionAuc") < Number("deletionAucRandom"), outcome.Output);
        Assert.True(Number("deletionAucDeepLift") < Number("deletionAucRandom"), outcome.Output);

        Assert.Equal(s_pages, Directory.GetFiles(Reports).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(s_pages, page =>
        {
            string text = File.ReadAllText(Path.Combine(Reports, page));
            Assert.EndsWith("</html>\n", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(new Regex("(src|href)=\"(?!data:image/png;base64,)|<script|https?:", RegexOptions.IgnoreCase), text);
            Assert.DoesNotMatch("[\">: ]NaN", text);
            Assert.True(text.Split("<figure").Length > 8, page);
        });

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
    }

    [Theory]
    [InlineData("mnist", "there is no folder mnist")]
    [InlineData("sms-spam", "there is no folder sms-spam")]
    [InlineData("wine-quality/winequality-red.csv", "winequality-red.csv")]
    [InlineData("sms-spam/SMSSpamCollection", "there is no file SMSSpamCollection")]
    [InlineData("mnist/t10k-labels-idx1-ubyte", "t10k-labels-idx1-ubyte")]
    public async Task WhatIsMissingIsOneLineAndNothingIsWritten(string missing, string said)
    {
        WriteAll();
        string path = Path.Combine(Data, missing);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
        else
        {
            Directory.Delete(path, recursive: true);
        }

        Refused(await RunAsync("--data", Data, "--out", Reports, "--json"), said);
    }

    [Theory]
    [InlineData("wine-quality/winequality-red.csv", "7.4,0.7,0,1.9,0.076,11,34,0.9978,3.51,0.56,9.4,5", "1 red wines are too few")]
    [InlineData("wine-quality/winequality-red.csv", "7.4,high", "line 1")]
    [InlineData("sms-spam/SMSSpamCollection", "", "SMSSpamCollection")]
    [InlineData("mnist/train-images-idx3-ubyte", "no picture", "train-images-idx3-ubyte")]
    public async Task WhatIsDamagedIsOneLineAndNothingIsWritten(string file, string text, string said)
    {
        WriteAll();
        File.WriteAllText(Path.Combine(Data, file), text);

        Refused(await RunAsync("--data", Data, "--out", Reports, "--json"), said);
    }

    [Theory]
    [InlineData("--data", "")]
    [InlineData("--out", "")]
    [InlineData("--limit", "3")]
    [InlineData("--epochs", "0")]
    public async Task AWrongOptionIsNamed(string option, string value)
    {
        Refused(await RunAsync(["--data", Data, "--out", Reports, option, value]), option);
    }

    private void Refused(Outcome outcome, string said)
    {
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Reports));
    }

    /// <summary>Digits drawn by code, wines whose quality is their alcohol less their acid, messages of two kinds.</summary>
    private void WriteAll()
    {
        using DigitFiles digits = new();
        Directory.CreateDirectory(Data);
        foreach (string folder in (string[])["mnist", "wine-quality", "sms-spam"])
        {
            Directory.CreateDirectory(Path.Combine(Data, folder));
        }

        foreach (string file in Directory.GetFiles(digits.WriteDigits(1000, 8).Path))
        {
            File.Copy(file, Path.Combine(Data, "mnist", Path.GetFileName(file)));
        }

        Random random = new(1);
        foreach (string colour in (string[])["red", "white"])
        {
            File.WriteAllLines(
                Path.Combine(Data, "wine-quality", $"winequality-{colour}.csv"), Enumerable.Range(0, 80).Select(_ => Wine(random)));
        }

        File.WriteAllLines(
            Path.Combine(Data, "sms-spam", "SMSSpamCollection"),
            ["labels\tmessage", .. Enumerable.Range(0, 120).Select(i => i % 2 == 0
                ? $"ham\tsee you {Word(i)} then or call me at home if that is late"
                : $"spam\twin a prize {Word(i)} now text to claim it today")]);
    }

    private static string Wine(Random random)
    {
        double acid = 0.2 + random.NextDouble(), alcohol = 9 + (4 * random.NextDouble());
        return Invariant($"{7 + random.NextDouble():0.0},{acid:0.00},0.3,{2 + random.NextDouble():0.0},0.08,11,{30 + random.Next(40)},")
            + Invariant($"0.997,3.{random.Next(9)},0.56,{alcohol:0.0},{Math.Round(alcohol - 4 - (2 * acid))}");
    }

    private static string Word(int number) => $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}";

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
