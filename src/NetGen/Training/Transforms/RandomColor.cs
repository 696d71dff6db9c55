using System.Numerics;

namespace NetGen;

/// <summary>
/// Changes brightness, contrast and, of three channels (red, green, blue), saturation of each image, in this order, each by a factor of its
/// own from 1 − strength to 1 + strength: x ← black + b·(x − black), then x ← m + c·(x − m) with the image's mean grey m, then
/// x ← g + s·(x − g) with the pixel's grey g. Grey is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), or the mean of other channels. Nothing is
/// cut off at black or white.
/// </summary>
public sealed class RandomColor : BatchTransform
{
    /// <param name="brightness">0 to 1.</param>
    /// <param name="contrast">0 to 1.</param>
    /// <param name="saturation">0 to 1.</param>
    /// <param name="black">What black is, as the network sees it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RandomColor(double brightness = 0.2, double contrast = 0.2, double saturation = 0.2, double black = 0)
    {
        Brightness = Checked.Strength(brightness, nameof(brightness), 1);
        Contrast = Checked.Strength(contrast, nameof(contrast), 1);
        Saturation = Checked.Strength(saturation, nameof(saturation), 1);
        Black = Checked.Value(black, nameof(black));
    }

    /// <summary>How much brighter or darker.</summary>
    public double Brightness { get; }

    /// <summary>How much more or less contrast.</summary>
    public double Contrast { get; }

    /// <summary>How much more or less colour.</summary>
    public double Saturation { get; }

    /// <summary>What black is.</summary>
    public double Black { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, Input);
        Span<T> grey = batch.Scratch(height * width);
        T black = T.CreateSaturating(Black);
        for (int i = 0; i < batch.Count; i++)
        {
            T brightness = Factor<T>(batch.Random, Brightness), contrast = Factor<T>(batch.Random, Contrast);
            T saturation = channels == 3 ? Factor<T>(batch.Random, Saturation) : T.One;
            Span<T> image = batch.Sample(i, Input);
            Grey(image, grey, channels);

            // All three are linear: one pass does them.
            T gain = brightness * contrast, darkest = black - (brightness * black);
            T shift = (contrast * darkest) + ((T.One - contrast) * ((brightness * Vectorized.Mean(grey)) + darkest));
            for (int channel = 0; channel < channels; channel++)
            {
                Span<T> plane = image.Slice(channel * grey.Length, grey.Length);
                Vectorized.Combine(plane, gain * saturation, grey, gain * (T.One - saturation), shift);
            }
        }
    }

    private static void Grey<T>(ReadOnlySpan<T> image, Span<T> grey, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        grey.Clear();
        for (int channel = 0; channel < channels; channel++)
        {
            double share = channels != 3 ? 1.0 / channels : channel switch { 0 => 0.299, 1 => 0.587, _ => 0.114 };
            Vectorized.Combine(grey, T.One, image.Slice(channel * grey.Length, grey.Length), T.CreateTruncating(share), T.Zero);
        }
    }

    private static T Factor<T>(BatchRandom random, double strength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(1 + (strength * ((2 * random.NextDouble()) - 1)));
}
