using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Scales all gradients alike where their norm is above a limit: g · min(1, limit / ‖g‖), ‖g‖ over all parameters together
/// (Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks").
/// </summary>
public sealed class ClipNorm : GradientStage
{
    // Squares are summed in the number type so far, then in double.
    private const int Block = 4096;

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

    /// <summary>√Σ g², by scaling where the squares overflow.</summary>
    private static double Norm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int start = 0; start < values.Length; start += Block)
        {
            sum += double.CreateTruncating(SumOfSquares(values.Slice(start, Math.Min(Block, values.Length - start))));
        }

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

    private static T SumOfSquares<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> sum = Vector<T>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            sum += vector * vector;
        }

        T total = Vector.Sum(sum);
        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            total += value * value;
        }

        return total;
    }
}
