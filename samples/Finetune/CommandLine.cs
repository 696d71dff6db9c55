using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Finetune;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the folders mnist and fashion-mnist-900, each with its four IDX files, gzip or plain.",
    };

    private static readonly Option<int> Digits = SampleOptions.Number(
        "--digits", "Digits of the first training. [default: all]", 1, int.MaxValue, null);

    private static readonly Option<int> DigitEpochs = SampleOptions.Number(
        "--digit-epochs", "Passes over them.", 1, 1_000, Standard.DigitEpochs);

    private static readonly Option<int> Epochs = SampleOptions.Number(
        "--epochs", "Passes over the pictures of clothes in each mode.", 1, 10_000, Standard.Epochs);

    private static readonly Option<int> Tasks = SampleOptions.Number(
        "--tasks", "Tasks of three of the digits 0 to 6 that Reptile learns from.", 1, 1_000_000, Standard.Tasks);

    private static readonly Option<int> Episodes = SampleOptions.Number(
        "--episodes", "Choices of five pictures of 7, 8 and 9 that it is adapted to.", 1, 100_000, Standard.Episodes);

    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights and all that is drawn.", 0, int.MaxValue, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Takes a network from digits to clothes, of which there are 720 pictures, and learns to learn digits from five pictures of each.")
    {
        Data, Digits, DigitEpochs, Epochs, Tasks, Episodes, Seed, Threads, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Digits = result.GetResult(Digits) is null ? null : result.GetValue(Digits),
            DigitEpochs = result.GetValue(DigitEpochs),
            Epochs = result.GetValue(Epochs),
            Tasks = result.GetValue(Tasks),
            Episodes = result.GetValue(Episodes),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Json = result.GetValue(Json),
        };
}
