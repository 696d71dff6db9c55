namespace NetGen.Benchmarks;

/// <summary>One network and batch size beside its peers; null where there is no figure.</summary>
/// <param name="Net">The network.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Threads">That took part in our step.</param>
/// <param name="StepMs">Our training step.</param>
/// <param name="OfPeak">The share of the FMA peak that it reaches.</param>
/// <param name="TorchMs">PyTorch's training step.</param>
/// <param name="ForwardMs">Our prediction.</param>
internal sealed record CompareRow(string Net, int Batch, int? Threads, double StepMs, double? OfPeak, double? TorchMs, double? ForwardMs)
{
    public CompareRow(Measurement step, double? torchMs, double? forwardMs)
        : this(step.Net, step.Batch, step.Threads, step.Ms, step.OfPeak, torchMs, forwardMs)
    {
    }

    /// <summary>ONNX Runtime's forward pass.</summary>
    public double? OrtForwardMs { get; init; }

    /// <summary>How many of our steps PyTorch's takes.</summary>
    public double? TorchRatio => Ratio(TorchMs, StepMs);

    /// <summary>How many of our forward passes ONNX Runtime's takes.</summary>
    public double? OrtRatio => Ratio(OrtForwardMs, ForwardMs);

    /// <summary>Our step in forward passes of ONNX Runtime; its floor is about three.</summary>
    public double? StepInOrtForwards => Ratio(StepMs, OrtForwardMs);

    private static double? Ratio(double? a, double? b) => a is { } x && b is { } y ? Math.Round(x / y, 3) : null;
}
