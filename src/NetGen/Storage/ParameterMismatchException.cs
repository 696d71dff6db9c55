namespace NetGen;

/// <summary>
/// Weights cannot be copied from one network to another: a parameter is not in both with the same shape. Nothing was copied.
/// </summary>
public sealed class ParameterMismatchException : InvalidOperationException
{
    internal ParameterMismatchException(string parameter, string problem)
        : base($"{parameter}: {problem}.") => Parameter = parameter;

    /// <summary>Name of the first parameter that does not fit, as the network that both hold names it.</summary>
    public string Parameter { get; }
}
