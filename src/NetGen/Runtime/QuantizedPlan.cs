using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>What a network in integers is made of.</summary>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
/// <param name="Store">Memory for parameters of its own.</param>
/// <param name="Plan">The plan of its forward pass.</param>
/// <param name="Create">Makes the forward pass over a store, for so many samples by so many threads.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record QuantizedPlan<T>(
    ParameterStore<T> Store, ProgramPlan Plan, Func<ParameterStore<T>, int, int, QuantizedProgram<T>> Create)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
