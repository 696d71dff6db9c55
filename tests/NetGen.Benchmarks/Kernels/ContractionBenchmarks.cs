using BenchmarkDotNet.Attributes;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>The contractions of layers of cnn, mlp and resnet20 on one thread and on all: output, and gradient of the weights before threads join theirs.</summary>
public class ContractionBenchmarks
{
    private ThreadTeam _team = null!;
    private LayerProgram _output = null!, _gradient = null!;

    public static IEnumerable<int> ThreadCounts => Machine.ThreadCounts;

    /// <summary>Network, layer and batch.</summary>
    [Params("cnn 1→32 28×28 ×64", "cnn 32→64 14×14 ×64", "cnn 3136→128 ×64", "mlp 784→256 ×64", "resnet20 16→16 32×32 ×32", "resnet20 32→32 16×16 ×32", "resnet20 64→64 8×8 ×32")]
    public string Layer { get; set; } = "";

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _team = new ThreadTeam(Threads);
        _output = Create(isGradient: false);
        _gradient = Create(isGradient: true);
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark]
    public void Output() => _team.Run(_output, _output.Batch, 0, 0);

    [Benchmark]
    public void WeightGradient() => _team.Run(_gradient, _gradient.Batch, 0, 0);

    private LayerProgram Create(bool isGradient) => Layer switch
    {
        "cnn 1→32 28×28 ×64" => new ConvolutionProgram<Strides.S1>(64, Threads, 28, 32) { Batch = 64, IsGradient = isGradient },
        "cnn 32→64 14×14 ×64" => new ConvolutionProgram<Strides.S32>(64, Threads, 14, 64) { Batch = 64, IsGradient = isGradient },
        "cnn 3136→128 ×64" => new LinearProgram<Strides.S3136>(64, 128) { Batch = 64, IsGradient = isGradient },
        "mlp 784→256 ×64" => new LinearProgram<Strides.S784>(64, 256) { Batch = 64, IsGradient = isGradient },
        "resnet20 16→16 32×32 ×32" => new ConvolutionProgram<Strides.S16>(32, Threads, 32, 16) { Batch = 32, IsGradient = isGradient },
        "resnet20 32→32 16×16 ×32" => new ConvolutionProgram<Strides.S32>(32, Threads, 16, 32) { Batch = 32, IsGradient = isGradient },
        _ => new ConvolutionProgram<Strides.S64>(32, Threads, 8, 64) { Batch = 32, IsGradient = isGradient },
    };
}
