namespace NetGen;

/// <summary>
/// A penalty of your own on a stage's weights: Σ f(w) over all its weights of two dimensions and more, not its biases, is added to the
/// loss, <see cref="Weight"/> times.
/// </summary>
/// <param name="method">
/// A static method with <see cref="DifferentiableAttribute"/> from number to number: <c>nameof(Penalty)</c>, of the network's or block's
/// class unless <see cref="DeclaredIn"/> says another.
/// </param>
public sealed class RegularizerAttribute(string method) : ModifierAttribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>What the sum is multiplied by, above 0: 1 unless given.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>The class that has the method, where it is another: <c>typeof(Functions)</c>.</summary>
    public Type? DeclaredIn { get; set; }
}
