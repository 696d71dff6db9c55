namespace NetGen;

/// <summary>
/// y = f(x, a, …) for each element of the value so far and of the outputs of other stages, with a function of your own: a static method
/// with <see cref="DifferentiableAttribute"/>; further parameters are learnt (<see cref="LearnableAttribute"/>). Shapes as for
/// <see cref="MultiplyAttribute"/>; where it stands first in its stage, without <see cref="FromAttribute"/>, and names two or more stages,
/// it merges just those.
/// </summary>
/// <param name="method">
/// The method: <c>nameof(Gate)</c>, of the network's or block's class unless <see cref="DeclaredIn"/> says another.
/// </param>
/// <param name="stages">Stages declared earlier: <c>nameof(Other)</c>.</param>
public sealed class MergeAttribute(string method, params string[] stages) : OperationAttribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The stages it reads.</summary>
    public string[] Stages { get; } = stages;

    /// <summary>The class that has the method, where it is another: <c>typeof(Functions)</c>.</summary>
    public Type? DeclaredIn { get; set; }
}
