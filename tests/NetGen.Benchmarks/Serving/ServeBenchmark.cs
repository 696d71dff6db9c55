using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NetGen.Serving;

namespace NetGen.Benchmarks.Serving;

/// <summary>
/// Serves networks over HTTP on the loopback address to 32 connections of another process, with batches and without, by turns. The two
/// processes share the processors: of a small network most of what is measured is HTTP, on both sides. The server's own processor time
/// leaves out the other side.
/// </summary>
internal static class ServeBenchmark
{
    private const int Connections = 32;

    /// <summary>Prints a line for each round of each network, and what batches gain.</summary>
    public static void Run(string? net, int requests, int rounds, bool json)
    {
        foreach (ServedSubject subject in ServedSubject.All.Where(subject => net is null || subject.Name == net))
        {
            List<ServeRow> alone = [], together = [];
            for (int round = 0; round < rounds; round++)
            {
                alone.Add(Measure(subject, requests, new ServingOptions { MaxBatchSize = 1 }));
                Output.Row(alone[^1], json);
                together.Add(Measure(subject, requests, new ServingOptions()));
                Output.Row(together[^1], json);
            }

            Output.Row(ServeGain.Of(subject.Name, alone, together), json);
        }
    }

    private static ServeRow Measure(ServedSubject subject, int requests, ServingOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.MapNetwork("/net", subject.Create(), options);
        app.StartAsync().GetAwaiter().GetResult();
        try
        {
            string address = app.Urls.First();
            Load(subject, address, requests);
            using BatchCounter batches = new();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            LoadResult result = Load(subject, address, requests);
            TimeSpan worked = Environment.CpuUsage.TotalTime - before;
            return new(
                subject.Name, options.MaxBatchSize, Connections, requests, result.Errors, Math.Round(requests / result.Seconds),
                Math.Round(result.P50, 3), Math.Round(result.P99, 3), Math.Round(result.P99 / result.P50, 1), Math.Round(batches.Mean, 2),
                Math.Round(worked.TotalMicroseconds / requests, 1));
        }
        finally
        {
            app.StopAsync().GetAwaiter().GetResult();
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Has another process send requests.</summary>
    private static LoadResult Load(ServedSubject subject, string address, int requests)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] call =
        [
            "serve", "--client", address, "--net", subject.Name, "--requests", requests.ToString(CultureInfo.InvariantCulture),
        ];

        // With the host of the runtime the program is its first argument.
        string program = typeof(ServeBenchmark).Assembly.Location;
        foreach (string argument in Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [program, .. call] : call)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<LoadResult>(output)!
            : throw new InvalidOperationException("The process that sends requests failed.");
    }

    /// <summary>Sends requests, as the other process.</summary>
    public static void RunClient(string address, string net, int requests)
    {
        ServedSubject subject = ServedSubject.All.Single(subject => subject.Name == net);
        LoadResult result = LoadClient.RunAsync(new Uri(address), subject, Connections, requests).GetAwaiter().GetResult();
        Console.WriteLine(JsonSerializer.Serialize(result));
    }

    /// <summary>The mean size of batches.</summary>
    private sealed class BatchCounter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _batches;
        private long _samples;

        public BatchCounter()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "netgen.serving.batch.size")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, samples, _, _) =>
            {
                Interlocked.Increment(ref _batches);
                Interlocked.Add(ref _samples, samples);
            });
            _listener.Start();
        }

        public double Mean => (double)_samples / Math.Max(_batches, 1);

        public void Dispose() => _listener.Dispose();
    }

    private sealed record ServeRow(
        string Net, int MaxBatchSize, int Connections, int Requests, int Errors, double RequestsPerSecond, double P50Ms, double P99Ms,
        double P99OverP50, double MeanBatch, double ServerMicroseconds)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Net,-9} batches up to {MaxBatchSize,2}  {RequestsPerSecond,8:F0} requests/s  p50 {P50Ms,8:F3} ms  p99 {P99Ms,8:F3} ms "
                + $"({P99OverP50:F1} ×)  mean batch {MeanBatch,5:F2}  "
                + $"{ServerMicroseconds,6:F1} µs of the server's time each  {Errors} errors in {Requests}");
    }

    private sealed record ServeGain(string Net, double Gain, double ServerGain, double P99OverP50, int Errors)
    {
        public static ServeGain Of(string net, List<ServeRow> alone, List<ServeRow> together) => new(
            net,
            Math.Round(Median(together, row => row.RequestsPerSecond) / Median(alone, row => row.RequestsPerSecond), 2),
            Math.Round(Median(alone, row => row.ServerMicroseconds) / Median(together, row => row.ServerMicroseconds), 2),
            Median(together, row => row.P99OverP50), together.Concat(alone).Sum(row => row.Errors));

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Net,-9} with batches {Gain:F2} × the requests a second, {ServerGain:F2} × those for the server's time; "
                + $"p99 is {P99OverP50:F1} × p50; {Errors} errors");

        private static double Median(List<ServeRow> rows, Func<ServeRow, double> figure) =>
            rows.Select(figure).Order().ElementAt(rows.Count / 2);
    }
}
