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
        TVector others = TVector.Zero;
        for (; i <= length - TVector.Count; i += TVector.Count)
        {
            Step(ref p, ref g, ref m, ref v, i, ref others);
        }

        TScalar otherTail = TScalar.Zero;
        for (; i < length; i++)
        {
            Step(ref p, ref g, ref m, ref v, i, ref otherTail);
        }

        if (TVector.Sum(others) + TScalar.Sum(otherTail) != T.Zero)
        {
            SawNotFinite = true;
        }
    }

    /// <inheritdoc/>
    internal override bool GuardsUpdates => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<V>(ref T parameters, ref T gradients, ref T means, ref T squares, nint i, ref V others)
        where V : struct, ISimd<V, T>
    {
        V p = V.Load(ref parameters, i);
        V gradient = V.Load(ref gradients, i), mean = V.Load(ref means, i), square = V.Load(ref squares, i);
        V isFinite = VectorOptimizer.IsFinite<V, T>(gradient, ref others);
        V g = V.Fma(V.Create(_penalty), p, gradient);
        V m = V.Select(isFinite, V.Fma(V.Create(_beta1), mean, V.Create(_newest1) * g), mean);
        V v = V.Select(isFinite, V.Fma(V.Create(_beta2), square, V.Create(_newest2) * g * g), square);
        m.Store(ref means, i);
        v.Store(ref squares, i);
        V divisor = V.Fma(V.Sqrt(v), V.Create(_rootScale), V.Create(_epsilon));
        V.Select(isFinite, V.Fma(-V.Create(_stepSize), m / divisor, V.Create(_kept) * p), p).Store(ref parameters, i);
    }
}
