using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Whose parameters a stage has.</summary>
/// <param name="Name">What their names begin with.</param>
/// <param name="IsFrozen">Whether no step changes them.</param>
/// <param name="IsOne">Whether all repetitions have the same.</param>
/// <param name="Table">Another stage's table that its Linear has for weights.</param>
internal sealed record ParameterOwner(string Name, bool IsFrozen, bool IsOne, ParameterInfo? Table = null)
{
    /// <summary>What they are adapted by; null for nothing.</summary>
    public Adapter? Adapter { get; init; }
}
