namespace NetGen;

/// <summary>
/// Pads each image on all sides and cuts a piece of its own size out of it, at a place of its own. He, Zhang, Ren and Sun 2016 pad by 4,
/// https://arxiv.org/abs/1512.03385. Padded with zeros it is what <see cref="RandomShift"/> does.
/// </summary>
public sealed class RandomCrop : BatchTransform
{
    /// <param name="padding">Pixels on each side: at least 0.</param>
    /// <param name="mode">What they are.</param>
    /// <param name="fill">What stands in the place of zeros: what the background has, as the network sees it.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="padding"/> is negative, the mode none of the three, or the fill not finite.
    /// </exception>
    public RandomCrop(int padding, PaddingMode mode = PaddingMode.Zeros, double fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfEqual(Enum.IsDefined(mode), false, nameof(mode));
        Padding = padding;
        Mode = mode;
        Fill = Checked.Value(fill, nameof(fill));
    }

    /// <summary>Pixels on each side.</summary>
    public int Padding { get; }

    /// <summary>What they are.</summary>
    public PaddingMode Mode { get; }

    /// <summary>What stands in the place of zeros.</summary>
    public double Fill { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image, or too small to be mirrored so far.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, Input);
        if (Mode == PaddingMode.Reflect && Padding >= Math.Min(height, width))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Images of {height}×{width} cannot be mirrored by {Padding} pixels: there are too few."));
        }

        T fill = T.CreateSaturating(Fill);
        for (int i = 0; i < batch.Count; i++)
        {
            int down = batch.Random.Next((2 * Padding) + 1) - Padding, right = batch.Random.Next((2 * Padding) + 1) - Padding;
            Span<T> image = batch.Sample(i, Input), before = batch.Scratch(image.Length);
            image.CopyTo(before);
            for (int line = 0; line < channels * height; line++)
            {
                int channel = line / height, from = Place((line % height) - down, height);
                Span<T> row = image.Slice(line * width, width);
                if (from < 0)
                {
                    row.Fill(fill);
                }
                else
                {
                    Cut(before.Slice(((channel * height) + from) * width, width), row, right, fill);
                }
            }
        }
    }

    /// <summary>Copies a line moved to the right, and what enters.</summary>
    private void Cut<T>(ReadOnlySpan<T> from, Span<T> to, int right, T fill)
    {
        int first = Math.Clamp(right, 0, to.Length), end = Math.Clamp(to.Length + right, 0, to.Length);
        if (first < end)
        {
            from[(first - right)..(end - right)].CopyTo(to[first..]);
        }

        for (int x = 0; x < to.Length; x++)
        {
            if (x == first && first < end)
            {
                x = end - 1;
                continue;
            }

            int place = Place(x - right, to.Length);
            to[x] = place < 0 ? fill : from[place];
        }
    }

    /// <summary>The pixel that stands at a place; −1 for what enters.</summary>
    private int Place(int place, int size) => Mode switch
    {
        PaddingMode.Reflect => place < 0 ? -place : place >= size ? (2 * size) - 2 - place : place,
        PaddingMode.Replicate => Math.Clamp(place, 0, size - 1),
        _ => place < 0 || place >= size ? -1 : place,
    };
}
