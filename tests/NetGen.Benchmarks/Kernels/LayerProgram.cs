using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks.Kernels;

/// <summary>The contractions of one layer on random numbers: what generated code calls.</summary>
/// <param name="batch">Samples of a run.</param>
/// <param name="isGradient">Whether the gradient of the weights is computed instead of the output.</param>
internal abstract class LayerProgram(int batch, bool isGradient) : VectorProgram(SimdWidth.Bits)
{
    public int Batch => batch;

    protected bool IsGradient => isGradient;

    protected static AlignedBuffer<float> Random(long length)
    {
        Random random = new(1);
        AlignedBuffer<float> buffer = new(length);
        foreach (ref float value in buffer.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        return buffer;
    }
}

/// <summary>A convolution of 3×3 over pictures with a border of zeros, channels last.</summary>
/// <typeparam name="TChannels">Channels of the input.</typeparam>
/// <param name="batch">Samples.</param>
/// <param name="isGradient">Of the weights.</param>
/// <param name="threads">Threads of the team.</param>
/// <param name="size">Height and width.</param>
/// <param name="outputs">Channels of the output.</param>
/// <param name="tiles">Winograd's tiles that are worked on at a time; 0: all products are written out.</param>
internal sealed class ConvolutionProgram<TChannels>(
    int batch, bool isGradient, int threads, int size, int outputs, int tiles = 0)
    : LayerProgram(batch, isGradient)
    where TChannels : struct, IStride
{
    private static readonly int s_channels = TChannels.Value;

    private readonly int _line = (size + 2) * s_channels;
    private readonly int _sample = (size + 2) * (size + 2) * s_channels, _weights = 9 * s_channels * outputs;
    private readonly AlignedBuffer<float> _x = Random((long)batch * (size + 2) * (size + 2) * s_channels);
    private readonly AlignedBuffer<float> _panels = Random(
        tiles > 0 ? KernelSizes.WinogradPanels(s_channels, outputs) : KernelSizes.Panels(1, 9 * s_channels, outputs));
    private readonly AlignedBuffer<float> _y = Random((long)batch * size * size * outputs),
        _gradients = new(9L * s_channels * outputs * threads);
    private readonly AlignedBuffer<float> _scratch = new((long)threads * ScratchLength(tiles, outputs));

    protected override void Run<V>(Worker worker, int phase)
    {
        ref float scratch = ref _scratch.At((nint)worker.Index * ScratchLength(tiles, outputs));
        if (IsGradient)
        {
            WeightGradientShape shape = new()
            {
                XSample = _sample, XLine = _line, XPixel = s_channels,
                DySample = size * size * outputs, DyLine = size * outputs, DyPixel = outputs,
                Lines = size, Pixels = size, OuterCount = 3, OuterStep = _line, Run = 3 * s_channels, Columns = outputs,
            };
            ref float gradient = ref _gradients.At((nint)worker.Index * _weights);
            if (tiles > 0)
            {
                Winograd.WeightGradient<V, F1, float>(worker, shape, tiles, ref _x.At(0), ref _y.At(0), ref scratch, ref gradient);
            }
            else
            {
                WeightGradient.Run<V, F1, float>(worker, shape, ref _x.At(0), ref _y.At(0), ref gradient);
            }
        }
        else
        {
            ContractionShape shape = new()
            {
                Lines = size, Pixels = size, ASample = _sample, ALine = _line,
                OuterCount = 3, OuterStep = _line, Run = 3 * s_channels, Columns = outputs,
            };
            PlainStore store = new(ref _y.At(0), outputs, size, size);
            if (tiles > 0)
            {
                Winograd.Run<V, F1, float, TChannels, PlainStore>(
                    worker, shape, tiles, ref _x.At(0), ref _panels.At(0), ref scratch, ref store);
            }
            else
            {
                Contraction.Run<V, F1, float, TChannels, PlainStore>(worker, shape, ref _x.At(0), ref _panels.At(0), ref store);
            }
        }
    }

    /// <summary>Elements of a worker's own memory, in whole cache lines.</summary>
    private static int ScratchLength(int tiles, int outputs) =>
        KernelSizes.WholeVectors(KernelSizes.WinogradGradientScratch(tiles, s_channels, outputs));
}

/// <summary>A depthwise convolution of 3×3 over pictures with a border of zeros, channels last.</summary>
/// <typeparam name="TChannels">Channels.</typeparam>
/// <param name="batch">Samples.</param>
/// <param name="isGradient">Of the weights.</param>
/// <param name="threads">Threads of the team.</param>
/// <param name="size">Height and width.</param>
internal sealed class DepthwiseProgram<TChannels>(int batch, bool isGradient, int threads, int size) : LayerProgram(batch, isGradient)
    where TChannels : struct, IStride
{
    private static readonly int s_channels = TChannels.Value;

    private readonly int _line = (size + 2) * s_channels, _sample = (size + 2) * (size + 2) * s_channels, _weights = 9 * s_channels;
    private readonly AlignedBuffer<float> _x = Random((long)batch * (size + 2) * (size + 2) * s_channels);
    private readonly AlignedBuffer<float> _panels = Random(9L * (s_channels + 32));
    private readonly AlignedBuffer<float> _y = Random((long)batch * size * size * s_channels), _gradients = new(9L * s_channels * threads);

    protected override void Run<V>(Worker worker, int phase)
    {
        if (IsGradient)
        {
            WeightGradientShape shape = new()
            {
                XSample = _sample, XLine = _line, XPixel = s_channels,
                DySample = size * size * s_channels, DyLine = size * s_channels, DyPixel = s_channels,
                Lines = size, Pixels = size,
                OuterCount = 3, OuterStep = _line, InnerCount = 3, InnerStep = s_channels, Run = 1, Columns = s_channels,
            };
            Depthwise.WeightGradient<V, F1, float>(
                worker, shape, ref _x.At(0), ref _y.At(0), ref _gradients.At((nint)worker.Index * _weights));
        }
        else
        {
            ContractionShape shape = new()
            {
                Lines = size, Pixels = size, ASample = _sample, ALine = _line,
                OuterCount = 3, OuterStep = _line, InnerCount = 3, InnerStep = s_channels, Run = 1, Columns = s_channels,
            };
            PlainStore store = new(ref _y.At(0), s_channels, size, size);
            Depthwise.Run<V, F1, float, TChannels, PlainStore>(worker, shape, ref _x.At(0), ref _panels.At(0), ref store);
        }
    }
}

/// <summary>A matrix product of rows with weights.</summary>
/// <typeparam name="TFeatures">Features of a row.</typeparam>
/// <param name="batch">Rows.</param>
/// <param name="isGradient">Of the weights.</param>
/// <param name="outputs">Features of a row of the output.</param>
internal sealed class LinearProgram<TFeatures>(int batch, bool isGradient, int outputs) : LayerProgram(batch, isGradient)
    where TFeatures : struct, IStride
{
    private static readonly int s_features = TFeatures.Value;

    private readonly AlignedBuffer<float> _x = Random((long)batch * s_features), _panels = Random((long)s_features * (outputs + 32));
    private readonly AlignedBuffer<float> _y = Random((long)batch * outputs), _gradient = new((long)s_features * outputs);

    protected override void Run<V>(Worker worker, int phase)
    {
        if (IsGradient)
        {
            WeightGradient.Rows<V, F1, float>(worker, Batch, s_features, outputs, ref _x.At(0), ref _y.At(0), ref _gradient.At(0));
        }
        else
        {
            PlainStore store = new(ref _y.At(0), outputs);
            Contraction.Run<V, F1, float, TFeatures, PlainStore>(
                worker, new ContractionShape { Pixels = 1, Run = s_features, Columns = outputs },
                ref _x.At(0), ref _panels.At(0), ref store);
        }
    }
}
