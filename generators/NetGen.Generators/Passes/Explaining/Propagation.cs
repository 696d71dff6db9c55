using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>How what a value counts is handed on to what it was computed from, where that is not the gradient.</summary>
internal abstract class Propagation
{
    /// <summary>Hands on what a node counts; false where it does so as the gradient does.</summary>
    /// <param name="gradient">Where it is added.</param>
    /// <param name="node">The node.</param>
    /// <param name="dy">What it counts.</param>
    public abstract bool TryHandOn(Gradient gradient, Node node, Node dy);

    /// <summary>The same within a recurrence.</summary>
    public abstract BodyPropagation Within(ScanNode scan);
}

/// <summary>How it is handed on within a recurrence.</summary>
/// <param name="Rule">For the nodes of its body.</param>
/// <param name="Reference">The recurrence over the reference, where the rule reads it.</param>
internal sealed record BodyPropagation(Propagation Rule, ScanNode? Reference = null);
