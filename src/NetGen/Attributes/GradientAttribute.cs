namespace NetGen;

/// <summary>
/// On a <see cref="DifferentiableAttribute"/> method of numbers: its derivative, where you know a better one than the chain rule gives.
/// </summary>
/// <param name="method">
/// A differentiable method with the same parameters in the same class, <c>nameof(SwishGradient)</c>: what it returns is the derivative by
/// the only parameter, or a tuple of the derivatives by all of them in order.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GradientAttribute(string method) : Attribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;
}
