using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Samples.Data;

namespace Gan;

/// <summary>One run: load the digits, train a reader, train the two against each other, look at what is drawn.</summary>
internal static class GanRun
{
    /// <summary>Weight of the newest step in the losses shown.</summary>
    private const double Newest = 0.02;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(
        RunOptions options, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        SampleOptions.CheckThreads();
        Directory.CreateDirectory(options.Output);
        DigitData data = await source.LoadAsync(options.Data, notes, cancellationToken).ConfigureAwait(false);
        Dataset digits = options.Limit is int limit ? data.Train.Take(limit) : data.Train;
        if (digits.Count < options.Batch)
        {
            throw new SampleException($"--batch: there are only {digits.Count} digits to train on, fewer than a batch of {options.Batch}.");
        }

        Reader reader = Taught(data.Train, options, cancellationToken);
        double accuracy = reader.Evaluate(data.Test).Accuracy ?? 0;
        using GanTraining training = new(options);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Generator: {training.Generator.ParameterCount:N0} parameters; {data.Name}: {digits.Count:N0} digits to train on"))
            .ConfigureAwait(false);
        Stopwatch time = Stopwatch.StartNew();
        GanProgress end = default;
        LiveProgress.Run<GanProgress>(
            notes, SampleProgram.IsTerminal(notes), GanProgress.Columns,
            show => end = Train(training, digits, options, time, show, cancellationToken));
        double seconds = time.Elapsed.TotalSeconds;
        training.Generator.Save(Path.Combine(options.Output, "generator.safetensors"));
        Report report = new()
        {
            Dataset = data.Name,
            Train = digits.Count,
            Epochs = end.Steps / (double)(digits.Count / options.Batch),
            Steps = end.Steps,
            Seconds = seconds,
            DiscriminatorLoss = end.DiscriminatorLoss,
            GeneratorLoss = end.GeneratorLoss,
            ReaderAccuracy = accuracy,
            Drawn = DrawnDigits.Of(training.Generator, reader),
            Parameters = training.Generator.ParameterCount,
        };
        report.WriteText(notes, options.Output);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    /// <summary>A network that reads written digits; it takes no part in the training.</summary>
    private static Reader Taught(Dataset digits, RunOptions options, CancellationToken cancellationToken)
    {
        const int Batch = 64, Epochs = 15;
        Reader reader = new(options.Seed);
        using Reader.Trainer trainer = reader.CreateTrainer(
            new AdamW(1e-3f) { Schedule = new CosineDecay((digits.Count + Batch - 1L) / Batch * Epochs) },
            Batch,
            new TrainerOptions { Threads = options.Threads, Seed = options.Seed });
        trainer.Fit(digits, Epochs, cancellationToken: cancellationToken);
        return reader;
    }

    private static GanProgress Train(
        GanTraining training, Dataset digits, RunOptions options, Stopwatch time,
        Action<GanProgress, bool> show, CancellationToken cancellationToken)
    {
        TimeSpan whole = TimeSpan.FromMinutes(options.Minutes);
        int[] order = [.. Enumerable.Range(0, digits.Count)];
        Random random = new(options.Seed);
        GanProgress progress = new(1, 0, 0, double.NaN, double.NaN);
        while (true)
        {
            random.Shuffle(order);
            for (int first = 0; first + options.Batch <= order.Length && time.Elapsed < whole; first += options.Batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (double discriminator, double generator) = training.Step(digits, order.AsSpan(first, options.Batch));
                progress = progress with
                {
                    Steps = progress.Steps + 1,
                    Done = Math.Min(time.Elapsed / whole, 1),
                    DiscriminatorLoss = Mean(progress.DiscriminatorLoss, discriminator),
                    GeneratorLoss = Mean(progress.GeneratorLoss, generator),
                };
                show(progress, false);
            }

            PictureGrid.Write(
                Path.Combine(options.Output, string.Create(CultureInfo.InvariantCulture, $"epoch-{progress.Epoch:000}.png")),
                training.Generator);
            bool isLast = time.Elapsed >= whole || progress.Epoch == options.Epochs;
            show(progress, true);
            if (isLast)
            {
                return progress;
            }

            progress = progress with { Epoch = progress.Epoch + 1 };
        }
    }

    private static double Mean(double mean, double newest) => double.IsNaN(mean) ? newest : mean + (Newest * (newest - mean));
}
