using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>Where the parameters of equal blocks begin.</summary>
/// <param name="First">The first in the block of all parameters.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Stride">Elements from one to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ParameterPlaces(int First, int Count = 1, int Stride = 0)
{
    /// <summary>Whether one of them begins there.</summary>
    internal bool Contains(int offset) => Count == 1
        ? offset == First
        : offset >= First && (offset - First) % Stride == 0 && (offset - First) / Stride < Count;
}
