using NetGen;
using NetGen.Explain;

namespace Explanations.Digits;

/// <summary>The methods that are compared on digits, against a black picture.</summary>
internal static class DigitMethods
{
    /// <summary>Pixels of a digit.</summary>
    public const int Pixels = 28 * 28;

    /// <summary>The gradient's size, which is what is shown of it as a rule.</summary>
    public const string Gradient = "gradient";

    /// <summary>Integrated gradients.</summary>
    public const string Integrated = "integrated gradients";

    /// <summary>DeepLIFT.</summary>
    public const string Lift = "DeepLIFT";

    /// <summary>No method at all.</summary>
    public const string Random = "random";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NamedMethod<float>> Of(Explainer<float> explainer)
    {
        GradientExplanations<float> explanations = new(explainer);
        float[] black = new float[Pixels];
        return
        [
            new(Integrated, (samples, output, contributions) => explanations.IntegratedGradients(samples, black, output, contributions)),
            new(Lift, (samples, output, contributions) => explanations.DeepLift(samples, black, output, contributions)),
            new("input × gradient", explanations.InputTimesGradient),
            new("SmoothGrad, size", (samples, output, contributions) =>
            {
                explanations.SmoothGrad(samples, output, contributions, draws: 20);
                Size(contributions);
            }),
            new(Gradient, (samples, output, contributions) =>
            {
                explanations.Gradient(samples, output, contributions);
                Size(contributions);
            }),
            new(Random, (_, output, contributions) =>
            {
                Random random = new(output + 1);
                foreach (ref float one in contributions)
                {
                    one = random.NextSingle();
                }
            }),
        ];
    }

    private static void Size(Span<float> contributions)
    {
        foreach (ref float one in contributions)
        {
            one = MathF.Abs(one);
        }
    }
}
