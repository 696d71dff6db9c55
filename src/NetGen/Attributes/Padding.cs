namespace NetGen;

/// <summary>Padding that is no number, for the property of the same name: <c>Padding = Padding.Same</c>.</summary>
public enum Padding
{
    /// <summary>None: windows lie within the input.</summary>
    Valid = 0,

    /// <summary>
    /// As much as gives as many outputs as there are inputs, where the stride is 1: dilation · (kernel − 1) on both sides together, of
    /// an odd number one more behind, as in PyTorch and Keras.
    /// </summary>
    Same = -int.MaxValue,
}
