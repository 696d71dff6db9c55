using System.CommandLine;
using Samples;

namespace Gan;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the four IDX files of MNIST or of data like it, gzip or plain. "
            + "Without it: $NETGEN_DATA, else a per-user cache, else a download, else digits drawn by code.",
    };

    private static readonly Option<double> Minutes = SampleOptions.Real("--minutes", "Time for the training.", 0.001, 10_000, 5);
    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Most passes over the training digits. [default: as many as there is time for]", 1, 10_000, null);

    private static readonly Option<int> Batch = SampleOptions.Number(
        "--batch", "Written digits in one training step, and as many drawn ones.", 2, 4_096, 64);

    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights, the order of the digits, the noise and dropout.", 0, int.MaxValue, 1);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<int> Limit = SampleOptions.Number(
        "--limit", "Take only the first N training digits. [default: all]", 2, int.MaxValue, null);

    private static readonly Option<string> Output = new("--output")
    {
        HelpName = "DIR",
        Description = "Where the pictures and the generator's weights go.",
        DefaultValueFactory = _ => "gan",
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new("Trains a network to draw digits against one that tells them from written ones.")
    {
        Data, Minutes, Epochs, Batch, Seed, Threads, Limit, Output, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) =>
        SampleOptions.Parse(Root, args, output) is not ParseResult result ? null : new RunOptions
        {
            Data = result.GetValue(Data),
            Minutes = result.GetValue(Minutes),
            Epochs = result.GetResult(Epochs) is null ? null : result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Limit = result.GetResult(Limit) is null ? null : result.GetValue(Limit),
            Output = result.GetValue(Output) is { Length: > 0 } folder
                ? Path.GetFullPath(folder)
                : throw new SampleException("--output takes the name of a folder, not an empty one."),
            Json = result.GetValue(Json),
        };
}
