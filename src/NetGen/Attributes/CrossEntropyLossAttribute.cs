namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a class label, averaged over the batch:
/// L = −Σ tᵢ · log softmax(x)ᵢ with t = (1 − s) · onehot(label) + s / classes.
/// </summary>
public sealed class CrossEntropyLossAttribute : LabelLossAttribute
{
    /// <summary>
    /// Share s of the target spread evenly over all classes: at least 0, less than 1; 0 unless given. Not together with ClassWeights.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
