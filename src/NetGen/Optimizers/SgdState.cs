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
        TVector others = TVector.Zero;
        TScalar otherTail = TScalar.Zero;
        if (_momentum.Length == 0)
        {
            for (; i <= length - TVector.Count; i += TVector.Count)
            {
                Step(ref p, ref g, i, ref others);
            }

            for (; i < length; i++)
            {
                Step(ref p, ref g, i, ref otherTail);
            }
        }
        else
        {
            ref T m = ref _momentum.At(start);
            for (; i <= length - TVector.Count; i += TVector.Count)
            {
                MomentumStep(ref p, ref g, ref m, i, ref others);
            }

            for (; i < length; i++)
            {
                MomentumStep(ref p, ref g, ref m, i, ref otherTail);
            }
        }

        if (TVector.Sum(others) + TScalar.Sum(otherTail) != T.Zero)
        {
            SawNotFinite = true;
        }
    }

    /// <inheritdoc/>
    internal override bool GuardsUpdates => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<V>(ref T parameters, ref T gradients, nint i, ref V others)
        where V : struct, ISimd<V, T>
    {
        V p = V.Load(ref parameters, i);
        V gradient = V.Load(ref gradients, i), isFinite = VectorOptimizer.IsFinite<V, T>(gradient, ref others);
        V g = V.Fma(V.Create(_weightDecay), p, gradient);
        V.Select(isFinite, V.Fma(-V.Create(_learningRate), g, p), p).Store(ref parameters, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MomentumStep<V>(ref T parameters, ref T gradients, ref T momenta, nint i, ref V others)
        where V : struct, ISimd<V, T>
    {
        V factor = V.Create(_momentumFactor);
        V p = V.Load(ref parameters, i);
        V gradient = V.Load(ref gradients, i), momentum = V.Load(ref momenta, i);
        V isFinite = VectorOptimizer.IsFinite<V, T>(gradient, ref others);
        V g = V.Fma(V.Create(_weightDecay), p, gradient);
        V m = V.Select(isFinite, V.Fma(factor, momentum, g), momentum);
        m.Store(ref momenta, i);
        V direction = nesterov ? V.Fma(factor, m, g) : m;
        V.Select(isFinite, V.Fma(-V.Create(_learningRate), direction, p), p).Store(ref parameters, i);
    }
}
