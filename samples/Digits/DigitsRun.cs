using System.Diagnostics;
using System.Globalization;
using NetGen;
using NetGen.Mpi;
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
    public static void Run(
        RunOptions options, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (options.Mpi)
        {
            MpiCommunicator.Run(world => Run(options, world, source, output, error, cancellationToken));
        }
        else
        {
            Run(options, null, source, output, error, cancellationToken);
        }
    }

    private static void Run(
        RunOptions options, MpiCommunicator? world, DigitSource source, TextWriter output, TextWriter error,
        CancellationToken cancellationToken)
    {
        bool isFirst = world is null || world.Rank == 0;
        TextWriter notes = !isFirst ? TextWriter.Null : options.Json ? error : output;
        string file = SampleOptions.CheckTarget(options.Save);
        SampleOptions.CheckThreads();
        DigitData data = Load(options, world, source, notes, cancellationToken);
        (Network<float> network, Trainer<float> trainer) = DigitsTraining.Create(options, world);
        using (trainer)
        {
            string processes = world is null ? "" : $"; {world.Size} processes";
            notes.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Model}: {network.ParameterCount:N0} parameters; "
                    + $"{data.Name}: {data.Train.Count:N0} digits to train on, {data.Test.Count:N0} to test on{processes}"));

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
                TestAccuracy = (world is null ? network.Evaluate(data.Test) : trainer.Evaluate(data.Test)).Accuracy ?? 0,
                Parameters = network.ParameterCount,
                PeakMemoryMb = PeakMemory.Megabytes(),
            };

            if (!isFirst)
            {
                return;
            }

            network.Save(file, options.Storage);
            report.WriteText(notes, file);
            if (options.Json)
            {
                output.WriteLine(report.ToJson());
            }
        }
    }

    /// <summary>Reads the digits, which the first process may have to fetch. On one thread, as MPI wants it.</summary>
    private static DigitData Load(
        RunOptions options, MpiCommunicator? world, DigitSource source, TextWriter notes, CancellationToken cancellationToken)
    {
        if (world?.Rank > 0)
        {
            world.Barrier();
        }

        DigitData data = source.LoadAsync(options.Data, notes, cancellationToken).GetAwaiter().GetResult();
        if (world?.Rank == 0)
        {
            world.Barrier();
        }

        return options.Limit is int limit ? data.Take(limit) : data;
    }

    private static double Train(
        Trainer<float> trainer, Dataset digits, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
        return DigitsTraining.Run(trainer, digits, options, progress, cancellationToken);
    }
}
