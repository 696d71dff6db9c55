namespace NetGen;

/// <summary>
/// Training adds normal noise, y = x + σ · n with n from N(0, 1) for each value; inference does nothing. n is the inverse distribution
/// function of a random number of 24 bits, so |n| is at most 5.42.
/// </summary>
public sealed class GaussianNoiseAttribute : OperationAttribute
{
    /// <summary>Noise of that standard deviation.</summary>
    /// <param name="standardDeviation">σ, from 0 to 1000.</param>
    public GaussianNoiseAttribute(float standardDeviation) => StandardDeviation = standardDeviation;

    /// <inheritdoc cref="GaussianNoiseAttribute(float)"/>
    public GaussianNoiseAttribute(string standardDeviation) => StandardDeviation = standardDeviation;

    /// <summary>Its standard deviation.</summary>
    public Rate StandardDeviation { get; }
}
