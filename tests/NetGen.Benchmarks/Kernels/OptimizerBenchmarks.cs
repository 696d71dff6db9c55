using BenchmarkDotNet.Attributes;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>One thread's update of a million parameters.</summary>
public class OptimizerBenchmarks
{
    private const int Count = 1 << 20;

    private readonly AlignedBuffer<float> _parameters = new(Count), _gradients = new(Count);
    private readonly OptimizerState<float> _adam = new Adam(1e-3f).CreateState<float>(Count);

    [GlobalSetup]
    public void Setup() => _gradients.Span.Fill(0.01f);

    [Benchmark]
    public void Adam()
    {
        _adam.BeginStep(1e-3);
        _adam.Update(_parameters.Span, _gradients.Span, 0);
    }
}
