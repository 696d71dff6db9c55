using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Samples.Data;

namespace Autoencoder;

/// <summary>One run: read the digits, train, test, draw, report.</summary>
internal static class AutoencoderRun
{
    private const float LearningRate = 2e-3f;
    private const double TrainedShare = 0.9;
    private const int Lines = 8, Pairs = 4;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        string picture = SampleOptions.CheckTarget(options.Picture, "--picture");
        SampleOptions.CheckThreads();
        DigitData data = DigitData.ReadOrDraw(options.Data, notes);
        (Dataset train, Dataset? heldOut) = options.Anomaly ? Healthy(data.Train, options) : (Reconstruction.OfItself(data.Train), null);
        Dataset known = options.Anomaly ? Only(data.Test, options.Digit, "test") : data.Test;
        int epochs = options.Epochs ?? (options.Anomaly ? 10 : 3);
        var network = new DigitAutoencoder(options.Seed);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.ParameterCount:N0} parameters; {data.Name}: {train.Count:N0} digits to train on, {data.Test.Count:N0} to test on"))
            .ConfigureAwait(false);

        var time = Stopwatch.StartNew();
        Train(network, train, epochs, options, notes, cancellationToken);
        var report = new Report
        {
            Dataset = data.Name,
            Train = train.Count,
            Epochs = epochs,
            Seconds = time.Elapsed.TotalSeconds,
            TestLoss = Reconstruction.Errors(network, known).Average(),
            MeanPictureLoss = Reconstruction.MeanPictureError(train, known),
            Anomaly = heldOut is null ? null : AnomalyTest.Of(network, options.Digit, heldOut, data.Test),
            Parameters = network.ParameterCount,
        };
        int[] shown = [.. Enumerable.Range(0, Math.Min(Lines * Pairs, data.Test.Count))];
        PictureSheet.Save(picture, [.. Reconstruction.Beside(network, data.Test, shown)], 2 * Pairs, together: 2);
        report.WriteText(notes, picture);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    /// <summary>Training digits of one kind: those to train on, and those held out for the threshold.</summary>
    private static (Dataset Train, Dataset HeldOut) Healthy(Dataset digits, RunOptions options)
    {
        Dataset healthy = Only(digits, options.Digit, "training");
        return healthy.Count >= 10
            ? healthy.Split(TrainedShare, options.Seed)
            : throw new SampleException($"--digit: the training digits show {options.Digit} less than ten times.");
    }

    private static Dataset Only(Dataset digits, int digit, string part)
    {
        int[] numbers = DigitData.Showing(digits, digit);
        return numbers.Length > 0
            ? Reconstruction.OfItself(digits).Subset(numbers)
            : throw new SampleException($"--digit: no {part} digit shows {digit}.");
    }

    private static void Train(
        DigitAutoencoder network, Dataset digits, int epochs, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        long steps = (digits.Count + options.Batch - 1L) / options.Batch * epochs;
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed };
        using DigitAutoencoder.Trainer trainer = network.CreateTrainer(
            new AdamW(LearningRate) { Schedule = new CosineDecay(steps) }, options.Batch, trainerOptions);
        using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
        trainer.Fit(digits, epochs, progress: progress, cancellationToken: cancellationToken);
    }
}
