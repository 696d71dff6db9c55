using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Tests;

/// <summary>One block of parameters with its optimizer, step by step, as a trainer runs it; weight decay takes all of them.</summary>
internal sealed class SteppedState<T>(Optimizer optimizer, OptimizerState<T> state)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _exact = new double[optimizer.Rule.FactorCount];
    private readonly T[] _factors = new T[Factors<F1>.Most];
    private long _steps;

    public SteppedState(Optimizer optimizer, int count)
        : this(optimizer, optimizer.CreateState<T>(count))
    {
    }

    public void BeginStep(double learningRate)
    {
        optimizer.SetFactors(new UpdateStep(learningRate, optimizer.Penalty, ++_steps), _exact);
        for (int i = 0; i < _exact.Length; i++)
        {
            _factors[i] = T.CreateChecked(_exact[i]);
        }
    }

    public void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start) => state.Update(parameters, gradients, start, _factors);
}
