using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Autoencoder;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the four IDX files of MNIST or of data like it, gzip or plain. Without it: digits drawn by code.",
    };

    private static readonly Option<bool> Anomaly = new("--anomaly")
    {
        Description = "Train on one digit alone, and tell the others from it by how badly they are drawn.",
    };

    private static readonly Option<int> Digit = SampleOptions.Number("--digit", "That digit.", 0, 9, Standard.Digit);

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes over the training digits. [default: 3, with --anomaly 10]", 1, 10_000, null);

    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Digits in one training step.", 1, 4_096, Standard.Batch);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights, the order of the digits and which are held out.", 0, int.MaxValue, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<string> Picture = new("--picture")
    {
        HelpName = "FILE",
        Description = "Where a picture of digits beside what was drawn of them goes, as PNG.",
        DefaultValueFactory = _ => Standard.Picture,
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Trains a network to draw digits again from 16 numbers, or to find other digits by that.")
    {
        Data, Anomaly, Digit, Epochs, Batch, Seed, Threads, Picture, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Anomaly = result.GetValue(Anomaly),
            Digit = result.GetValue(Digit),
            Epochs = result.GetResult(Epochs) is null ? null : result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Picture = result.GetValue(Picture)!,
            Json = result.GetValue(Json),
        };
}
