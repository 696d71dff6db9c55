using BenchmarkDotNet.Attributes;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>One thread's update of a million parameters.</summary>
public class OptimizerBenchmarks
{
    private const int Count = 1 << 20;

    private readonly AlignedBuffer<float> _parameters = new(Count), _gradients = new(Count);
    private readonly Adam _adam = new(1e-3f);
    private readonly OptimizerState<float> _state = new Adam(1e-3f).CreateState<float>(Count);
    private readonly double[] _exact = new double[Factors<F1>.Most];
    private readonly float[] _factors = new float[Factors<F1>.Most];
    private long _steps;

    [GlobalSetup]
    public void Setup() => _gradients.Span.Fill(0.01f);

    [Benchmark]
    public void Adam()
    {
        _adam.SetFactors(new UpdateStep(1e-3, 0, ++_steps), _exact);
        for (int i = 0; i < _exact.Length; i++)
        {
            _factors[i] = (float)_exact[i];
        }

        _state.Update(_parameters.Span, _gradients.Span, 0, _factors);
    }
}
