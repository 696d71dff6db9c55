using System.Text.Json;
using Finetune;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that takes a network further, as its user meets it.</summary>
public sealed class FinetuneTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachModeAndTheBestOfThemAreTold()
    {
        Copy("mnist", train: 500, test: 300);
        Copy("fashion-mnist-900", train: 40, test: 20);
        Outcome outcome = await RunAsync(
            "--data", _folder.Path, "--digits", "300", "--epochs", "2", "--tasks", "2", "--episodes", "2", "--threads", "1", "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["digits", "scratch", "features", "fineTuned", "mixup", "ensemble", "best", "reptile", "seconds"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.All(json.RootElement.EnumerateObject().SkipLast(1), field => Assert.InRange(field.Value.GetDouble(), 0, 1));
        Assert.Equal(
            new[] { "scratch", "features", "fineTuned", "mixup", "ensemble" }.Max(mode => json.RootElement.GetProperty(mode).GetDouble()),
            json.RootElement.GetProperty("best").GetDouble());
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--tasks", "0")]
    [InlineData("--data")]
    [InlineData("--colour")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsMissingIsNamed()
    {
        Outcome outcome = await RunAsync("--data", _folder.Path);
        Assert.Contains("mnist", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private void Copy(string name, int train, int test)
    {
        using DigitFiles files = new();
        files.WriteDigits(train, test);
        Directory.CreateDirectory(_folder.File(name));
        foreach (string file in Directory.GetFiles(files.Path))
        {
            File.Copy(file, Path.Join(_folder.File(name), Path.GetFileName(file)));
        }
    }

    private static async Task<Outcome> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int exit = await Program.RunAsync(args, output, error, CancellationToken.None);
        return new Outcome(exit, output.ToString(), error.ToString());
    }
}
