using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Keeps the weights of each output within a norm: w ← w · min(1, limit / ‖w‖) for each row of a matrix and each filter of a convolution,
/// that is for each number of a parameter's first dimension. Srivastava et al. 2014, "Dropout"; Keras' MaxNorm.
/// </summary>
/// <remarks>
/// Parameters of one dimension (biases, the scales and shifts of normalizations) and those with bounds of their own are left as they are.
/// The first dimension of a transposed convolution is that of its input's channels, that of an embedding its tokens.
/// </remarks>
public sealed class MaxNorm : WeightStage
{
    /// <param name="limit">The largest norm: finite, above 0; 3 or 4 are common.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not.</exception>
    public MaxNorm(double limit = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(limit), false, nameof(limit));
        Limit = limit;
    }

    /// <summary>The largest norm.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public override void Run<T>(in UpdatedWeights<T> weights)
    {
        foreach (ParameterRange range in weights.Updated.Ranges)
        {
            if (Has(range))
            {
                Span<T> values = weights.Of(range);
                for (int length = range.Shape.Size / range.Shape[0]; values.Length > 0; values = values[length..])
                {
                    Span<T> row = values[..length];
                    double norm = GradientMath.Norm<T>(row);
                    if (norm > Limit)
                    {
                        GradientMath.Scale(row, T.CreateChecked(Limit / norm));
                    }
                }
            }
        }
    }

    /// <summary>Whether a parameter's rows are limited.</summary>
    internal static bool Has(ParameterRange range) => range.Shape.Count > 1 && !range.IsBounded;
}
