using System.CommandLine;
using System.Globalization;
using Samples;

namespace Flashcards;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly Option<int> Cards = SampleOptions.Number(
        "--cards", "Cards whose histories are trained on; half as many are held out.", 2, 100_000, 10_000);

    private static readonly Option<int> Epochs = SampleOptions.Number("--epochs", "Passes over the histories.", 1, 10_000, 40);
    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Cards in one training step.", 1, 65_536, 512);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the histories and of their order.", 0, int.MaxValue, 1);

    private static readonly Option<int> Threads = SampleOptions.Threads();

    private static readonly Option<string> Output = new("--output")
    {
        HelpName = "DIR",
        Description = "Where the picture goes: recall foreseen against the share recalled.",
        DefaultValueFactory = _ => "flashcards",
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new(
        "Learns from review histories how a learner remembers flashcards: the 21 numbers of the FSRS-6 memory model. "
        + "The histories are drawn from a memory with these numbers, which the training does not see: "
        + string.Join(", ", WeightNumbers.Of(Learner.Memory).Select(number => number.ToString(CultureInfo.InvariantCulture))) + ".")
    {
        Cards, Epochs, Batch, Seed, Threads, Output, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) =>
        SampleOptions.Parse(Root, args, output) is not ParseResult result ? null : new RunOptions
        {
            Cards = result.GetValue(Cards),
            Epochs = result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Output = result.GetValue(Output) is { Length: > 0 } folder
                ? Path.GetFullPath(folder)
                : throw new SampleException("--output takes the name of a folder, not an empty one."),
            Json = result.GetValue(Json),
        };
}
