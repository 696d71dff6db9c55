using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A forward pass, with the loss where it is wanted.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InferenceProgram<T> : ForwardProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates the program's memory.</summary>
    protected InferenceProgram(ParameterStore<T> store, int capacity, int threads, ProgramPlan plan)
        : base(store, capacity, threads, plan)
    {
    }

    /// <summary>Whether the loss is wanted beside the output.</summary>
    protected bool WithLoss { get; private set; }

    private protected override bool ReadsLabels => WithLoss;

    /// <summary>Output and loss.</summary>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        WithLoss = true;
        Execute(count, lengths);
        return Result(count);
    }

    /// <summary>Output only.</summary>
    internal void Predict(int count, ReadOnlySpan<int> lengths)
    {
        WithLoss = false;
        Execute(count, lengths);
    }

    /// <summary>Output only, of samples that the caller holds.</summary>
    internal void Predict(int count, ReadOnlySpan<int> lengths, ReadOnlySpan<T> values)
    {
        WithLoss = false;
        Execute(count, lengths, values);
    }
}
