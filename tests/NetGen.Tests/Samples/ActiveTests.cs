using System.Text.Json;
using Active;
using Samples;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that asks for labels, as its user meets it, and what it chooses and measures.</summary>
public sealed class ActiveTests : IDisposable
{
    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task BothStrategiesBeginAlikeAndAreCompared()
    {
        _files.WriteDigits(train: 400, test: 100);
        string picture = _files.File("curves.png");
        Outcome outcome = await RunAsync(
            "--data", _files.Path, "--first", "32", "--round", "30", "--most", "92", "--runs", "1", "--steps", "60", "--accuracy", "0.2",
            "--picture", picture, "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["dataset", "accuracy", "randomLabels", "activeLabels", "saved", "runs", "seconds"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        string[][] rounds = [.. outcome.ErrorLines.Where(line => line.StartsWith("run ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(["32", "62", "92", "32", "62", "92"], rounds.Select(round => round[3]));
        Assert.Equal(rounds[0][5], rounds[3][5]);
        Assert.NotEqual(rounds[1][5] + rounds[2][5], rounds[4][5] + rounds[5][5]);
        Assert.Equal<byte>([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(picture)[..6]);
    }

    [Fact]
    public void TheLeastCertainPicturesAreAskedFor()
    {
        var learner = new Learner(seed: 3);
        float[] pixels = [.. Enumerable.Range(0, 40 * 784).Select(i => MathF.Abs(MathF.Sin(i * 0.37f)))];
        Dataset pool = Dataset.FromArrays(pixels, new int[40], new Shape(1, 28, 28), classes: 10);
        int[] unlabelled = [.. Enumerable.Range(5, 30)];
        int[] chosen = new SmallestMargin().Choose(learner, pool, unlabelled, 7, new Random(1));

        float[] margins = [.. Enumerable.Range(0, 40).Select(i => Margin(learner.Predict(pixels.AsSpan(i * 784, 784))))];
        Assert.Equal(7, chosen.Distinct().Count());
        Assert.All(chosen, sample => Assert.Contains(sample, unlabelled));
        float largest = chosen.Max(sample => margins[sample]);
        Assert.All(unlabelled.Except(chosen), sample => Assert.True(margins[sample] >= largest - 1e-6f));

        static float Margin(float[] scores)
        {
            double[] shares = [.. scores.Select(score => Math.Exp(score)).OrderDescending()];
            return (float)((shares[0] - shares[1]) / shares.Sum());
        }
    }

    [Fact]
    public void LabelsAreCountedWhereTheCurveCrosses()
    {
        var curve = new LearningCurve();
        curve.Add(100, 0.9);
        curve.Add(150, 0.94);
        curve.Add(200, 0.96);
        Assert.Equal(175, curve.LabelsFor(0.95)!.Value, 9);
        Assert.Equal(100, curve.LabelsFor(0.5));
        Assert.Null(curve.LabelsFor(0.97));
    }

    [Theory]
    [InlineData("--first", "31")]
    [InlineData("--first", "500")]
    [InlineData("--accuracy", "2")]
    [InlineData("--picture", "")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        _files.WriteDigits(train: 200, test: 100);
        Outcome outcome = await RunAsync(["--data", _files.Path, "--picture", _files.File("p.png"), .. arguments]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
