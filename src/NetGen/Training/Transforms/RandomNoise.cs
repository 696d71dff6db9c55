using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Adds normal noise of mean 0 to every value of an input: to pixels with one deviation, to the features of a table each with its own,
/// 0 for those that are classes.
/// </summary>
public sealed class RandomNoise : BatchTransform
{
    private readonly double[] _deviations;

    /// <param name="deviation">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is negative or not finite.</exception>
    public RandomNoise(double deviation)
        : this([deviation])
    {
    }

    /// <param name="deviations">One for each value of a sample: 0 or more.</param>
    /// <exception cref="ArgumentException">There is none, or one is negative or not finite.</exception>
    public RandomNoise(params IReadOnlyList<double> deviations)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        _deviations = [.. deviations.Select(deviation => Checked.Strength(deviation, nameof(deviations)))];
        if (_deviations.Length == 0)
        {
            throw new ArgumentException("There is no deviation.", nameof(deviations));
        }
    }

    /// <summary>The deviation of all values, or that of each.</summary>
    public IReadOnlyList<double> Deviations => _deviations;

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is tokens, or has not as many values as there are deviations.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        Span<T> values = batch.Inputs(Input);
        uint key = batch.Random.NextKey();
        if (_deviations.Length > 1 && _deviations.Length != values.Length / batch.Count)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"There are {_deviations.Length} deviations; a sample has {values.Length / batch.Count} values."));
        }

        Span<float> normals = stackalloc float[Normals.BlockSize];
        for (int start = 0; start < values.Length; start += Normals.BlockSize)
        {
            Normals.Draw(normals, (uint)start, key);
            Span<T> block = values[start..Math.Min(start + Normals.BlockSize, values.Length)];
            int feature = start % _deviations.Length;
            for (int i = 0; i < block.Length; i++)
            {
                block[i] += T.CreateTruncating(_deviations[feature] * normals[i]);
                feature = feature + 1 < _deviations.Length ? feature + 1 : 0;
            }
        }
    }
}
