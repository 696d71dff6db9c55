using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>State of <see cref="Sgd"/>: the momentum of each parameter, where there is one.</summary>
internal sealed class SgdState<T, TVector, TScalar>(int count, double momentum, bool nesterov, double weightDecay) : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimd<TVector, T>
    where TScalar : struct, ISimd<TScalar, T>
{
    // Zeros make the first step's momentum the gradient itself.
    private readonly AlignedBuffer<T> _momentum = new(momentum > 0 ? count : 0);

    private readonly T _momentumFactor = T.CreateChecked(momentum);
    private readonly T _weightDecay = T.CreateChecked(weightDecay);
    private readonly bool _isNesterov = nesterov;
    private T _learningRate;

    /// <inheritdoc/>
    public override void BeginStep(double learningRate)
    {
        base.BeginStep(learningRate);
        _learningRate = T.CreateChecked(learningRate);
    }

    /// <inheritdoc/>
    // Optimized by itself: inlined into a whole step, its vectors would become calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start)
    {
        VectorOptimizer.CheckRange(parameters, gradients, start, count);
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradients);
        nint length = parameters.Length;
        nint i = 0;
        Rule<TVector> rule = new(this);
        Rule<TScalar> rest = new(this);
        if (_momentum.Length == 0)
        {
            for (; i <= length - TVector.Count; i += TVector.Count)
            {
                rule.Step(ref p, ref g, i);
            }

            for (; i < length; i++)
            {
                rest.Step(ref p, ref g, i);
            }
        }
        else
        {
            ref T m = ref _momentum.At(start);
            for (; i <= length - TVector.Count; i += TVector.Count)
            {
                rule.MomentumStep(ref p, ref g, ref m, i);
            }

            for (; i < length; i++)
            {
                rest.MomentumStep(ref p, ref g, ref m, i);
            }
        }
    }

    /// <summary>The formulas with this step's factors, which stay in registers over a whole range.</summary>
    private readonly struct Rule<V>
        where V : struct, ISimd<V, T>
    {
        private readonly V _factor, _weightDecay, _learningRate;
        private readonly bool _isNesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rule(SgdState<T, TVector, TScalar> state)
        {
            (_factor, _weightDecay, _learningRate) = (V.Create(state._momentumFactor), V.Create(state._weightDecay), -V.Create(state._learningRate));
            _isNesterov = state._isNesterov;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref T parameters, ref T gradients, nint i)
        {
            V p = V.Load(ref parameters, i);
            V g = V.Fma(_weightDecay, p, V.Load(ref gradients, i));
            V.Fma(_learningRate, g, p).Store(ref parameters, i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MomentumStep(ref T parameters, ref T gradients, ref T momenta, nint i)
        {
            V p = V.Load(ref parameters, i);
            V g = V.Fma(_weightDecay, p, V.Load(ref gradients, i));
            V m = V.Fma(_factor, V.Load(ref momenta, i), g);
            m.Store(ref momenta, i);
            V direction = _isNesterov ? V.Fma(_factor, m, g) : m;
            V.Fma(_learningRate, direction, p).Store(ref parameters, i);
        }
    }
}
