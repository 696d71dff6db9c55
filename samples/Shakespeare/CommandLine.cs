using System.CommandLine;
using System.CommandLine.Parsing;
using Samples;

namespace Shakespeare;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly RunOptions Standard = new();

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the text to learn, input.txt: at most 65 different characters. "
            + "Without it: a short passage that the program carries.",
    };

    private static readonly Option<double> Minutes = SampleOptions.Real("--minutes", "Minutes to train.", 0.001, 100_000, Standard.Minutes);
    private static readonly Option<int> Steps = SampleOptions.Number(
        "--steps", "Train so many steps instead: the same seed then gives the same network.", 1, int.MaxValue, null);

    private static readonly Option<int> Batch = SampleOptions.Number(
        "--batch", "Windows of 128 characters in one training step.", 1, 4_096, Standard.Batch);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights, the windows and the characters written.", 0, int.MaxValue, Standard.Seed);

    private static readonly Option<int> Threads = SampleOptions.Threads();
    private static readonly Option<double> Temperature = SampleOptions.Real(
        "--temperature", "How daring it writes: 0 always takes the likeliest character.", 0, 100, Standard.Temperature);

    private static readonly Option<int> Length = SampleOptions.Number(
        "--length", "Characters to write after the training.", 0, 10_000_000, Standard.Length);

    private static readonly Option<string?> Prompt = new("--prompt")
    {
        HelpName = "TEXT",
        Description = "What the writing goes on from. [default: a new line]",
    };

    private static readonly Option<string> Save = new("--save")
    {
        HelpName = "FILE",
        Description = "Where the weights go, as safetensors.",
        DefaultValueFactory = _ => Standard.Save,
    };

    private static readonly Option<bool> Mpi = new("--mpi")
    {
        Description = "Train by all processes that mpirun has started, each on its part of every batch, for a number of --steps: "
            + "docs/parallel.md.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on the last line of the output; all else goes to the error output.",
    };

    private static readonly RootCommand Root = new("Trains a small GPT to write like the text it is given, one character after the other.")
    {
        Data, Minutes, Steps, Batch, Seed, Threads, Temperature, Length, Prompt, Save, Mpi, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output) => SampleOptions.Parse(Root, args, output) is not ParseResult result
        ? null
        : new RunOptions
        {
            Data = result.GetValue(Data),
            Minutes = result.GetValue(Minutes),
            Steps = result.GetResult(Steps) is null ? null : result.GetValue(Steps),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Temperature = result.GetValue(Temperature),
            Length = result.GetValue(Length),
            Prompt = result.GetValue(Prompt) is { Length: > 0 } prompt ? prompt : null,
            Save = result.GetValue(Save)!,
            Mpi = result.GetValue(Mpi) && result.GetResult(Steps) is null
                ? throw new SampleException("With --mpi the training is a number of steps, the same in all processes: give --steps N.")
                : result.GetValue(Mpi),
            Json = result.GetValue(Json),
        };
}
