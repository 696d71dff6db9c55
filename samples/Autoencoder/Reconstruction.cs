using NetGen;
using Samples;

namespace Autoencoder;

/// <summary>What a network draws of pictures, and how far it is from them.</summary>
internal static class Reconstruction
{
    private const int AtOnce = 500;

    /// <summary>Pictures as samples whose target they are themselves.</summary>
    /// <param name="pictures">A whole part, no view: views may be taken of the result.</param>
    public static Dataset OfItself(Dataset pictures) =>
        Dataset.FromColumns([("picture", pictures.Inputs[0].Column)], [("picture again", pictures.Inputs[0].Column)]);

    /// <summary>Mean squared error of each picture.</summary>
    public static double[] Errors(DigitAutoencoder network, Dataset pictures)
    {
        var errors = new double[pictures.Count];
        for (int start = 0; start < errors.Length; start += AtOnce)
        {
            int[] numbers = [.. Enumerable.Range(start, Math.Min(AtOnce, errors.Length - start))];
            (float[] inputs, float[] drawn) = Draw(network, pictures, numbers);
            for (int i = 0; i < numbers.Length; i++)
            {
                ReadOnlySpan<float> input = inputs.AsSpan(i * SyntheticDigits.Pixels, SyntheticDigits.Pixels);
                errors[start + i] = Distance(input, drawn.AsSpan(i * SyntheticDigits.Pixels, SyntheticDigits.Pixels));
            }
        }

        return errors;
    }

    /// <summary>Pictures, each followed by what the network draws of it.</summary>
    public static IEnumerable<float[]> Beside(DigitAutoencoder network, Dataset pictures, int[] numbers)
    {
        (float[] inputs, float[] drawn) = Draw(network, pictures, numbers);
        return inputs.Chunk(SyntheticDigits.Pixels)
            .Zip(drawn.Chunk(SyntheticDigits.Pixels))
            .SelectMany(pair => new[] { pair.First, pair.Second });
    }

    /// <summary>Mean squared error of always drawing the mean picture of <paramref name="known"/>: what a code must beat.</summary>
    public static double MeanPictureError(Dataset known, Dataset pictures)
    {
        var mean = new double[SyntheticDigits.Pixels];
        float[] picture = new float[SyntheticDigits.Pixels];
        for (int i = 0; i < known.Count; i++)
        {
            known.ReadInputs([i], picture);
            for (int p = 0; p < picture.Length; p++)
            {
                mean[p] += picture[p] / (double)known.Count;
            }
        }

        double sum = 0;
        float[] always = [.. mean.Select(value => (float)value)];
        for (int i = 0; i < pictures.Count; i++)
        {
            pictures.ReadInputs([i], picture);
            sum += Distance(picture, always);
        }

        return sum / pictures.Count;
    }

    private static (float[] Inputs, float[] Drawn) Draw(DigitAutoencoder network, Dataset pictures, int[] numbers)
    {
        float[] inputs = new float[numbers.Length * SyntheticDigits.Pixels], drawn = new float[inputs.Length];
        pictures.ReadInputs(numbers, inputs);
        network.Predict(inputs, drawn);
        return (inputs, drawn);
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double d = a[i] - b[i];
            sum += d * d;
        }

        return sum / a.Length;
    }
}
