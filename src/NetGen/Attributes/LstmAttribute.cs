namespace NetGen;

/// <summary>
/// Long short-term memory: [i, f, g, o] = W·x + U·h + b;  c ← σ(f)·c + σ(i)·tanh(g);  h ← σ(o)·tanh(c).
/// Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000. Shapes and parameters: <see cref="RecurrenceAttribute"/>,
/// gates = 4 in this order.
/// </summary>
public sealed class LstmAttribute : RecurrenceAttribute
{
    /// <summary>With a state of so many numbers.</summary>
    /// <param name="hidden">At least 1.</param>
    public LstmAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <inheritdoc cref="LstmAttribute(int)"/>
    public LstmAttribute(string hidden)
        : base(hidden)
    {
    }
}
