namespace NetGen;

/// <summary>
/// y = f(x) for each element, with a function of your own: a static method with <see cref="DifferentiableAttribute"/> that takes the
/// element first and returns a number. Its further parameters are learnt (<see cref="LearnableAttribute"/>) or, in order, the constants
/// given here.
/// </summary>
/// <param name="method">
/// The method: <c>nameof(Swish)</c>, of the network's or block's class unless <see cref="DeclaredIn"/> says another.
/// </param>
/// <param name="constants">Values of the parameters that are not learnt.</param>
public sealed class ApplyAttribute(string method, params double[] constants) : OperationAttribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>Values of the parameters that are not learnt.</summary>
    public double[] Constants { get; } = constants;

    /// <summary>The class that has the method, where it is another: <c>typeof(Functions)</c>.</summary>
    public Type? DeclaredIn { get; set; }
}
