using System.Diagnostics;
using NetGen;
using NetGen.Data;
using Samples;
using Tabular.Learners;
using Tabular.Measuring;
using Tabular.Pictures;
using Tabular.Tables;
using static System.FormattableString;

namespace Tabular;

/// <summary>One run: read and clean the table, test each way of learning on every fold, draw, report.</summary>
internal static class TabularRun
{
    private const string Network = "network";

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = TextWriter.Synchronized(options.Json ? error : output);
        SampleOptions.CheckThreads();
        var time = Stopwatch.StartNew();
        Table table = Read(options);
        await notes.WriteLineAsync(Invariant($"{table.Name}: {table.Count:N0} rows; {string.Join(", ", table.Cleaned)}"))
            .ConfigureAwait(false);
        Check(table, options.Folds);
        Directory.CreateDirectory(options.Output);
        DatasetDescription look = DatasetView.Describe(table.Values(), [.. table.Numbers, table.Target], table.Target);
        await notes.WriteLineAsync(look.ToString()).ConfigureAwait(false);
        look.SaveHtml(Path.Join(options.Output, "table.html"));
        Learner[] learners =
        [
            ClassicalLearner.PlainLinear, ClassicalLearner.RichLinear, ClassicalLearner.FastTree, ClassicalLearner.LightGbm,
            new NetworkLearner(Network, options.Members, options.Epochs, cancellationToken),
            .. options.Model == "additive" ? [new AdditiveLearner(options.Epochs, cancellationToken)] : Array.Empty<Learner>(),
        ];
        IReadOnlyList<Outcome> outcomes = new CrossValidation(table, learners, options.Folds, options.Seed).Run(
            options.Halvings, options.Threads > 0 ? options.Threads : NetGenThreads.Default, notes.WriteLine, cancellationToken);
        IReadOnlyList<Summary> summaries = Summary.Of(outcomes);
        Charts.Save(options.Output, table, outcomes, summaries, Network);
        if (options.Model == "additive")
        {
            float[] rows = table.Known();
            ShapePage.Save(
                Path.Join(options.Output, "additive.html"), table, rows,
                AdditiveModel.Fit(rows, table.Labels, table.Numbers.Count, options.Epochs, options.Seed, cancellationToken));
        }

        Report report = new()
        {
            Table = table,
            Network = Network,
            Members = options.Members,
            Folds = options.Folds,
            Summaries = summaries,
            Seconds = time.Elapsed.TotalSeconds,
        };
        report.WriteText(notes, options.Output);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    /// <exception cref="SampleException">The table is too small to be divided, or there is nothing to learn from it.</exception>
    private static void Check(Table table, int folds)
    {
        if (table.Count - (table.Count / folds) - 1 < CrossValidation.LeastRows)
        {
            throw new SampleException(Invariant($"--data: {table.Name} has {table.Count} rows, too few for {folds} folds."));
        }

        if (table.Labels.Distinct().Count() == 1)
        {
            throw new SampleException($"--data: {table.Target} is the same in all rows of {table.Name}.");
        }
    }

    private static Table Read(RunOptions options)
    {
        string? root = options.Data ?? Environment.GetEnvironmentVariable("NETGEN_DATA");
        if (string.IsNullOrEmpty(root))
        {
            throw new SampleException("--data: name the folder that holds the folders wine-quality and auto-mpg.");
        }

        string folder = Path.Join(root, options.Dataset);
        return !Directory.Exists(folder)
            ? throw new SampleException($"--data: there is no folder {folder}.")
            : options.Dataset == "auto-mpg" ? AutoMpg.Read(folder) : WineQuality.Read(folder);
    }
}
