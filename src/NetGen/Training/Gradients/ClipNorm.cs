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
        double norm = GradientMath.Norm<T>(gradients.All);
        if (norm > Limit)
        {
            GradientMath.Scale(gradients.All, T.CreateChecked(Limit / norm));
        }
    }
}
