using System.CommandLine;
using System.CommandLine.Parsing;
using NetGen;
using Samples;

namespace Digits;

/// <summary>The options of the program, with their meaning and defaults.</summary>
internal static class CommandLine
{
    private static readonly string[] Models = ["cnn", "mlp", "resnet20", "small"];

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with the four IDX files of MNIST or of data like it, gzip or plain. "
            + "Without it: $NETGEN_DATA, else a per-user cache, else a download, else digits drawn by code.",
    };

    private static readonly Option<string> Model = new("--model")
    {
        HelpName = "cnn|mlp|resnet20|small",
        Description = "The network: convolutional, fully connected, residual, or one small enough for a page in a browser.",
        DefaultValueFactory = _ => Models[0],
        CustomParser = ParseModel,
    };

    private static readonly Option<int> Epochs = SampleOptions.Number("--epochs", "Passes over the training digits.", 1, 10_000, 3);
    private static readonly Option<int> Batch = SampleOptions.Number("--batch", "Digits in one training step.", 1, 4_096, 64);
    private static readonly Option<int> Seed = SampleOptions.Number(
        "--seed", "Seed of the first weights, the order of the digits and dropout.", 0, int.MaxValue, 1);

    private static readonly Option<int> Threads = SampleOptions.Threads();
    private static readonly Option<int> Limit = SampleOptions.Number(
        "--limit", "Take only the first N digits of the training part and of the test part. [default: all]", 1, int.MaxValue, null);

    private static readonly Option<int> Shift = SampleOptions.Number(
        "--shift", "Move each training picture by up to N pixels, anew in each epoch. [default: 2 for resnet20 without --augment, else 0]",
        0, 14, null);

    private static readonly Option<bool> Augment = new("--augment")
    {
        Description = "Change each training picture anew in each epoch: turned by up to 10 degrees, a tenth larger or smaller, moved by "
            + "up to 2 pixels, and a square of 6 pixels covered; beside the step before, so that it takes no time.",
    };

    private static readonly Option<bool> OneCycle = new("--one-cycle")
    {
        Description = "Let the learning rate rise to three times its peak, then fall, where it falls over the whole training else.",
    };

    private static readonly Option<double> Average = SampleOptions.Real(
        "--average", "Test and save a moving average of the weights, in which this share of it stays in each step.", 0, 0.99999, 0);

    private static readonly Option<string?> Save = new("--save")
    {
        HelpName = "FILE",
        Description = "Where the weights go, as safetensors. [default: digits-<model>.safetensors in the current folder]",
    };

    private static readonly Option<string> Storage = SampleOptions.Choice(
        "--storage", "The numbers in that file: of four bytes, or rounded to two.", ["float32", "float16", "bfloat16"]);

    private static readonly Option<bool> Mpi = new("--mpi")
    {
        Description = "Train by all processes that mpirun has started, each on its part of every batch: docs/parallel.md.",
    };

    private static readonly Option<string?> Checkpoints = new("--checkpoints")
    {
        HelpName = "DIR",
        Description = "Write a checkpoint there after each epoch, and each 500 steps.",
    };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on from the newest checkpoint, where there is one; else those in the folder are deleted.",
    };

    private static readonly Option<bool> Json = SampleOptions.Json();

    private static readonly RootCommand Root = new("Trains a network to read handwritten digits, tests it and saves its weights.")
    {
        Data, Model, Epochs, Batch, Seed, Threads, Limit, Shift, Augment, OneCycle, Average, Save, Storage, Mpi, Checkpoints, Resume, Json,
    };

    /// <summary>Reads a command line; null where it asked for help or the version, which is then printed.</summary>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static RunOptions? Parse(string[] args, TextWriter output)
    {
        if (SampleOptions.Parse(Root, args, output) is not ParseResult result)
        {
            return null;
        }

        string model = result.GetValue(Model)!;
        return new RunOptions
        {
            Data = result.GetValue(Data),
            Model = model,
            Epochs = result.GetValue(Epochs),
            Batch = result.GetValue(Batch),
            Seed = result.GetValue(Seed),
            Threads = result.GetValue(Threads),
            Limit = result.GetResult(Limit) is null ? null : result.GetValue(Limit),
            Shift = result.GetResult(Shift) is not null ? result.GetValue(Shift)
                : model == "resnet20" && !result.GetValue(Augment) ? 2 : 0,
            Augment = result.GetValue(Augment),
            OneCycle = result.GetValue(OneCycle),
            Average = result.GetValue(Average),
            Save = result.GetValue(Save) ?? $"digits-{model}.safetensors",
            Storage = result.GetValue(Storage) switch
            {
                "float16" => WeightStorage.Float16,
                "bfloat16" => WeightStorage.BFloat16,
                _ => WeightStorage.AsComputed,
            },
            Mpi = result.GetValue(Mpi),
            Checkpoints = result.GetValue(Checkpoints),
            Resume = result.GetValue(Resume) && result.GetValue(Checkpoints) is null
                ? throw new SampleException("--resume goes on from a checkpoint: say where they are, with --checkpoints DIR.")
                : result.GetValue(Resume),
            Json = result.GetValue(Json),
        };
    }

    private static string? ParseModel(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (!Models.Contains(text))
        {
            argument.AddError($"--model takes {string.Join(" or ", Models)}, not '{text}'.");
        }

        return text;
    }
}
