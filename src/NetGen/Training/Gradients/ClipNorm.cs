using System.Numerics;

namespace NetGen;

/// <summary>
/// Scales all gradients alike where their norm is above a limit: g · min(1, limit / ‖g‖), ‖g‖ over all parameters together
/// (Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks").
/// </summary>
public sealed class ClipNorm : GradientStage
{
    /// <param name="limit">The largest norm: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not.</exception>
    public ClipNorm(double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(limit), false, nameof(limit));
        Limit = limit;
    }

    /// <summary>The largest norm.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public override void Run<T>(in Gradients<T> gradients)
    {
        double norm = Norm<T>(gradients.All);
        if (norm > Limit)
        {
            GradientMath.Scale(gradients.All, T.CreateChecked(Limit / norm));
        }
    }

    /// <summary>
    /// √Σ g², summed in double in an order that no vector width changes; by scaling where the squares overflow or vanish.
    /// </summary>
    private static double Norm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> sums = stackalloc double[4];
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(values[i]);
            sums[i % 4] += value * value;
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        return double.IsFinite(sum) && sum > 0 ? Math.Sqrt(sum) : ScaledNorm(values);
    }

    private static double ScaledNorm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0, sum = 0;
        foreach (T value in values)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        }

        foreach (T value in values)
        {
            double scaled = largest == 0 ? 0 : double.CreateTruncating(value) / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum);
    }
}
