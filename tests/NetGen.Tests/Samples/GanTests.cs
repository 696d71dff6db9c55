using System.Buffers.Binary;
using System.Text.Json;
using Gan;
using Samples.Data;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that draws digits, as its user meets it.</summary>
public sealed class GanTests : IDisposable
{
    private static readonly string[] s_fields =
    [
        "dataset", "train", "epochs", "steps", "seconds", "discriminatorLoss", "generatorLoss", "readerAccuracy", "legible", "classes",
        "parameters",
    ];

    private readonly DigitFiles _files = new DigitFiles().WriteDigits(96, 32);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ARunDrawsAPictureEachEpochAndEndsWithOneLineOfJson()
    {
        Outcome first = await TrainAsync("first"), second = await TrainAsync("second");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(2, first.ErrorLines.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        using JsonDocument report = JsonDocument.Parse(Assert.Single(first.OutputLines));
        Assert.Equal(s_fields, report.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal((96, 6, 2), (Number("train"), Number("steps"), Number("epochs")));
        Assert.InRange(Number("legible"), 0, 1);
        foreach (string name in new[] { "epoch-001.png", "epoch-002.png" })
        {
            byte[] png = File.ReadAllBytes(Path.Combine(_files.File("first"), name));
            Assert.Equal("PNG"u8, png.AsSpan(1, 3));
            Assert.Equal(PictureGrid.Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(png, File.ReadAllBytes(Path.Combine(_files.File("second"), name)));
        }

        Generator generator = new(5);
        generator.Load(Path.Combine(_files.File("first"), "generator.safetensors"));

        double Number(string field) => report.RootElement.GetProperty(field).GetDouble();
    }

    [Fact]
    public void AStepTrainsBoth()
    {
        using GanTraining training = new(new RunOptions { Minutes = 1, Batch = 8, Seed = 3, Threads = 1, Output = "" });
        Dataset digits = DigitData.Read(_files.Path).Train;
        float[] before = training.Generator.Idea.Weights.Span.ToArray();
        (double discriminator, double generator) = training.Step(digits, [0, 1, 2, 3, 4, 5, 6, 7]);

        Assert.InRange(discriminator, 0.1, 3);
        // The generator's loss is that of a discriminator that has just learnt from these digits: no longer that of a guess.
        Assert.True(double.IsFinite(generator) && generator > Math.Log(2), $"The generator's loss is {generator}.");
        Assert.NotEqual(before, training.Generator.Idea.Weights.Span.ToArray());
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "soon")]
    [InlineData("--epochs", "0")]
    [InlineData("--batch", "1")]
    [InlineData("--batch", "128")]
    [InlineData("--output", "")]
    [InlineData("--data", "no-such-folder")]
    public async Task AWrongValueIsOneLineThatNamesTheOption(string option, string value)
    {
        Dictionary<string, string> options = new() { ["--data"] = _files.Path, ["--output"] = _files.File("wrong"), [option] = value };
        Outcome outcome = await RunAsync([.. options.SelectMany(pair => new[] { pair.Key, pair.Value })]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains(option, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Outcome> TrainAsync(string folder) => RunAsync(
        ["--data", _files.Path, "--epochs", "2", "--batch", "32", "--threads", "1", "--output", _files.File(folder), "--json"]);

    private async Task<Outcome> RunAsync(string[] arguments)
    {
        await using StringWriter output = new(), error = new();
        int code = await Program.RunAsync(
            arguments, new DigitSource(null, _files.File("cache"), new MnistDownload()), output, error, CancellationToken.None);
        return new Outcome(code, output.ToString(), error.ToString());
    }
}
