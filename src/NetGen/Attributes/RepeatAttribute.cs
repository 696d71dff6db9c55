namespace NetGen;

/// <summary>
/// The stage's operations (a block, as a rule) stand <see cref="Count"/> times one behind the other, each with weights of its own; the output's shape must be
/// the input's. Generated code runs them as a loop.
/// </summary>
public sealed class RepeatAttribute : OperationAttribute
{
    /// <summary>So many times.</summary>
    /// <param name="count">At least 1.</param>
    public RepeatAttribute(int count) => Count = Text(count);

    /// <summary>The same inside a block: whole-number arithmetic over its parameters.</summary>
    /// <param name="count">At least 1.</param>
    public RepeatAttribute(string count) => Count = count;

    /// <summary>How often.</summary>
    public string Count { get; }

    /// <summary>Whether all of them share one set of weights: false unless given.</summary>
    public bool Shared { get; set; }
}
