using System.Diagnostics;
using System.Globalization;
using Samples;
using Samples.Data;

namespace Active;

/// <summary>One run: load the digits, learn with each strategy several times, draw, report.</summary>
internal static class ActiveRun
{
    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(
        RunOptions options, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        string picture = SampleOptions.CheckTarget(options.Picture, "--picture");
        SampleOptions.CheckThreads();
        DigitData data = await source.LoadAsync(options.Data, notes, cancellationToken).ConfigureAwait(false);
        if (options.First > data.Train.Count)
        {
            throw new SampleException(string.Create(
                CultureInfo.InvariantCulture, $"--first: there are {data.Train.Count} digits to train on, not {options.First}."));
        }

        var time = Stopwatch.StartNew();
        var learning = new ActiveLearning(data.Train, data.Test, options);
        Dictionary<Strategy, List<LearningCurve>> curves = new() { [new RandomChoice()] = [], [new SmallestMargin()] = [] };
        for (int run = 1; run <= options.Runs; run++)
        {
            foreach ((Strategy strategy, List<LearningCurve> ofStrategy) in curves)
            {
                ofStrategy.Add(learning.Run(strategy, options.Seed + run - 1, Tell, cancellationToken));

                void Tell(int labels, double accuracy) => notes.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"run {run}/{options.Runs}  {strategy.Name,-9}  {labels,5:N0} labels  {100 * accuracy:0.00} %"));
            }
        }

        (List<LearningCurve> random, List<LearningCurve> uncertain) = (curves.Values.First(), curves.Values.Last());
        var report = new Report
        {
            Dataset = data.Name,
            Accuracy = options.Accuracy,
            Random = random,
            Uncertain = uncertain,
            Seconds = time.Elapsed.TotalSeconds,
        };
        CurvePicture.Save(picture, report);
        report.WriteText(notes, picture);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }
}
