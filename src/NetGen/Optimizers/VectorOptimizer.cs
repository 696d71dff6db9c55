using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>An optimizer whose update is written once over <see cref="ISimd{TSelf, T}"/>.</summary>
internal interface IVectorOptimizer
{
    /// <summary>Makes the state that updates <typeparamref name="TVector"/> by <typeparamref name="TVector"/> and its tail by <typeparamref name="TScalar"/>.</summary>
    OptimizerState<T> CreateState<T, TVector, TScalar>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, ISimd<TVector, T>
        where TScalar : struct, ISimd<TScalar, T>;
}

/// <summary>What the vectorized optimizers share.</summary>
internal static class VectorOptimizer
{
    /// <summary>Makes a state for the machine's widest vectors.</summary>
    public static OptimizerState<T> CreateState<T>(IVectorOptimizer optimizer, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        object state;
        if (typeof(T) == typeof(float))
        {
            state = Vector512.IsHardwareAccelerated ? optimizer.CreateState<float, F512, F1>(count)
                : Vector256.IsHardwareAccelerated ? optimizer.CreateState<float, F256, F1>(count)
                : optimizer.CreateState<float, F128, F1>(count);
        }
        else if (typeof(T) == typeof(double))
        {
            state = Vector512.IsHardwareAccelerated ? optimizer.CreateState<double, D512, D1>(count)
                : Vector256.IsHardwareAccelerated ? optimizer.CreateState<double, D256, D1>(count)
                : optimizer.CreateState<double, D128, D1>(count);
        }
        else
        {
            throw new NotSupportedException($"Optimizers update float and double parameters, not {typeof(T).Name}.");
        }

        return (OptimizerState<T>)state;
    }

    /// <summary>Checks the arguments of <see cref="OptimizerState{T}.Update"/> against a block of <paramref name="count"/> parameters.</summary>
    public static void CheckRange<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradients, int start, int count)
    {
        if (gradients.Length != parameters.Length)
        {
            throw new ArgumentException($"There are {gradients.Length} gradients for {parameters.Length} parameters.", nameof(gradients));
        }

        if (start < 0 || start > count - parameters.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"A range of {parameters.Length} parameters from here does not lie in the block of {count}.");
        }
    }

}
