namespace NetGen.ML;

/// <summary>What a network gives in place of what its labels are, as its loss has it.</summary>
internal enum Link
{
    /// <summary>Nothing else: values, or scores that no probabilities follow from.</summary>
    Identity,

    /// <summary>The logarithm of the odds of yes.</summary>
    Logit,

    /// <summary>The logarithm of the mean.</summary>
    Log,

    /// <summary>Logarithms of the classes' probabilities, but for a constant.</summary>
    Softmax,
}
