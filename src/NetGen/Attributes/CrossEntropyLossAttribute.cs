namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a class label, averaged over the batch:
/// L = −Σ tᵢ · log softmax(x)ᵢ with t = (1 − s) · onehot(label) + s / classes.
/// </summary>
public sealed class CrossEntropyLossAttribute : LabelLossAttribute
{
    /// <summary>
    /// Share s of the target spread evenly over all classes: at least 0, less than 1; 0 unless given. With ClassWeights w each class counts
    /// by its own weight there, as in PyTorch: (1 − s) · w[label] · l[label] + s / classes · Σ w · l, divided by Σ w[label].
    /// </summary>
    public float LabelSmoothing { get; set; }
}
