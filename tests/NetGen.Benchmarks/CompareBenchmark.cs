using System.Globalization;
using Spectre.Console;

namespace NetGen.Benchmarks;

/// <summary>NetGen beside PyTorch and ONNX Runtime on the same networks, network by network in one run.</summary>
internal static class CompareBenchmark
{
    private const int TableWidth = 150;

    /// <summary>Prints a table, or the rows as JSON; what is missing goes to the error output.</summary>
    public static void Run(PeerScripts peers, double seconds, bool json)
    {
        List<CompareRow> rows = [];
        foreach (Subject subject in Subject.All.Where(subject => subject.Batches.Length > 0))
        {
            Measurement[] steps = [.. subject.Batches.Select(batch => StepBenchmark.Measure(new Workload(subject, batch), 0, seconds))];
            IReadOnlyList<PeerTiming> torch = peers.Torch(subject.Name, seconds);
            rows.AddRange(steps.Select(step => new CompareRow(step, Find(torch, step), subject.PredictionBatches.Contains(step.Batch) ? Forward(subject, step.Batch, seconds) : null)));
        }

        // Its script runs all networks at once.
        IReadOnlyList<PeerTiming> onnx = peers.OnnxRuntime();
        CompareRow[] complete = [.. rows.Select(row => row with { OrtForwardMs = onnx.FirstOrDefault(timing => timing.Net == row.Net && timing.Batch == row.Batch)?.Ms })];
        if (json)
        {
            Array.ForEach(complete, row => Output.Row(row, json: true));
        }
        else
        {
            Print(complete);
        }

        peers.Notes.ForEach(Console.Error.WriteLine);
    }

    private static double? Find(IReadOnlyList<PeerTiming> timings, Measurement step) =>
        timings.FirstOrDefault(timing => timing.Net == step.Net && timing.Batch == step.Batch)?.Ms;

    private static double Forward(Subject subject, int batch, double seconds) => InferBenchmark.Measure(new Workload(subject, batch), seconds).Ms;

    private static void Print(CompareRow[] rows)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(console.Profile.Width, TableWidth);
        console.WriteLine($"{Machine.Processor}, {Machine.Cores} cores, {Machine.Runtime}");
        string peaks = string.Join(", ", Machine.ThreadCounts.Select(threads => string.Create(CultureInfo.InvariantCulture, $"{FmaPeak.GigaFlops(threads):F0} GFLOP/s on {threads}")));
        console.WriteLine($"FMA peak by threads: {peaks}; medians, ms; ratios above 1 are in NetGen's favour");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("network");
        foreach (string column in new[] { "batch", "threads", "step", "PyTorch", "ratio", "of peak", "forward", "ORT forward", "ratio", "step / ORT forward" })
        {
            table.AddColumn(column, cell => cell.RightAligned());
        }

        foreach (CompareRow row in rows)
        {
            table.AddRow(
                row.Net, Text(row.Batch, "F0"), Text(row.Threads, "F0"), Text(row.StepMs, "F3"), Text(row.TorchMs, "F3"), Text(row.TorchRatio, "F1"), Text(row.OfPeak, "P0"),
                Text(row.ForwardMs, "F3"), Text(row.OrtForwardMs, "F3"), Text(row.OrtRatio, "F2"), Text(row.StepInOrtForwards, "F1"));
        }

        console.Write(table);
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
