namespace NetGen;

/// <summary>
/// Tells each sample's partner from those of all other samples of the batch: L = −log softmax(l[i])[i] with the logits l[i, j] = a[i]·b[j]
/// / temperature over the samples j, averaged over the batch. a and b are stages of as many features; there is no target: a dataset has
/// inputs alone. The more samples a batch has, the harder it is: a loss is to be compared with that of batches as large (a trainer
/// evaluates in batches of its own size, a network of 64), and that of a batch of one is 0. Van den Oord et al. 2018,
/// https://arxiv.org/abs/1807.03748; with <see cref="Symmetric"/> that of CLIP, Radford et al. 2021, https://arxiv.org/abs/2103.00020.
/// </summary>
public sealed class InfoNceLossAttribute : CriterionAttribute
{
    /// <summary>Two stages in place of <see cref="CriterionAttribute.On"/>: <c>nameof(Image), nameof(Text)</c>.</summary>
    /// <param name="one">Whose partner is looked for; it gives the loss its name.</param>
    /// <param name="other">Among which it is.</param>
    public InfoNceLossAttribute(string one, string other) => (One, Other) = (one, other);

    /// <summary>Whose partner is looked for.</summary>
    public string One { get; }

    /// <summary>Among which it is.</summary>
    public string Other { get; }

    /// <summary>What logits are divided by, above 0 and at most 1000: 0.1 unless given.</summary>
    public float Temperature { get; set; } = 0.1f;

    /// <summary>Whether a and b are brought to length 1 before, so that a·b is a cosine: true unless given.</summary>
    public bool Normalize { get; set; } = true;

    /// <summary>
    /// Whether the partner of each b is looked for among all a, too, and the loss is the mean of both: false unless given.
    /// </summary>
    public bool Symmetric { get; set; }
}
