using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Explanations;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the folders mnist, wine-quality and sms-spam. [default: $NETGEN_DATA]",
    };

    private static readonly Option<string> Output = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the reports go.",
        DefaultValueFactory = _ => "explanations",
    };

    private static readonly Option<int> Epochs = SampleOptions.Number("--epochs", "Passes over the training digits.", 1, 1_000, 3);
    private static readonly Option<int> Limit = SampleOptions.Number(
        "--limit", "Train on the first N digits only. [default: all]", 1_000, int.MaxValue, null);

    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights and all that is drawn.", 0, 1_000_000, 1);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Trains networks on digits, wines and messages, and writes a report on what each has learnt.")
    {
        Data, Output, Epochs, Limit, Seed, Threads, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = (result.GetValue(Data) ?? Environment.GetEnvironmentVariable("NETGEN_DATA")) is { Length: > 0 } folder
                ? folder
                : throw new SampleException("--data: name the folder that holds the folders mnist, wine-quality and sms-spam."),
            Output = result.GetValue(Output) is { Length: > 0 } target
                ? Path.GetFullPath(target)
                : throw new SampleException("--out takes the name of a folder, not an empty one."),
            Epochs = result.GetValue(Epochs),
            Limit = result.GetResult(Limit) is null ? null : result.GetValue(Limit),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Json = result.GetValue(Json),
        };
}
