using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Active;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the four IDX files of MNIST or of data like it, gzip or plain. [default: $NETGEN_DATA, else the cache, "
            + "else a download, else digits drawn by code]",
    };

    private static readonly Option<int> First = SampleOptions.Number("--first", "Labels to begin with.", 32, 10_000, Standard.First);
    private static readonly Option<int> Round = SampleOptions.Number(
        "--round", "Labels that are asked for after each training.", 1, 10_000, Standard.Round);

    private static readonly Option<int> Most = SampleOptions.Number("--most", "Labels at most.", 32, 100_000, Standard.Most);
    private static readonly Option<double> Accuracy = SampleOptions.Real(
        "--accuracy", "The accuracy whose price in labels is compared.", 0, 1, Standard.Accuracy);

    private static readonly Option<int> Runs = SampleOptions.Number(
        "--runs", "Runs of each strategy, with other labels to begin with.", 1, 1_000, Standard.Runs);

    private static readonly Option<int> Steps = SampleOptions.Number("--steps", "Training steps in a round.", 1, 1_000_000, Standard.Steps);
    private static readonly Option<int> Seed = SampleOptions.Number("--seed", "Seed of the first run.", 0, 1_000_000, Standard.Seed);
    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<string> Picture = new("--picture")
    {
        HelpName = "FILE",
        Description = "Where a picture of the learning curves goes, as PNG.",
        DefaultValueFactory = _ => Standard.Picture,
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Learns digits from few labels: those that the network asks for, against as many at random.")
    {
        Data, First, Round, Most, Accuracy, Runs, Steps, Seed, Threads, Picture, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            First = result.GetValue(First),
            Round = result.GetValue(Round),
            Most = result.GetValue(Most),
            Accuracy = result.GetValue(Accuracy),
            Runs = result.GetValue(Runs),
            Steps = result.GetValue(Steps),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Picture = result.GetValue(Picture)!,
            Json = result.GetValue(Json),
        };
}
