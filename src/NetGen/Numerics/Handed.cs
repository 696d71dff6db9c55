using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Values that one part of a large kernel hands on to the next.</summary>
/// <remarks>For generated code, which knows how many there are.</remarks>
/// <typeparam name="V">A vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(256)]
public struct Handed<V>
    where V : struct
{
    private V _first;

    /// <summary>The first of them.</summary>
    [UnscopedRef]
    public ref V First => ref _first;
}
