using System.Diagnostics;
using System.Globalization;
using Digits.Data;
using NetGen;
using NetGen.Runtime;

namespace Digits;

/// <summary>One run: load the digits, train, test, save, report.</summary>
internal static class DigitsRun
{
    private const float LearningRate = 1e-3f;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="DigitsException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(
        RunOptions options, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        string file = CheckTarget(options.Save);
        DigitData data = await source.LoadAsync(options.Data, notes, cancellationToken).ConfigureAwait(false);
        if (options.Limit is int limit)
        {
            data = data.Take(limit);
        }

        (Network<float> network, Trainer<float> trainer) = Create(options);
        using (trainer)
        {
            await notes.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Model}: {network.ParameterCount:N0} parameters; {data.Name}: {data.Train.Count:N0} digits to train on, {data.Test.Count:N0} to test on"))
                .ConfigureAwait(false);

            var time = Stopwatch.StartNew();
            History history = Train(trainer, data.Train, options.Epochs, notes, cancellationToken);
            var report = new Report
            {
                Model = options.Model,
                Dataset = data.Name,
                Train = data.Train.Count,
                Test = data.Test.Count,
                Epochs = history.Count,
                TrainLoss = history.Last.Loss,
                Seconds = time.Elapsed.TotalSeconds,
                TestAccuracy = network.Evaluate(data.Test).Accuracy ?? 0,
                Parameters = network.ParameterCount,
                PeakMemoryMb = PeakMemory.Megabytes(),
            };

            network.Save(file);
            report.WriteText(notes, file);
            if (options.Json)
            {
                await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
            }
        }
    }

    private static History Train(
        Trainer<float> trainer, Dataset digits, int epochs, TextWriter notes, CancellationToken cancellationToken)
    {
        using var progress = new ConsoleProgress(notes, IsTerminal(notes));
        return trainer.Fit(digits, epochs, progress: progress, cancellationToken: cancellationToken);
    }

    private static bool IsTerminal(TextWriter writer) =>
        ((writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private static (Network<float> Network, Trainer<float> Trainer) Create(RunOptions options)
    {
        var optimizer = new AdamW(LearningRate) { Schedule = new CosineDecay() };
        CheckThreads();
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed };
        if (options.Model == "mlp")
        {
            var mlp = new DigitMlp(options.Seed);
            return (mlp, mlp.CreateTrainer(optimizer, options.Batch, trainerOptions));
        }

        var cnn = new DigitClassifier(options.Seed);
        return (cnn, cnn.CreateTrainer(optimizer, options.Batch, trainerOptions));
    }

    // A wrong NETGEN_THREADS is the user's to mend, like a wrong option.
    private static void CheckThreads()
    {
        try
        {
            _ = ThreadTeam.DefaultThreads;
        }
        catch (InvalidOperationException exception)
        {
            throw new DigitsException(exception.Message);
        }
    }

    // Better to hear of a wrong path before the training than after it.
    private static string CheckTarget(string save)
    {
        string file = Path.GetFullPath(save.Length > 0 ? save : throw new DigitsException("--save takes a file name, not an empty one."));
        if (Directory.Exists(file))
        {
            throw new DigitsException($"--save: {file} is a folder, not a file.");
        }

        return Directory.Exists(Path.GetDirectoryName(file))
            ? file
            : throw new DigitsException($"--save: there is no folder {Path.GetDirectoryName(file)}.");
    }
}
