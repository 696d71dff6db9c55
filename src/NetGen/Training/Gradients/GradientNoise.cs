using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Adds a normal random number to each gradient, whose variance falls with the updates t = 0, 1, 2 …: σ² = η / (1 + t)^γ. Neelakantan et
/// al. 2015, https://arxiv.org/abs/1511.06807.
/// </summary>
/// <remarks>
/// The numbers depend on <see cref="TrainerOptions.Seed"/> and the update alone, so a resumed run draws the same. On a device it runs on
/// the host, as a stage of the user's own does.
/// </remarks>
public sealed class GradientNoise : GradientStage
{
    /// <param name="eta">η: 0.01, 0.3 or 1 in the paper; finite, at least 0.</param>
    /// <param name="gamma">γ: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not.</exception>
    public GradientNoise(double eta = 0.01, double gamma = 0.55)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eta);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(eta), false, nameof(eta));
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(gamma), false, nameof(gamma));
        Eta = eta;
        Gamma = gamma;
    }

    /// <summary>η.</summary>
    public double Eta { get; }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override void Run<T>(in Gradients<T> gradients)
    {
        double deviation = Math.Sqrt(Eta / Math.Pow(1 + gradients.Step, Gamma));
        uint key = KeyOf(gradients.Updated.Seed);
        foreach (ParameterRange range in gradients.Updated.Ranges)
        {
            Span<T> values = gradients.All.Slice(range.Offset, range.Shape.Size);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += T.CreateSaturating(deviation * Normal((uint)(range.Offset + i), (uint)gradients.Step, key));
            }
        }
    }

    /// <summary>
    /// Box and Muller 1958: √(−2 ln u) · cos 2πv, u and v the two words of the counter (<paramref name="index"/>,
    /// <paramref name="stream"/>) / 2³², u half a step above 0.
    /// </summary>
    internal static double Normal(uint index, uint stream, uint key)
    {
        const double Step = 1.0 / (1L << 32);
        (uint first, uint second) = Philox.Words(index, stream, key);
        return Math.Sqrt(-2 * Math.Log((first + 0.5) * Step)) * Math.Cos(2 * Math.PI * (second * Step));
    }

    /// <summary>Mixed, and another than dropout's, whose counters are the same.</summary>
    internal static uint KeyOf(int seed)
    {
        SplitMix64 mix = new(unchecked((uint)seed));
        mix.Next();
        return (uint)mix.Next();
    }
}
