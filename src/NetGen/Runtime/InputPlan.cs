using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>One input of a program: values, or tokens where <see cref="Vocabulary"/> is above 0.</summary>
/// <param name="Name">Its name; "input" where a network has but one without a name.</param>
/// <param name="Shape">Of one sample: (features), (length, features), (channels, height, width); tokens have (length).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record InputPlan(string Name, Shape Shape)
{
    /// <summary>Tokens are 0 to this − 1; 0 for values.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Index into <see cref="ProgramPlan.Lengths"/> where the first dimension of the shape is that length; else −1.</summary>
    public int Length { get; init; } = -1;

    /// <summary>
    /// Whether kernels read nothing behind its last value, so that a run can take the values where the caller holds them.
    /// </summary>
    public bool IsReadInPlace { get; init; }

    internal bool IsTokens => Vocabulary > 0;

    /// <summary>Elements of one position; of the sample where the input is no sequence of run-time length.</summary>
    internal int PositionSize => Length < 0 ? Shape.Size : Shape.Size / Shape[0];

    /// <summary>Elements of one sample.</summary>
    internal int SizeAt(ReadOnlySpan<int> lengths) => Length < 0 ? Shape.Size : PositionSize * lengths[Length];
}
