using NetGen;

namespace Gan;

/// <summary>How well a generator draws: what a network that reads written digits makes of drawn ones.</summary>
/// <param name="Legible">Share of the digits that are some digit with a probability of 0.9 or more.</param>
/// <param name="Classes">How many of the ten digits are among these.</param>
internal sealed record DrawnDigits(double Legible, int Classes)
{
    private const int Count = 1_000;
    private const int Classified = 10;
    private const double Sure = 0.9;

    /// <summary>Reads 1,000 digits, the same for every generator: their noise is.</summary>
    public static DrawnDigits Of(Generator generator, Reader reader)
    {
        float[] noise = new float[Count * GanTraining.NoiseSize], pictures = new float[Count * 28 * 28];
        float[] scores = new float[Count * Classified];
        GanTraining.DrawNoise(new Random(1), noise);
        generator.Predict(noise, pictures);
        reader.Predict(pictures, scores);
        int[] found = new int[Classified];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> own = scores.AsSpan(i * Classified, Classified);
            int best = Largest(own);
            double sum = 0;
            foreach (float score in own)
            {
                sum += Math.Exp(score - own[best]);
            }

            found[best] += 1 / sum >= Sure ? 1 : 0;
        }

        return new DrawnDigits(found.Sum() / (double)Count, found.Count(count => count > 0));
    }

    private static int Largest(ReadOnlySpan<float> scores)
    {
        int largest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            largest = scores[i] > scores[largest] ? i : largest;
        }

        return largest;
    }
}
