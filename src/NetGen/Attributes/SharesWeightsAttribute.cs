namespace NetGen;

/// <summary>The stage has no weights of its own but uses those of another one, which has the same operations and shapes: a Siamese pair.</summary>
/// <param name="stage">A stage declared earlier: <c>nameof(Left)</c>.</param>
public sealed class SharesWeightsAttribute(string stage) : OperationAttribute
{
    /// <summary>Whose weights.</summary>
    public string Stage { get; } = stage;
}
