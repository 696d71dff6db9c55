using NetGen;
using NetGen.Explain;

namespace Explanations.Digits;

/// <summary>How far contributions are from adding up.</summary>
internal static class DigitExactness
{
    private const int Lifted = 1_000, Integrated = 50;

    /// <summary>
    /// DeepLIFT's largest error of 1,000 digits in double and in float; that of integrated gradients by the gain, a mean, in double.
    /// </summary>
    public static (double Lift, double LiftFloat, double Integrated) Of(DigitCnn network, Explainer<float> explainer, TestDigits test)
    {
        DigitCnnInDouble twin = new(seed: 1);
        foreach ((Parameter from, Parameter to) in network.Parameters.Zip(twin.Parameters))
        {
            Array.ConvertAll(from.Span.ToArray(), value => (double)value).CopyTo(to.AsSpan<double>());
        }

        using Explainer<double> inDouble = twin.CreateExplainer();
        int count = Math.Min(Lifted, test.Count);
        float[] samples = test.Samples[..(count * DigitMethods.Pixels)];
        double[] wide = Array.ConvertAll(samples, value => (double)value);
        int[] outputs = test.Predicted[..count];
        GradientExplanations<float> narrow = new(explainer);
        GradientExplanations<double> explanations = new(inDouble);
        float[] black = new float[DigitMethods.Pixels];
        double[] wideBlack = new double[DigitMethods.Pixels];
        double lift = Errors<double>(
            (x, k, c) => explanations.DeepLift(x, wideBlack, k, c), twin, wide, outputs, isRelative: false).Max();
        double liftFloat = Errors<float>((x, k, c) => narrow.DeepLift(x, black, k, c), network, samples, outputs, isRelative: false).Max();
        count = Math.Min(Integrated, count);
        double integrated = Errors<double>(
            (x, k, c) => explanations.IntegratedGradients(x, wideBlack, k, c),
            twin, wide[..(count * DigitMethods.Pixels)], outputs[..count], isRelative: true).Average();
        return (lift, liftFloat, integrated);
    }

    private static double[] Errors<T>(AttributionMethod<T> method, Network<T> network, T[] samples, int[] outputs, bool isRelative)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] contributions = new T[samples.Length], scores = new T[outputs.Length * 10];
        T[] start = network.Predict(new T[DigitMethods.Pixels]);
        network.Predict(samples, scores);
        Attributions.Of(method, samples, outputs, contributions);
        return
        [
            .. Enumerable.Range(0, outputs.Length).Select(i =>
            {
                double sum = contributions.AsSpan(i * DigitMethods.Pixels, DigitMethods.Pixels).ToArray()
                    .Sum(value => double.CreateChecked(value));
                double gain = double.CreateChecked(scores[(10 * i) + outputs[i]]) - double.CreateChecked(start[outputs[i]]);
                return Math.Abs(sum - gain) / (isRelative ? Math.Max(Math.Abs(gain), 1e-12) : 1);
            }),
        ];
    }
}
