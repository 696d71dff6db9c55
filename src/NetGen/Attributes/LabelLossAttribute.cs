namespace NetGen;

/// <summary>Base of the losses of class labels that weigh classes and leave labels out.</summary>
public abstract class LabelLossAttribute : CriterionAttribute
{
    private protected LabelLossAttribute()
    {
    }

    /// <summary>
    /// A weight for each class, none below 0, at most 256 of them: the loss becomes Σ w · l / Σ w, with the w of each label; none unless
    /// given.
    /// </summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>
    /// The label of samples, positions or pixels that count neither in the loss nor in the accuracy: a class, or a larger number, such as
    /// 255. Where a batch has no other, its loss is 0. −1, which is none, unless given.
    /// </summary>
    public int IgnoredLabel { get; set; } = -1;
}
