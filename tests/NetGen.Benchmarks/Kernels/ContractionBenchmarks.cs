using BenchmarkDotNet.Attributes;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>
/// The contractions of layers of cnn, mlp and resnet20, and of depthwise ones, on one thread and on all:
/// output, and gradient of the weights before threads join theirs.
/// </summary>
public class ContractionBenchmarks
{
    /// <summary>
    /// Network, layer and batch, "tiles" where Winograd's method computes it; made for the gradient or not, and for so many threads.
    /// </summary>
    private static readonly Dictionary<string, Func<bool, int, LayerProgram>> s_layers = new()
    {
        ["cnn 1→32 28×28 ×64"] = (isGradient, threads) => new ConvolutionProgram<Strides.S1>(64, isGradient, threads, 28, 32),
        ["cnn 32→64 14×14 ×64"] = (isGradient, threads) => new ConvolutionProgram<Strides.S32>(64, isGradient, threads, 14, 64),
        ["tiles 32→64 14×14"] = (isGradient, threads) => new ConvolutionProgram<Strides.S32>(64, isGradient, threads, 14, 64, tiles: 28),
        ["cnn 3136→128 ×64"] = (isGradient, _) => new LinearProgram<Strides.S3136>(64, isGradient, 128),
        ["mlp 784→256 ×64"] = (isGradient, _) => new LinearProgram<Strides.S784>(64, isGradient, 256),
        ["res 16→16 32×32 ×32"] = (isGradient, threads) => new ConvolutionProgram<Strides.S16>(32, isGradient, threads, 32, 16),
        ["tiles 16→16 32×32"] = (isGradient, threads) => new ConvolutionProgram<Strides.S16>(32, isGradient, threads, 32, 16, tiles: 112),
        ["res 32→32 16×16 ×32"] = (isGradient, threads) => new ConvolutionProgram<Strides.S32>(32, isGradient, threads, 16, 32),
        ["tiles 32→32 16×16"] = (isGradient, threads) => new ConvolutionProgram<Strides.S32>(32, isGradient, threads, 16, 32, tiles: 56),
        ["res 64→64 8×8 ×32"] = (isGradient, threads) => new ConvolutionProgram<Strides.S64>(32, isGradient, threads, 8, 64),
        ["tiles 64→64 8×8"] = (isGradient, threads) => new ConvolutionProgram<Strides.S64>(32, isGradient, threads, 8, 64, tiles: 28),
        ["depthwise 64 32×32 ×32"] = (isGradient, threads) => new DepthwiseProgram<Strides.S64>(32, isGradient, threads, 32),
        ["depthwise 512 7×7 ×32"] = (isGradient, threads) => new DepthwiseProgram<Strides.S512>(32, isGradient, threads, 7),
    };

    private ThreadTeam _team = null!;
    private LayerProgram _output = null!, _gradient = null!;

    public static IEnumerable<string> Layers => s_layers.Keys;

    public static IEnumerable<int> ThreadCounts => Machine.ThreadCounts;

    [ParamsSource(nameof(Layers))]
    public string Layer { get; set; } = "";

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _team = new ThreadTeam(Threads);
        _output = s_layers[Layer](false, Threads);
        _gradient = s_layers[Layer](true, Threads);
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark]
    public void Output() => _team.Run(_output, _output.Batch, 0, 0);

    [Benchmark]
    public void WeightGradient() => _team.Run(_gradient, _gradient.Batch, 0, 0);
}
