using static System.FormattableString;

namespace NetGen;

/// <summary>Where a step had its first number that is not finite.</summary>
/// <param name="Kind">What it is part of.</param>
/// <param name="Name">"Head.relu0", of a weight or gradient its parameter's.</param>
/// <param name="Index">Its place: in a parameter, or in the values of the batch's samples one after the other, channels last.</param>
internal sealed record NonFinite(NonFiniteKind Kind, string Name, int Index)
{
    /// <summary>"the output of Head.relu0, element 3".</summary>
    public override string ToString() => Kind switch
    {
        NonFiniteKind.Weight => Invariant($"the weight {Name}, element {Index}"),
        NonFiniteKind.Activation => Invariant($"the output of {Name}, element {Index}"),
        NonFiniteKind.Gradient => Invariant($"the gradient of {Name}, element {Index}"),
        _ => "the loss",
    };
}

/// <summary>What a number that is not finite is part of.</summary>
internal enum NonFiniteKind
{
    /// <summary>A parameter or running statistic, before the step.</summary>
    Weight,

    /// <summary>What an operation gave in the forward pass.</summary>
    Activation,

    /// <summary>The loss itself, of finite outputs.</summary>
    Loss,

    /// <summary>The gradient of a parameter, at a finite loss.</summary>
    Gradient,
}
