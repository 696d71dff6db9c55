namespace NetGen;

/// <summary>
/// Moves each image by its own random number of pixels, down or up and right or left; what enters is 0. It is a
/// <see cref="RandomCrop"/> from zeros.
/// </summary>
public sealed class RandomShift : BatchTransform
{
    private readonly RandomCrop _crop;

    /// <param name="most">Most pixels in a direction: at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is negative.</exception>
    public RandomShift(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        _crop = new(most);
    }

    /// <summary>Most pixels in a direction.</summary>
    public int Most => _crop.Padding;

    /// <summary>The input that is changed, from 0.</summary>
    public int Input
    {
        get => _crop.Input;
        init => _crop = new(Most) { Input = value };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is no image.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch) => _crop.Apply(batch);
}
