namespace NetGen.Benchmarks;

/// <summary>One network and batch size beside its peers; null where there is no figure.</summary>
/// <param name="Net">The network.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Threads">That took part in our step.</param>
/// <param name="StepMs">Our training step.</param>
/// <param name="OfPeak">The share of the FMA peak that it reaches.</param>
/// <param name="TorchMs">PyTorch's training step.</param>
/// <param name="TorchRatio">How many of our steps PyTorch's takes.</param>
/// <param name="ForwardMs">Our prediction.</param>
/// <param name="OrtForwardMs">ONNX Runtime's forward pass.</param>
/// <param name="OrtRatio">How many of our forward passes ONNX Runtime's takes.</param>
/// <param name="StepInOrtForwards">Our step in forward passes of ONNX Runtime; its floor is about three.</param>
internal sealed record CompareRow(
    string Net, int Batch, int? Threads, double StepMs, double? OfPeak,
    double? TorchMs, double? TorchRatio, double? ForwardMs, double? OrtForwardMs, double? OrtRatio,
    double? StepInOrtForwards)
{
    /// <summary>What one round gave.</summary>
    public static CompareRow Of(Measurement step, double? torchMs, double? forwardMs, double? ortForwardMs) => new(
        step.Net, step.Batch, step.Threads, step.Ms, step.OfPeak,
        torchMs, Ratio(torchMs, step.Ms), forwardMs, ortForwardMs, Ratio(ortForwardMs, forwardMs),
        Ratio(step.Ms, ortForwardMs));

    /// <summary>The rounds of one network and batch size: the median of each figure, ratios by round.</summary>
    public static CompareRow Median(IReadOnlyCollection<CompareRow> rounds)
    {
        return rounds.First() with
        {
            StepMs = Middle(row => row.StepMs)!.Value,
            OfPeak = Middle(row => row.OfPeak),
            TorchMs = Middle(row => row.TorchMs),
            TorchRatio = Middle(row => row.TorchRatio),
            ForwardMs = Middle(row => row.ForwardMs),
            OrtForwardMs = Middle(row => row.OrtForwardMs),
            OrtRatio = Middle(row => row.OrtRatio),
            StepInOrtForwards = Middle(row => row.StepInOrtForwards),
        };

        double? Middle(Func<CompareRow, double?> figure) =>
            rounds.Select(figure).OfType<double>().ToArray() is { Length: > 0 } known ? Timing.Median(known) : null;
    }

    private static double? Ratio(double? a, double? b) => a is { } x && b is { } y ? Math.Round(x / y, 3) : null;
}
