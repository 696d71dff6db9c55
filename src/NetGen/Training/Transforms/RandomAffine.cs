using System.Numerics;

namespace NetGen;

/// <summary>
/// Turns, scales and moves each image about its middle in one go, each by its own angle, factor and distance, all equally likely. A pixel
/// is drawn from the four around the place that it comes from (bilinear), what enters is <see cref="Fill"/>.
/// </summary>
public sealed class RandomAffine : BatchTransform
{
    /// <param name="degrees">The largest angle, either way: 0 to 180.</param>
    /// <param name="scale">
    /// The largest change of size: 0.1 for a factor between 1 / 1.1 and 1.1, of which the logarithm is drawn; 0 to 9.
    /// </param>
    /// <param name="shift">Most pixels to the sides, up and down; parts of one, too.</param>
    /// <param name="fill">What enters: what the background has, as the network sees it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RandomAffine(double degrees = 0, double scale = 0, double shift = 0, double fill = 0)
    {
        Degrees = Checked.Strength(degrees, nameof(degrees), 180);
        Scale = Checked.Strength(scale, nameof(scale), 9);
        Shift = Checked.Strength(shift, nameof(shift));
        Fill = Checked.Value(fill, nameof(fill));
    }

    /// <summary>The largest angle, either way.</summary>
    public double Degrees { get; }

    /// <summary>The largest change of size.</summary>
    public double Scale { get; }

    /// <summary>Most pixels in a direction.</summary>
    public double Shift { get; }

    /// <summary>What enters.</summary>
    public double Fill { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, Input);
        T fill = T.CreateSaturating(Fill);
        Span<T> padded = batch.Scratch(Sampling<T>.PaddedSize(height, width));
        for (int i = 0; i < batch.Count; i++)
        {
            (double sin, double cos) = Math.SinCos(Degrees * Between(batch.Random) * Math.PI / 180);
            double factor = Math.Pow(1 + Scale, Between(batch.Random));
            double right = Shift * Between(batch.Random), down = Shift * Between(batch.Random);

            // Where the pixel (x, y) comes from: turned and scaled back about the middle.
            double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0, xx = cos / factor, xy = sin / factor;
            Sampling<T> sampling = new(
                T.CreateTruncating(xx),
                T.CreateTruncating(xy),
                T.CreateTruncating(middleX - (xx * (middleX + right)) - (xy * (middleY + down))),
                T.CreateTruncating(middleY + (xy * (middleX + right)) - (xx * (middleY + down))),
                fill);
            Span<T> image = batch.Sample(i, Input);
            for (int channel = 0; channel < channels; channel++)
            {
                sampling.Draw(image.Slice(channel * height * width, height * width), padded, height, width);
            }
        }
    }

    /// <summary>−1 to 1.</summary>
    private static double Between(BatchRandom random) => (2 * random.NextDouble()) - 1;
}
