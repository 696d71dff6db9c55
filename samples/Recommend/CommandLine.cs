using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Recommend;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "PATH",
        Description = "MovieLens 100K: the file u.data (user, item, rating, time) or its folder. Without it: ratings drawn by code.",
    };

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes over what users rated.", 1, 10_000, Standard.Epochs);

    private static readonly Option<int> Negatives = SampleOptions.Number(
        "--negatives", "Items drawn for each rated one that its user did not rate.", 1, 100, Standard.Negatives);

    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Pairs in one training step.", 1, 65_536, Standard.Batch);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights and of what is drawn in training.", 0, int.MaxValue, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<string> Picture = new("--picture")
    {
        HelpName = "FILE",
        Description = "Where a picture of the hit rate by the length of the list goes, as PNG.",
        DefaultValueFactory = _ => Standard.Picture,
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new("Learns from who rated what, and recommends to each user items that they did not rate.")
    {
        Data, Epochs, Negatives, Batch, Seed, Threads, Picture, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Epochs = result.GetValue(Epochs),
            Negatives = result.GetValue(Negatives),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Picture = result.GetValue(Picture)!,
            Json = result.GetValue(Json),
        };
}
