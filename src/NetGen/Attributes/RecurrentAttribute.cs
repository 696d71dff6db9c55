namespace NetGen;

/// <summary>
/// A recurrence of your own along a sequence: a static method with <see cref="DifferentiableAttribute"/>,
/// <c>static State Cell(Inputs x, State s, Weights w)</c>. Each of the three is a record or tuple of numbers and
/// <see cref="Row{T}"/>s, or one of these itself; the weights, which may be left out, are <see cref="LearnableAttribute"/>. The inputs are
/// the features of a position in order. The state before the first position is 0. Output [positions × numbers]: what the method returns
/// beside the state, <c>(State, float)</c>, or the state itself.
/// </summary>
/// <param name="method">
/// The method: <c>nameof(Cell)</c>, of the network's or block's class unless <see cref="DeclaredIn"/> says another.
/// </param>
public sealed class RecurrentAttribute(string method) : OperationAttribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The class that has the method, where it is another: <c>typeof(Cells)</c>.</summary>
    public Type? DeclaredIn { get; set; }

    /// <summary>Whether it goes from the last position to the first: false unless given.</summary>
    public bool Backwards { get; set; }

    /// <summary>Whether only what it gives at the last position gone through is given: false unless given.</summary>
    public bool LastOnly { get; set; }

    /// <summary>
    /// The token input whose padding tokens are passed over; it must declare its <see cref="TokenInputAttribute.Padding"/>. At padding
    /// states stay as they are and 0 is given, so that padded samples have their true lengths.
    /// </summary>
    public string? SkipPadding { get; set; }
}
