namespace NetGen;

/// <summary>
/// Declares a partial class to be a neural network. Its partial properties of type <see cref="Layer"/> are its stages,
/// chained in the order written; the build checks it and writes its training and inference code.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Number type of values and parameters: <see cref="Precision.Single"/> unless given.</summary>
    public Precision Precision { get; set; }
}

/// <summary>Number type of a network's values and parameters.</summary>
public enum Precision
{
    /// <summary>32-bit <see cref="float"/>.</summary>
    Single,

    /// <summary>64-bit <see cref="double"/>: for scientific use, and for gradient checks that mean something.</summary>
    Double,
}
