namespace NetGen;

/// <summary>
/// y = x for x &gt; 0, else alpha · (eˣ − 1). Clevert, Unterthiner and Hochreiter 2015, https://arxiv.org/abs/1511.07289.
/// </summary>
public sealed class EluAttribute : OperationAttribute
{
    /// <summary>With that alpha.</summary>
    /// <param name="alpha">−alpha is what y falls to: above 0 and at most 1000; 1 unless given.</param>
    public EluAttribute(float alpha = 1) => Alpha = alpha;

    /// <summary>The same, inside a block.</summary>
    /// <param name="alpha">−alpha is what y falls to: above 0 and at most 1000.</param>
    public EluAttribute(string alpha) => Alpha = alpha;

    /// <summary>−Alpha is what y falls to.</summary>
    public Rate Alpha { get; }
}
