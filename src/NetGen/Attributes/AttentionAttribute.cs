namespace NetGen;

/// <summary>What all attentions have.</summary>
public abstract class AttentionAttribute : WeightedAttribute
{
    private protected AttentionAttribute(Size heads) => Heads = heads;

    /// <summary>Number of heads.</summary>
    public Size Heads { get; }

    /// <summary>
    /// Heads of keys and values, a <see cref="Size"/>, each shared by equally many heads of queries: 0, which is as many, unless given.
    /// Ainslie et al. 2023.
    /// </summary>
    public object KeyValueHeads { get; set; } = 0;

    /// <summary>Probability with which training drops a position looked at, a <see cref="Rate"/>: 0 unless given.</summary>
    public object Dropout { get; set; } = 0.0;

    /// <summary>Whether the linear maps have biases: true unless given.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The token input whose padding tokens are not looked at; it must declare its <see cref="TokenInputAttribute.Padding"/>.
    /// </summary>
    public string? KeyPadding { get; set; }

    /// <summary>
    /// Whether queries and keys are rotated by their positions: false unless given. Su et al. 2021. Not in cross attention.
    /// </summary>
    public bool Rotary { get; set; }
}
