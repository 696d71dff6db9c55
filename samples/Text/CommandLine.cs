using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;
using Texts.Data;

namespace Texts;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "FILE|DIR",
        Description = "A CSV or TSV with a column of texts and one of labels; or the folder with SMSSpamCollection (sms-spam) or "
            + "imdb_labelled.txt (imdb-sentences), or with a folder of the data set's name.",
    };

    private static readonly Option<string?> TextColumn = Column("--text-column", "texts", "the one with the longest");
    private static readonly Option<string?> LabelColumn = Column("--label-column", "labels", "the one with the fewest different ones");

    private static readonly Option<string> Dataset = SampleOptions.Choice(
        "--dataset", "The texts of a folder: messages that are spam or not, or sentences for or against a film.", TextSamples.Names);

    private static readonly Option<string> Model = SampleOptions.Choice(
        "--model", "The network: a mean of word vectors, convolutional or recurrent.", TextTraining.Models);

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes over the training texts. [default: what suits data and network]", 1, 10_000, null);

    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Texts in one training step.", 1, 4_096, 32);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the parts, the first weights, the order of the texts and dropout.", 0, int.MaxValue, 1);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Trains a network to tell texts of several kinds apart, and tests it on texts it has not seen.")
    {
        Data, TextColumn, LabelColumn, Dataset, Model, Epochs, Batch, Seed, Threads, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            TextColumn = result.GetValue(TextColumn),
            LabelColumn = result.GetValue(LabelColumn),
            Dataset = result.GetValue(Dataset)!,
            Model = result.GetValue(Model)!,
            Epochs = result.GetResult(Epochs) is null ? null : result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Json = result.GetValue(Json),
        };

    private static Option<string?> Column(string name, string what, string guess) => new(name)
    {
        HelpName = "NAME|N",
        Description = $"The column of the {what}: its name in the first line, or its number from 1. [default: {guess}]",
    };
}
