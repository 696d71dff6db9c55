using System.Globalization;
using System.Text.Json;

namespace NetGen.Benchmarks;

/// <summary>What a training step took.</summary>
/// <param name="Net">The network.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Device">"cpu", "cuda" …</param>
/// <param name="Threads">Threads asked for on the CPU; 0: as many as are worth it.</param>
/// <param name="Milliseconds">The median step.</param>
/// <param name="MultiplyAdds">Of all contractions of a step, forward and backward.</param>
/// <param name="AllocatedBytes">Managed memory allocated by a step.</param>
internal sealed record StepResult(string Net, int Batch, string Device, int Threads, double Milliseconds, double MultiplyAdds, long AllocatedBytes)
{
    /// <summary>A multiply-add counts as two.</summary>
    public double GigaFlops => 2 * MultiplyAdds / (Milliseconds * 1e6);

    /// <summary>One JSON object.</summary>
    public string ToJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("net", Net);
            writer.WriteNumber("batch", Batch);
            writer.WriteString("device", Device);
            if (Device == "cpu")
            {
                writer.WriteNumber("threads", Threads);
            }

            writer.WriteNumber("ms", Math.Round(Milliseconds, 4));
            writer.WriteNumber("gflops", Math.Round(GigaFlops, 1));
            writer.WriteNumber("allocatedBytes", AllocatedBytes);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Net,-8} batch {Batch,4}  {Device,-9} {Milliseconds,10:F4} ms  {GigaFlops,9:F1} GFLOP/s  {AllocatedBytes} bytes a step");
}
