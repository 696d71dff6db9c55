using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Tabular;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string> Dataset = SampleOptions.Choice(
        "--dataset", "The table: quality of wines, or what cars burn.", ["wine-quality", "auto-mpg"]);

    private static readonly Option<string> Model = SampleOptions.Choice(
        "--model",
        "What is compared besides: nothing, or a network that is a sum of one small network a column, whose curves are drawn.",
        ["network", "additive"]);

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the folders wine-quality and auto-mpg. [default: $NETGEN_DATA]",
    };

    private static readonly Option<int> Folds = SampleOptions.Number(
        "--folds", "Parts of the rows, each tested on once.", 2, 20, Standard.Folds);

    private static readonly Option<int> Members = SampleOptions.Number(
        "--members", "Networks whose predictions are averaged.", 1, 100, Standard.Members);

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes of a network over the rows.", 1, 10_000, Standard.Epochs);

    private static readonly Option<int> Halvings = SampleOptions.Number(
        "--halvings", "Points of the learning curve below all rows: half of them, a quarter, and so on.", 0, 12, Standard.Halvings);

    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the folds, the first weights and all that is drawn.", 0, 1_000_000, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Number(
        "--threads", "Folds that run at once. [default: $NETGEN_THREADS, else all processors]", 1, 1024, null);

    private static readonly Option<string> Output = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the pictures go.",
        DefaultValueFactory = _ => Standard.Output,
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Cleans a table, engineers features, and compares a network with linear regression and boosted trees by cross-validation.")
    {
        Dataset, Model, Data, Folds, Members, Epochs, Halvings, Seed, Threads, Output, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Dataset = result.GetValue(Dataset)!,
            Model = result.GetValue(Model)!,
            Data = result.GetValue(Data),
            Folds = result.GetValue(Folds),
            Members = result.GetValue(Members),
            Epochs = result.GetValue(Epochs),
            Halvings = result.GetValue(Halvings),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Output = result.GetValue(Output) is { Length: > 0 } folder
                ? Path.GetFullPath(folder)
                : throw new SampleException("--out takes the name of a folder, not an empty one."),
            Json = result.GetValue(Json),
        };
}
