using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Samples.Data;

namespace Finetune;

/// <summary>One run: learn digits, then clothes in several ways, then learn to learn; report.</summary>
internal static class FinetuneRun
{
    private const int Batch = 64;
    private const float Rate = 2e-3f;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        SampleOptions.CheckThreads();
        DigitData digits = Read(options, "mnist"), clothes = Read(options, "fashion-mnist-900");
        digits = options.Digits is int limit ? digits.Take(limit) : digits;
        var time = Stopwatch.StartNew();
        var source = new PictureClassifier(options.Seed);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{source.ParameterCount:N0} parameters; {digits.Train.Count:N0} digits, {clothes.Train.Count:N0} pictures of clothes"))
            .ConfigureAwait(false);
        double known = LearnDigits(source, digits, options, notes, cancellationToken);
        var modes = new Modes(options, clothes.Train, clothes.Test, source.SaveToBytes());
        List<(string, double)> results = [];
        foreach ((string name, Func<double> run) in new (string, Func<double>)[]
        {
            ("scratch", modes.FromScratch), ("features", modes.FeaturesOnly),
            ("fineTuned", () => modes.FineTuned(mixes: false)), ("mixup", () => modes.FineTuned(mixes: true)),
            ("ensemble", modes.Together),
        })
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add((name, run()));
            await notes.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {100 * results[^1].Item2:0.00} %"))
                .ConfigureAwait(false);
        }

        var report = new Report
        {
            Digits = known,
            Modes = results,
            Reptile = LearningToLearn.Run(options, digits, cancellationToken),
            Seconds = time.Elapsed.TotalSeconds,
        };
        report.WriteText(notes);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    private static DigitData Read(RunOptions options, string folder) => options.Data is null
        ? throw new SampleException("--data: name the folder that holds the folders mnist and fashion-mnist-900.")
        : DigitData.ReadNamed(Path.Join(options.Data, folder), "--data");

    private static double LearnDigits(
        PictureClassifier network, DigitData digits, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        using PictureClassifier.Trainer trainer = network.CreateTrainer(
            new AdamW(Rate) { Schedule = new CosineDecay() }, Batch, new TrainerOptions { Seed = options.Seed, Threads = options.Threads });
        using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
        trainer.Fit(digits.Train, options.DigitEpochs, progress: progress, cancellationToken: cancellationToken);
        return network.Evaluate(digits.Test).Accuracy ?? 0;
    }
}
