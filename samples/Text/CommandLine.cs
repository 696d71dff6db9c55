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
        HelpName = "DIR",
        Description = "Folder with SMSSpamCollection (sms-spam) or imdb_labelled.txt (imdb-sentences), "
            + "or with a folder of the data set's name.",
    };

    private static readonly Option<string> Dataset = SampleOptions.Choice(
        "--dataset", "The texts: messages that are spam or not, or sentences for or against a film.", LabelledTexts.Names);

    private static readonly Option<string> Model = SampleOptions.Choice(
        "--model", "The network: a mean of word vectors, convolutional or recurrent.", TextTraining.Models);

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes over the training texts. [default: what suits data and network]", 1, 10_000, null);

    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Texts in one training step.", 1, 4_096, 32);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the parts, the first weights, the order of the texts and dropout.", 0, int.MaxValue, 1);

    private static readonly Option<int> Threads = SampleOptions.Number(
        "--threads", "Threads. [default: $NETGEN_THREADS, else all processors]", 1, 1024, null);

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on the last line of the output; progress and notes go to the error output.",
    };

    private static readonly RootCommand Root = new(
        "Trains a network to tell texts of two kinds apart, and tests it on texts it has not seen.")
    {
        Data, Dataset, Model, Epochs, Batch, Seed, Threads, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Dataset = result.GetValue(Dataset)!,
            Model = result.GetValue(Model)!,
            Epochs = result.GetResult(Epochs) is null ? null : result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Json = result.GetValue(Json),
        };
}
