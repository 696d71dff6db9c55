using System.Globalization;
using Spectre.Console;

namespace NetGen.Benchmarks;

/// <summary>NetGen beside PyTorch and ONNX Runtime on the same networks, by turns: in each round network by network.</summary>
internal static class CompareBenchmark
{
    private const int TableWidth = 150;

    /// <summary>Prints a table, or the rows as JSON: medians of the rounds; what is missing goes to the error output.</summary>
    public static void Run(PeerScripts peers, int rounds, double seconds, bool json)
    {
        List<CompareRow> all = [];
        for (int round = 0; round < rounds; round++)
        {
            all.AddRange(Round(peers, seconds));
        }

        CompareRow[] rows = [.. all.GroupBy(row => (row.Net, row.Batch)).Select(group => CompareRow.Median([.. group]))];
        if (json)
        {
            Array.ForEach(rows, row => Output.Row(row, json: true));
        }
        else
        {
            Print(rows, rounds);
        }

        peers.Notes.ForEach(Console.Error.WriteLine);
    }

    private static IEnumerable<CompareRow> Round(PeerScripts peers, double seconds)
    {
        List<(Measurement Step, double? Torch)> steps = [];
        foreach (Subject subject in Subject.All.Where(subject => subject.Batches.Length > 0))
        {
            Measurement[] own = [.. subject.Batches.Select(batch => StepBenchmark.Measure(new Workload(subject, batch), 0, seconds))];
            IReadOnlyList<PeerTiming> torch = subject.HasPeer ? peers.Torch(subject.Name, seconds) : [];
            steps.AddRange(own.Select(step => (step, Find(torch, step.Net, step.Batch))));
        }

        // The script of ONNX Runtime runs all networks at once: ours right before it.
        Measurement[] forward =
        [
            .. Subject.All.SelectMany(subject => subject.PredictionBatches
                .Intersect(subject.Batches)
                .Select(batch => InferBenchmark.Measure(new Workload(subject, batch), seconds))),
        ];
        IReadOnlyList<PeerTiming> onnx = peers.OnnxRuntime();
        return steps.Select(pair => CompareRow.Of(
            pair.Step, pair.Torch,
            forward.FirstOrDefault(own => own.Net == pair.Step.Net && own.Batch == pair.Step.Batch)?.Ms,
            Find(onnx, pair.Step.Net, pair.Step.Batch)));
    }

    private static double? Find(IReadOnlyList<PeerTiming> timings, string net, int batch) =>
        timings.FirstOrDefault(timing => timing.Net == net && timing.Batch == batch)?.Ms;

    private static void Print(CompareRow[] rows, int rounds)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(console.Profile.Width, TableWidth);
        console.WriteLine($"{Machine.Processor}, {Machine.Cores} cores, {Machine.Runtime}");
        IEnumerable<string> rates = Machine.ThreadCounts.Select(
            threads => string.Create(CultureInfo.InvariantCulture, $"{FmaPeak.GigaFlops(threads):F0} GFLOP/s on {threads}"));
        string peaks = string.Join(", ", rates);
        console.WriteLine(
            $"FMA peak by threads: {peaks}; "
                + $"medians of {rounds} {(rounds == 1 ? "round" : "rounds")}, ms; ratios above 1 are in NetGen's favour");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("network");
        string[] columns =
            ["batch", "threads", "step", "PyTorch", "ratio", "of peak", "forward", "ORT forward", "ratio", "step / ORT forward"];
        foreach (string column in columns)
        {
            table.AddColumn(column, cell => cell.RightAligned());
        }

        foreach (CompareRow row in rows)
        {
            table.AddRow(
                row.Net, Text(row.Batch, "F0"), Text(row.Threads, "F0"), Text(row.StepMs, "F3"),
                Text(row.TorchMs, "F3"), Text(row.TorchRatio, "F1"), Text(row.OfPeak, "P0"),
                Text(row.ForwardMs, "F3"), Text(row.OrtForwardMs, "F3"), Text(row.OrtRatio, "F2"), Text(row.StepInOrtForwards, "F1"));
        }

        console.Write(table);
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
