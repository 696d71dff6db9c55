using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>A compile-time constant of <see cref="Contraction"/>: elements between neighbouring rows (pixels) of A.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStride
{
    /// <summary>The constant.</summary>
    static abstract int Value { get; }
}
