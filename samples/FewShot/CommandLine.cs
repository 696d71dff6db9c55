using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace FewShot;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the four IDX files of MNIST or of data like it, gzip or plain. Without it: digits drawn by code.",
    };

    private static readonly Option<int> Ways = SampleOptions.Number(
        "--ways", "Digits, of 7, 8 and 9, that a query is told from.", 2, Episodes.Digits.Count, Standard.Ways);

    private static readonly Option<int> Shots = SampleOptions.Number("--shots", "Known pictures of each of them.", 1, 100, Standard.Shots);
    private static readonly Option<int> EpisodeCount = SampleOptions.Number(
        "--episodes", "Random choices of known pictures and queries to test on.", 2, 1_000_000, Standard.Episodes);

    private static readonly Option<int> Pairs = SampleOptions.Number(
        "--pairs", "Pairs of the digits 0 to 6 to train on.", 2, 400_000, Standard.Pairs);

    private static readonly Option<int> Epochs = SampleOptions.Number("--epochs", "Passes over them.", 1, 10_000, Standard.Epochs);
    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Pairs in one training step.", 1, 4_096, Standard.Batch);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights, the pairs and the episodes.", 0, int.MaxValue, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<string> Picture = new("--picture")
    {
        HelpName = "FILE",
        Description = "Where a picture of queries, each beside the nearest known picture, goes, as PNG.",
        DefaultValueFactory = _ => Standard.Picture,
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Trains a network on pairs of the digits 0 to 6, and tells 7, 8 and 9 apart by a few pictures.")
    {
        Data, Ways, Shots, EpisodeCount, Pairs, Epochs, Batch, Seed, Threads, Picture, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Ways = result.GetValue(Ways),
            Shots = result.GetValue(Shots),
            Episodes = result.GetValue(EpisodeCount),
            Pairs = result.GetValue(Pairs),
            Epochs = result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Picture = result.GetValue(Picture)!,
            Json = result.GetValue(Json),
        };
}
