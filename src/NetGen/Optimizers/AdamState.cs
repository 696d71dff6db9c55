using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>State of <see cref="Adam"/> and <see cref="AdamW"/>: two running averages for each parameter.</summary>
internal sealed class AdamState<T, TVector, TScalar>(
    int count, double beta1, double beta2, double epsilon, double weightDecay, bool isDecoupled) : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimd<TVector, T>
    where TScalar : struct, ISimd<TScalar, T>
{
    private readonly AlignedBuffer<T> _mean = new(count);
    private readonly AlignedBuffer<T> _square = new(count);

    private readonly T _beta1 = T.CreateChecked(beta1);
    private readonly T _beta2 = T.CreateChecked(beta2);
    private readonly T _newest1 = T.CreateChecked(1 - beta1);
    private readonly T _newest2 = T.CreateChecked(1 - beta2);
    private readonly T _epsilon = T.CreateChecked(epsilon);
    private readonly T _penalty = T.CreateChecked(isDecoupled ? 0 : weightDecay);
    private T _kept;
    private T _stepSize;
    private T _rootScale;

    /// <inheritdoc/>
    public override void BeginStep(double learningRate)
    {
        base.BeginStep(learningRate);
        _kept = T.CreateChecked(isDecoupled ? 1 - learningRate * weightDecay : 1);
        _stepSize = T.CreateChecked(learningRate / (1 - Math.Pow(beta1, Steps)));
        _rootScale = T.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(beta2, Steps)));
    }

    /// <inheritdoc/>
    // Optimized by itself: inlined into a whole step, its vectors would become calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start)
    {
        VectorOptimizer.CheckRange(parameters, gradients, start, count);
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradients);
        ref T m = ref _mean.At(start);
        ref T v = ref _square.At(start);
        nint length = parameters.Length;
        nint i = 0;
        Rule<TVector> rule = new(this);
        for (; i <= length - TVector.Count; i += TVector.Count)
        {
            rule.Step(ref p, ref g, ref m, ref v, i);
        }

        Rule<TScalar> rest = new(this);
        for (; i < length; i++)
        {
            rest.Step(ref p, ref g, ref m, ref v, i);
        }
    }

    /// <summary>The formula with this step's factors, which stay in registers over a whole range.</summary>
    private readonly struct Rule<V>
        where V : struct, ISimd<V, T>
    {
        private readonly V _beta1, _beta2, _newest1, _newest2, _epsilon, _penalty, _kept, _stepSize, _rootScale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rule(AdamState<T, TVector, TScalar> state)
        {
            (_beta1, _newest1) = (V.Create(state._beta1), V.Create(state._newest1));
            (_beta2, _newest2) = (V.Create(state._beta2), V.Create(state._newest2));
            (_epsilon, _penalty, _kept) = (V.Create(state._epsilon), V.Create(state._penalty), V.Create(state._kept));
            (_stepSize, _rootScale) = (-V.Create(state._stepSize), V.Create(state._rootScale));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref T parameters, ref T gradients, ref T means, ref T squares, nint i)
        {
            V p = V.Load(ref parameters, i);
            V g = V.Fma(_penalty, p, V.Load(ref gradients, i));
            V m = V.Fma(_beta1, V.Load(ref means, i), _newest1 * g);
            V v = V.Fma(_beta2, V.Load(ref squares, i), _newest2 * g * g);
            m.Store(ref means, i);
            v.Store(ref squares, i);
            V divisor = V.Fma(V.Sqrt(v), _rootScale, _epsilon);
            V.Fma(_stepSize, m / divisor, _kept * p).Store(ref parameters, i);
        }
    }
}
