using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A forward pass whose contractions are computed in integers where there are ranges of their inputs.</summary>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class QuantizedProgram<T> : InferenceProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates the program's memory.</summary>
    protected QuantizedProgram(ParameterStore<T> store, int capacity, int threads, ProgramPlan plan)
        : base(store, capacity, threads, plan)
    {
    }

    /// <summary>Sees the inputs while their ranges are sought; else null.</summary>
    public InputObserver? Observer { get; internal set; }
}
