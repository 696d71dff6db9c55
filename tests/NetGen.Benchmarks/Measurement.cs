using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>What a training step or a prediction took.</summary>
internal sealed record Measurement
{
    public required string Net { get; init; }

    public required int Batch { get; init; }

    /// <summary>"cpu", "cuda" …</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads that took part; null on a device.</summary>
    public int? Threads { get; init; }

    /// <summary>The median.</summary>
    public required double Ms { get; init; }

    /// <summary>Of the contractions; a multiply-add counts as two.</summary>
    public required double Gflops { get; init; }

    /// <summary>Of the FMA peak of so many threads.</summary>
    public double? OfPeak { get; init; }

    /// <summary>Managed memory allocated each time.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>The memory that activations and their gradients share: what is alive at once has its own place in it.</summary>
    public long? PeakActivationBytes { get; init; }

    /// <summary>A measurement of the CPU.</summary>
    public static Measurement Of(Workload work, int threads, Timing timing, double multiplyAdds)
    {
        double gflops = 2 * multiplyAdds / (timing.Milliseconds * 1e6);
        return new()
        {
            Net = work.Net,
            Batch = work.Batch,
            Threads = threads,
            Ms = Math.Round(timing.Milliseconds, 6),
            Gflops = Math.Round(gflops, 1),
            OfPeak = Math.Round(gflops / FmaPeak.GigaFlops(threads), 3),
            AllocatedBytes = timing.AllocatedBytes,
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Net,-11} batch {Batch,4}  {(Threads is { } threads ? $"{Device} × {threads}" : Device),-9} {Ms,11:F5} ms  "
            + $"{Gflops,9:F1} GFLOP/s  {(OfPeak is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) + " of peak" : ""),13}  "
            + $"{AllocatedBytes} bytes allocated");
}
