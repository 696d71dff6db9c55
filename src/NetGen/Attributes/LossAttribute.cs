namespace NetGen;

/// <summary>
/// A loss of your own: a static method with <see cref="DifferentiableAttribute"/> of prediction and target, which returns the loss of an
/// element (two numbers; the mean over elements is minimized) or of a row (two <see cref="ReadOnlySpan{T}"/>s, or a span and the class
/// label as an <see cref="int"/>: the features of a sample, the channels of a position or pixel; the mean over rows is minimized). A third
/// parameter is the weight of the sample, with <see cref="CriterionAttribute.SampleWeights"/>; without it the loss is multiplied by that.
/// </summary>
/// <param name="method">The method: <c>nameof(MyLoss)</c>, of the network's class unless <see cref="DeclaredIn"/> says another.</param>
public sealed class LossAttribute(string method) : CriterionAttribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The class that has the method, where it is another: <c>typeof(Functions)</c>.</summary>
    public Type? DeclaredIn { get; set; }
}
