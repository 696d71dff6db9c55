namespace NetGen;

/// <summary>
/// Pads each image on all sides and cuts a piece of its own size out of it, at a place of its own. He, Zhang, Ren and Sun 2016 pad by 4,
/// https://arxiv.org/abs/1512.03385. Padded with zeros it is what <see cref="RandomShift"/> does.
/// </summary>
public sealed class RandomCrop : BatchTransform
{
    /// <param name="padding">Pixels on each side: at least 0.</param>
    /// <param name="mode">What they are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="padding"/> is negative, or the mode none of the three.</exception>
    public RandomCrop(int padding, PaddingMode mode = PaddingMode.Zeros)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfEqual(Enum.IsDefined(mode), false, nameof(mode));
        Padding = padding;
        Mode = mode;
    }

    /// <summary>Pixels on each side.</summary>
    public int Padding { get; }

    /// <summary>What they are.</summary>
    public PaddingMode Mode { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image, or too small to be mirrored so far.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        (int channels, int height, int width) = Images.Size(batch, 0);
        if (Mode == PaddingMode.Reflect && Padding >= Math.Min(height, width))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Images of {height}×{width} cannot be mirrored by {Padding} pixels: there are too few."));
        }

        for (int i = 0; i < batch.Count; i++)
        {
            int down = batch.Random.Next((2 * Padding) + 1) - Padding, right = batch.Random.Next((2 * Padding) + 1) - Padding;
            Span<T> image = batch.Sample(i), before = batch.Scratch(image.Length);
            image.CopyTo(before);
            for (int line = 0; line < channels * height; line++)
            {
                int channel = line / height, from = Place((line % height) - down, height);
                Span<T> row = image.Slice(line * width, width);
                if (from < 0)
                {
                    row.Clear();
                }
                else
                {
                    Cut(before.Slice(((channel * height) + from) * width, width), row, right);
                }
            }
        }
    }

    /// <summary>Copies a line moved to the right, and what enters.</summary>
    private void Cut<T>(ReadOnlySpan<T> from, Span<T> to, int right)
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
            to[x] = place < 0 ? default! : from[place];
        }
    }

    /// <summary>The pixel that stands at a place; −1 for a zero.</summary>
    private int Place(int place, int size) => Mode switch
    {
        PaddingMode.Reflect => place < 0 ? -place : place >= size ? (2 * size) - 2 - place : place,
        PaddingMode.Replicate => Math.Clamp(place, 0, size - 1),
        _ => place < 0 || place >= size ? -1 : place,
    };
}
