using System.Text.Json;
using FewShot;
using Samples;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that tells new digits apart, as its user meets it, and the pairs it trains on.</summary>
public sealed class FewShotTests : IDisposable
{
    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void HalfOfThePairsShowTheSameDigitAndNoneOneTestedOn()
    {
        // Pictures of one shade for each digit, whose middle keeps it however it is turned.
        byte[] labels = [.. Enumerable.Range(0, 40).Select(i => (byte)(i % 10))];
        byte[] pixels = [.. labels.SelectMany(label => Enumerable.Repeat((byte)(20 * (label + 1)), SyntheticDigits.Pixels))];
        Dataset digits = Dataset.FromImages(pixels, labels, new Shape(1, 28, 28));
        Dataset pairs = DigitPairs.Draw(digits, 200, seed: 4);
        (int One, int Other)[] kinds = [.. Enumerable.Range(0, 200).Select(i => (Kind("One", i), Kind("Other", i)))];
        float[] alike = new float[200];
        pairs.ReadTargets([.. Enumerable.Range(0, 200)], alike);

        Assert.Equal(100, alike.Sum());
        Assert.All(kinds.Zip(alike), pair => Assert.Equal(pair.Second == 1, pair.First.One == pair.First.Other));
        Assert.Equal(DigitPairs.Digits, kinds.SelectMany(kind => new[] { kind.One, kind.Other }).Distinct().Order());
        Assert.Empty(DigitPairs.Digits.Intersect(Episodes.Digits));

        int Kind(string name, int pair)
        {
            DataColumn column = pairs.Inputs.Single(input => input.Name == name).Column;
            float[] picture = new float[SyntheticDigits.Pixels];
            Dataset.FromColumns([("picture", column)], pairs.Targets).ReadInputs([pair], picture);
            return (int)MathF.Round(picture[(14 * SyntheticDigits.Size) + 14] * 255 / 20) - 1;
        }
    }

    [Fact]
    public async Task NewDigitsAreToldApartBetterThanByChance()
    {
        _files.WriteDigits(train: 500, test: 100);
        string picture = _files.File("pairs.png");
        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--pairs", "640", "--epochs", "2", "--batch", "16", "--episodes", "50", "--picture", picture, "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["dataset", "ways", "shots", "accuracy", "standardError", "chance", "episodes", "pairs", "epochs", "seconds", "parameters"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.True(Number("accuracy") - (3 * Number("standardError")) > Number("chance"), outcome.Output);
        Assert.InRange(Number("standardError"), 1e-3, 0.1);
        Assert.Equal<byte>([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(picture)[..6]);

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
    }

    [Theory]
    [InlineData("--ways", "4")]
    [InlineData("--ways", "1")]
    [InlineData("--shots", "0")]
    [InlineData("--shots", "90")]
    [InlineData("--episodes", "1")]
    [InlineData("--pairs", "1")]
    [InlineData("--picture", "")]
    [InlineData("--colour")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        _files.WriteDigits(train: 200, test: 100);
        Outcome outcome = await RunAsync(
            ["--data", _files.Path, "--pairs", "64", "--epochs", "1", "--picture", _files.File("p.png"), .. arguments]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
