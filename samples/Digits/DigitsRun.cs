using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Samples.Data;

namespace Digits;

/// <summary>One run: load the digits, train, test, save, report.</summary>
internal static class DigitsRun
{
    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(
        RunOptions options, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        string file = SampleOptions.CheckTarget(options.Save);
        SampleOptions.CheckThreads();
        DigitData data = await source.LoadAsync(options.Data, notes, cancellationToken).ConfigureAwait(false);
        if (options.Limit is int limit)
        {
            data = data.Take(limit);
        }

        (Network<float> network, Trainer<float> trainer) = DigitsTraining.Create(options);
        using (trainer)
        {
            await notes.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Model}: {network.ParameterCount:N0} parameters; "
                    + $"{data.Name}: {data.Train.Count:N0} digits to train on, {data.Test.Count:N0} to test on"))
                .ConfigureAwait(false);

            var time = Stopwatch.StartNew();
            double trainLoss = Train(trainer, data.Train, options, notes, cancellationToken);
            var report = new Report
            {
                Model = options.Model,
                Dataset = data.Name,
                Train = data.Train.Count,
                Test = data.Test.Count,
                Epochs = options.Epochs,
                TrainLoss = trainLoss,
                Seconds = time.Elapsed.TotalSeconds,
                TestAccuracy = network.Evaluate(data.Test).Accuracy ?? 0,
                Parameters = network.ParameterCount,
                PeakMemoryMb = PeakMemory.Megabytes(),
            };

            network.Save(file, options.Storage);
            report.WriteText(notes, file);
            if (options.Json)
            {
                await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
            }
        }
    }

    private static double Train(
        Trainer<float> trainer, Dataset digits, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
        return DigitsTraining.Run(trainer, digits, options, progress, cancellationToken);
    }
}
