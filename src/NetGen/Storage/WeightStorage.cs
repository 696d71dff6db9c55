namespace NetGen;

/// <summary>The number type in which a file holds weights; reading widens them again.</summary>
public enum WeightStorage
{
    /// <summary>The network's own, F32 or F64: nothing is lost.</summary>
    AsComputed,

    /// <summary>
    /// F16, IEEE 754's binary16: 2 bytes, 11 significant bits, at most 65504; below 6·10⁻⁵ it grows coarse, below 3·10⁻⁸ it is 0.
    /// </summary>
    Float16,

    /// <summary>BF16, the upper half of a float: 2 bytes, 8 significant bits, the range of a float.</summary>
    BFloat16,
}
