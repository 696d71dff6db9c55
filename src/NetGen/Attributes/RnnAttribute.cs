namespace NetGen;

/// <summary>
/// Simple recurrence: h ← tanh(W·x + U·h + b). Elman 1990. Shapes and parameters: <see cref="RecurrenceAttribute"/>, gates = 1.
/// </summary>
public sealed class RnnAttribute : RecurrenceAttribute
{
    /// <summary>With a state of so many numbers.</summary>
    /// <param name="hidden">At least 1.</param>
    public RnnAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <inheritdoc cref="RnnAttribute(int)"/>
    public RnnAttribute(string hidden)
        : base(hidden)
    {
    }

    /// <summary>What bends the sum: <see cref="RnnNonlinearity.Tanh"/> unless given.</summary>
    public RnnNonlinearity Nonlinearity { get; set; }
}

/// <summary>The function of a simple recurrence.</summary>
public enum RnnNonlinearity
{
    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>max(x, 0): Le et al. 2015, https://arxiv.org/abs/1504.00941.</summary>
    Relu,
}
