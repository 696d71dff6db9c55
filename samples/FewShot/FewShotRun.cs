using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Samples.Data;

namespace FewShot;

/// <summary>One run: read the digits, train on pairs of some, test on others, draw, report.</summary>
internal static class FewShotRun
{
    private const float LearningRate = 1e-3f;
    private const int Lines = 6, Columns = 4;

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
        float[][][] tested = Episodes.Pictures(data.Test, options.Shots);
        Dataset pairs = DigitPairs.Draw(data.Train, options.Pairs, options.Seed);
        var network = new SiameseNetwork(options.Seed);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.ParameterCount:N0} parameters; {data.Name}: {pairs.Count:N0} pairs of 0 to 6 to train on"))
            .ConfigureAwait(false);

        var time = Stopwatch.StartNew();
        Train(network, pairs, options, notes, cancellationToken);
        TimeSpan trained = time.Elapsed;
        Episodes episodes = Episodes.Of(network, tested);
        var report = new Report
        {
            Dataset = data.Name,
            Ways = options.Ways,
            Shots = options.Shots,
            Accuracies = episodes.Run(options.Ways, options.Shots, options.Episodes, options.Seed),
            Pairs = options.Pairs,
            Epochs = options.Epochs,
            Seconds = trained.TotalSeconds,
            Parameters = network.ParameterCount,
        };
        float[][] shown = [.. episodes.Nearest(options.Ways, options.Shots, Lines * Columns, options.Seed)];
        PictureSheet.Save(picture, shown, 2 * Columns, together: 2);
        report.WriteText(notes, picture);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    private static void Train(
        SiameseNetwork network, Dataset pairs, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        long steps = (pairs.Count + options.Batch - 1L) / options.Batch * options.Epochs;
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed };
        using SiameseNetwork.Trainer trainer = network.CreateTrainer(
            new AdamW(LearningRate) { Schedule = new CosineDecay(steps) }, options.Batch, trainerOptions);
        using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
        trainer.Fit(pairs, options.Epochs, progress: progress, cancellationToken: cancellationToken);
    }
}
