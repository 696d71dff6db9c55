using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>How a picture is sought that an output answers most.</summary>
public sealed record VisualizationOptions
{
    /// <summary>Steps up the gradient.</summary>
    public int Steps { get; init; } = 160;

    /// <summary>How far a step moves the pixels: the root of their mean squared move.</summary>
    public double Rate { get; init; } = 0.06;

    /// <summary>
    /// Pixels by which the picture is moved at random before each step and back behind it: what is left does not hang on single pixels.
    /// </summary>
    public int Jitter { get; init; } = 2;

    /// <summary>Share of each pixel, counted from black, that is lost in each step.</summary>
    public double Decay { get; init; } = 0.01;

    /// <summary>Deviation in pixels of the blur; 0: none.</summary>
    public double Blur { get; init; } = 0.6;

    /// <summary>Steps between two blurs.</summary>
    public int BlurEvery { get; init; } = 4;

    /// <summary>The darkest that a pixel becomes.</summary>
    public double Least { get; init; }

    /// <summary>The brightest that a pixel becomes.</summary>
    public double Largest { get; init; } = 1;

    /// <summary>Of the first picture and the moves.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>
/// Pictures that an output of a network answers most, by steps up the gradient of that output. Erhan et al. 2009, "Visualizing higher-layer
/// features of a deep network"; jitter, decay and blur as in Yosinski et al. 2015, https://arxiv.org/abs/1506.06579. For units and
/// channels of a stage, explain a network that ends there (and, for a channel, averages it) with this one's weights.
/// </summary>
public static class ActivationMaximization
{
    /// <summary>Seeks a picture.</summary>
    /// <param name="explainer">Of a network that takes pictures, [channels × height × width].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="options">How; null: as they are by default.</param>
    /// <returns>[channels × height × width].</returns>
    /// <exception cref="ArgumentException">The network does not take pictures, or there is no such output.</exception>
    public static T[] Of<T>(Explainer<T> explainer, int output, VisualizationOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(explainer);
        options ??= new();
        if (explainer.InputShape is not [int channels, int height, int width])
        {
            throw new ArgumentException($"The network takes {explainer.InputShape}, not pictures.", nameof(explainer));
        }

        Random random = new(options.Seed);
        double middle = (options.Least + options.Largest) / 2, spread = options.Largest - options.Least;
        double[] picture = [.. Enumerable.Range(0, channels * height * width).Select(
            _ => middle + (0.1 * spread * (random.NextDouble() - 0.5)))];
        T[] moved = new T[picture.Length], gradient = new T[picture.Length];
        for (int step = 1; step <= options.Steps; step++)
        {
            int down = random.Next(-options.Jitter, options.Jitter + 1), right = random.Next(-options.Jitter, options.Jitter + 1);
            for (int i = 0; i < picture.Length; i++)
            {
                moved[Rolled(i, down, right)] = T.CreateChecked(picture[i]);
            }

            explainer.Gradient(moved, output, gradient);
            double square = 0;
            foreach (T one in gradient)
            {
                square += double.CreateChecked(one * one) / gradient.Length;
            }

            double rate = square > 0 ? options.Rate * spread / Math.Sqrt(square) : 0;
            for (int i = 0; i < picture.Length; i++)
            {
                double risen = picture[i] + (rate * double.CreateChecked(gradient[Rolled(i, down, right)]));
                picture[i] = Math.Clamp(risen - (options.Decay * (risen - options.Least)), options.Least, options.Largest);
            }

            if (options.Blur > 0 && step % options.BlurEvery == 0 && step < options.Steps)
            {
                GaussianBlur.Apply(picture, height, width, options.Blur);
            }
        }

        return [.. picture.Select(T.CreateChecked)];

        int Rolled(int i, int down, int right)
        {
            int x = i % width, y = i / width % height, channel = i / (width * height);
            return (((channel * height) + ((y + down + height) % height)) * width) + ((x + right + width) % width);
        }
    }

    /// <summary>The filters of a convolution, each channel a picture.</summary>
    /// <param name="weight">Of a convolution, [out × in × height × width]: "Stem.conv2d0.weight".</param>
    /// <returns>[out · in] pictures of [height × width].</returns>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> Filters<T>(Parameter weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Count != 4)
        {
            throw new ArgumentException(Invariant($"{weight.Name} is of {weight.Shape}: filters have four dimensions."), nameof(weight));
        }

        int size = weight.Shape[2] * weight.Shape[3];
        T[] values = weight.AsSpan<T>().ToArray();
        return [.. values.Chunk(size).Select(filter => (IReadOnlyList<double>)[.. filter.Select(double.CreateChecked)])];
    }
}
