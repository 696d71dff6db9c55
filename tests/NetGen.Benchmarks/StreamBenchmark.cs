using System.Diagnostics;
using System.Globalization;
using NetGen.Data;
using static System.FormattableString;

namespace NetGen.Benchmarks;

/// <summary>
/// Writes a large CSV file, streams it through the training steps of a small network, and says how fast and in how much memory.
/// </summary>
internal static class StreamBenchmark
{
    private const int Features = 11, Classes = 3, DifferentRows = 1000;
    private const double Megabyte = 1e6;

    private static readonly string[] s_classes = ["low", "middle", "high"];

    /// <summary>Prints a line.</summary>
    /// <param name="gigabytes">Size of the file, in 10⁹ bytes.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="threads">Threads of a step.</param>
    /// <param name="prefetch">Blocks read ahead; 0 for none.</param>
    /// <param name="json">One JSON object a line.</param>
    public static void Run(double gigabytes, int batch, int threads, int prefetch, bool json)
    {
        string folder = Directory.CreateTempSubdirectory("netgen-").FullName;
        try
        {
            string path = Path.Combine(folder, "table.csv");
            Write(path, (long)(gigabytes * 1e9));
            Output.Row(Measure(path, batch, threads, prefetch), json);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static StreamRow Measure(string path, int batch, int threads, int prefetch)
    {
        DataStream stream = CsvData.Stream(path, new TableOptions { Label = "quality", Classes = s_classes });
        using Trainer<float> trainer = new StreamedTable(seed: 1).CreateTrainer(
            new AdamW(0.001f), batch, new TrainerOptions { Threads = threads });
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64, start = Stopwatch.GetTimestamp();
        History history = trainer.Fit(prefetch > 0 ? stream.Prefetch(prefetch) : stream, 1);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        double megabytes = new FileInfo(path).Length / Megabyte;
        return new(
            Math.Round(megabytes), batch, trainer.Threads, prefetch, Math.Round(megabytes / time.TotalSeconds, 1),
            Math.Round(history.Last.SamplesPerSecond * history.Last.Seconds / time.TotalSeconds),
            Math.Round((process.PeakWorkingSet64 - before) / Megabyte), Math.Round(process.PeakWorkingSet64 / Megabyte), history.Last.Loss);
    }

    /// <summary>Different rows over and over.</summary>
    private static void Write(string path, long size)
    {
        Random random = new(1);
        using StreamWriter writer = new(path, append: false, new System.Text.UTF8Encoding(false), bufferSize: 1 << 20);
        writer.Write(string.Join(',', Enumerable.Range(0, Features).Select(i => Invariant($"feature{i}"))) + ",quality\n");
        string[] rows = [.. Enumerable.Range(0, DifferentRows).Select(_ => Row(random))];
        for (long written = 0, i = 0; written < size; i++)
        {
            string row = rows[i % rows.Length];
            writer.Write(row);
            written += row.Length;
        }
    }

    private static string Row(Random random)
    {
        double[] values = [.. Enumerable.Range(0, Features).Select(_ => random.NextDouble() * 10)];
        string label = s_classes[(int)(values.Average() / 10 * Classes)];
        return string.Join(',', values.Select(value => value.ToString("0.####", CultureInfo.InvariantCulture))) + $",{label}\n";
    }

    private sealed record StreamRow(
        double Megabytes, int Batch, int Threads, int Prefetch, double MegabytesPerSecond, double SamplesPerSecond, double GrownMegabytes,
        double PeakMegabytes, double Loss)
    {
        public override string ToString() =>
            Invariant($"{Megabytes} MB of CSV, batch {Batch}, {Threads} threads, {Prefetch} blocks ahead: {MegabytesPerSecond} MB/s, ")
            + Invariant($"{SamplesPerSecond} samples/s; peak {PeakMegabytes} MB, {GrownMegabytes} MB more than before; loss {Loss:0.0000}");
    }
}

/// <summary>A small network for a table.</summary>
[Network]
[Input(11)]
[CrossEntropyLoss]
internal sealed partial class StreamedTable
{
    [BatchNorm, Linear(32), Relu, Linear(3)]
    public partial Layer Head { get; }
}
