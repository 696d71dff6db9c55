using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// The gradient of a penalty on the weights, added to that of the loss: g ← g + λ₁ · sign(p) + λ₂ · p for each weight p, which is that of
/// λ₁ · Σ |p| + λ₂/2 · Σ p². The loss that is reported does not have it.
/// </summary>
/// <remarks>
/// A stage before <see cref="ClipNorm"/> is clipped with the rest, one behind it is not. What is frozen has no penalty. An optimizer that
/// adapts its rate, as <see cref="Adam"/>, scales it as every gradient; <see cref="AdamW"/>'s decay it does not.
/// </remarks>
public abstract class WeightPenalty : GradientStage
{
    /// <param name="sign">λ₁.</param>
    /// <param name="share">λ₂.</param>
    /// <param name="includesVectors">Whether parameters of one dimension have it, too.</param>
    private protected WeightPenalty(double sign, double share, bool includesVectors)
    {
        Sign = sign;
        Proportion = share;
        IncludesVectors = includesVectors;
    }

    /// <summary>
    /// Whether parameters of one dimension have it, too: biases, and the scales and shifts of normalizations.
    /// </summary>
    public bool IncludesVectors { get; }

    internal double Sign { get; }

    internal double Proportion { get; }

    /// <inheritdoc/>
    public override void Run<T>(in Gradients<T> gradients)
    {
        foreach (ParameterRange range in gradients.Updated.Ranges)
        {
            if (Has(range.Shape))
            {
                GradientMath.Penalize(
                    gradients.All.Slice(range.Offset, range.Shape.Size), gradients.Values.Slice(range.Offset, range.Shape.Size),
                    T.CreateSaturating(Sign), T.CreateSaturating(Proportion));
            }
        }
    }

    /// <summary>Whether a parameter of a shape has it.</summary>
    internal bool Has(Shape shape) => IncludesVectors || shape.Count > 1;

    /// <summary>Lets through what is finite and at least 0.</summary>
    private protected static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number, at least 0.");
}
