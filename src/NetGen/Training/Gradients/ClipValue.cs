using System.Numerics;

namespace NetGen;

/// <summary>Brings each gradient into −limit to limit by itself, which may change their direction.</summary>
public sealed class ClipValue : GradientStage
{
    /// <param name="limit">The largest magnitude: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not.</exception>
    public ClipValue(double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(limit), false, nameof(limit));
        Limit = limit;
    }

    /// <summary>The largest magnitude.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public override void Run<T>(in Gradients<T> gradients) => GradientMath.Clamp(gradients.All, T.CreateSaturating(Limit));
}
