using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using SkiaSharp;

namespace Flashcards;

/// <summary>One run: draw histories, learn the memory behind them, test on others, draw a picture, report.</summary>
internal static class FlashcardsRun
{
    private const float LearningRate = 0.04f;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        SampleOptions.CheckThreads();
        Directory.CreateDirectory(options.Output);

        var random = new Random(options.Seed);
        CardHistories train = Learner.Study(options.Cards, random), heldOut = Learner.Study((options.Cards + 1) / 2, random);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{train.Count:N0} cards with {train.Counted:N0} reviews to learn from, {heldOut.Count:N0} with {heldOut.Counted:N0} held out"))
            .ConfigureAwait(false);

        var network = new MemoryModel(options.Seed);
        MemoryModel.Weights start = WeightNumbers.Of(network);
        var time = Stopwatch.StartNew();
        Train(network, train, options, notes, cancellationToken);
        TimeSpan trained = time.Elapsed;

        MemoryModel.Weights found = WeightNumbers.Of(network);
        Calibration atStart = Calibration.Of(heldOut, start), atEnd = Calibration.Of(heldOut, found);
        Calibration truth = Calibration.Of(heldOut, Learner.Memory);
        string picture = Path.Combine(options.Output, "calibration.png");
        CalibrationPicture.Save(
            picture,
            [
                ("true", new SKColor(0x8A, 0xD3, 0xB8), truth),
                ("default", new SKColor(0xD5, 0x5E, 0x00), atStart),
                ("found", new SKColor(0x00, 0x72, 0xB2), atEnd),
            ]);
        var report = new Report
        {
            Cards = train.Count,
            Reviews = train.Counted,
            HeldOut = heldOut.Counted,
            Epochs = options.Epochs,
            LogLossDefault = atStart.LogLoss,
            LogLoss = atEnd.LogLoss,
            LogLossTrue = truth.LogLoss,
            Seconds = trained.TotalSeconds,
            Numbers = [.. network.Parameters.Select((parameter, i) =>
                (parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..],
                    WeightNumbers.Of(start)[i], WeightNumbers.Of(found)[i], WeightNumbers.Of(Learner.Memory)[i]))],
        };
        report.WriteText(notes, picture);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    private static void Train(
        MemoryModel network, CardHistories cards, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        long steps = (cards.Count + options.Batch - 1L) / options.Batch * options.Epochs;
        using MemoryModel.Trainer trainer = network.CreateTrainer(
            new Adam(LearningRate) { Schedule = new CosineDecay(steps) },
            options.Batch,
            new TrainerOptions { Threads = options.Threads, Seed = options.Seed });

        // The loss of a step is a mean over all places of a history, also those that do not count.
        double places = cards.Count * CardHistories.Length / (double)cards.Counted;
        LiveProgress.Run<TrainingProgress>(
            notes,
            SampleProgram.IsTerminal(notes),
            [
                new("epoch", at => string.Create(CultureInfo.InvariantCulture, $"{at.Epoch}/{at.Epochs}")),
                new("log loss", at => (at.Loss * places).ToString("0.0000", CultureInfo.InvariantCulture)),
                new("cards/s", at => at.SamplesPerSecond.ToString("N0", CultureInfo.InvariantCulture)),
                new("left", at => at.Remaining.ToString(@"m\:ss", CultureInfo.InvariantCulture)),
            ],
            show => trainer.Fit(cards.ToDataset(), options.Epochs, progress: new Reports(show), cancellationToken: cancellationToken));
    }

    /// <summary>Hands on where a training is.</summary>
    private sealed class Reports(Action<TrainingProgress, bool> show) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => show(value, value.Completed is not null);
    }
}
