using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// A network that predicts in integers: a copy of a network with <see cref="QuantizedAttribute">Quantized</see>, whose weights of 8 bits
/// take a quarter of the file. It predicts, evaluates, saves and loads as any network; it is not trained.
/// </summary>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
/// <remarks>
/// Weights: w ≈ s·q with q from −127 to 127 and s = max |w| / 127 for each result channel. Inputs: x ≈ s·q, 256 values from the smallest
/// to the largest of the operation's range, 0 among them. Sums of products are of 32 bits; what follows them is in float. Jacob et al.
/// 2018, https://arxiv.org/abs/1712.05877; Nagel et al. 2021, https://arxiv.org/abs/2106.08295.
/// </remarks>
public sealed class QuantizedNetwork<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly QuantizedPlan<T> _plan;
    private readonly string _summary;
    private readonly string _mermaid;

    private QuantizedNetwork(Network<T> network, QuantizedPlan<T> plan)
        : base(plan.Store, plan.Plan)
    {
        _plan = plan;
        (_summary, _mermaid) = (network.Summary(), network.ToMermaid());
        HashSet<Parameter> weights = [.. RangedWeights(Store.Parameters).Select(ranged => ranged.Weight)];
        Parameters = [.. Store.Parameters.SelectMany(parameter =>
            weights.Contains(parameter) ? QuantizedTensor.Of(parameter) : [parameter])];
    }

    /// <summary>
    /// Every parameter, then every running statistic, as the file has them: weights in integers (<see cref="sbyte"/>) and their scales,
    /// which are copies for reading, and all others.
    /// </summary>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override string Summary() => _summary;

    /// <inheritdoc/>
    public override string ToMermaid() => _mermaid;

    /// <summary>One as it was saved.</summary>
    /// <param name="network">Any network of the same class; it stays as it is.</param>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafetensorsException">The file is damaged, something else, or of another network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network has no stage with <see cref="QuantizedAttribute">Quantized</see>.
    /// </exception>
    public static QuantizedNetwork<T> Open(Network<T> network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        QuantizedNetwork<T> quantized = new(network, network.QuantizedPlan());
        quantized.Load(path);
        return quantized;
    }

    /// <summary>A copy of a network with ranges, its weights rounded.</summary>
    internal static QuantizedNetwork<T> Of(Network<T> network)
    {
        QuantizedNetwork<T> quantized = new(network, network.QuantizedPlan());
        WeightTransfer.Copy(network.WholePart, quantized.WholePart);
        foreach ((Parameter weight, Parameter range) in RangedWeights(quantized.Store.Parameters))
        {
            if (!(range.Span[1] > range.Span[0]))
            {
                throw new InvalidOperationException(
                    $"{range.Name} is empty: call Calibrate with samples before Quantize, so that the ranges of the inputs are known.");
            }

            QuantizedTensor.Round(weight);
        }

        return quantized;
    }

    /// <inheritdoc/>
    protected override InferenceProgram<T> CreateInference(int capacity, int threads) => _plan.Create(Store, capacity, threads);

    /// <inheritdoc/>
    protected override Trainer<T> CreateTraining(Optimizer optimizer, int batchSize, TrainerOptions options) =>
        throw new InvalidOperationException("A network in integers is not trained: train the one it is made of, and quantize that.");
}
