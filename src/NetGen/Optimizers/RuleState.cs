using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>Makes the state of a rule for the machine's widest vectors.</summary>
internal sealed class RuleStates<T>(int count) : IRuleVisitor<OptimizerState<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public OptimizerState<T> Visit<TRule>()
        where TRule : struct, IUpdateRule
    {
        object state = default(T) switch
        {
            float => Vector512.IsHardwareAccelerated ? new RuleState<float, F512, F1, TRule>(count)
                : Vector256.IsHardwareAccelerated ? new RuleState<float, F256, F1, TRule>(count)
                : new RuleState<float, F128, F1, TRule>(count),
            double => Vector512.IsHardwareAccelerated ? new RuleState<double, D512, D1, TRule>(count)
                : Vector256.IsHardwareAccelerated ? new RuleState<double, D256, D1, TRule>(count)
                : new RuleState<double, D128, D1, TRule>(count),
            _ => throw new NotSupportedException($"Optimizers update float and double parameters, not {typeof(T).Name}."),
        };
        return (OptimizerState<T>)state;
    }
}

/// <summary>A rule on the CPU: updates <typeparamref name="TVector"/> by <typeparamref name="TVector"/>, what is left one by one.</summary>
internal sealed class RuleState<T, TVector, TScalar, TRule>(int count) : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimd<TVector, T>
    where TScalar : struct, ISimd<TScalar, T>
    where TRule : struct, IUpdateRule
{
    private readonly AlignedBuffer<T>[] _slots = [.. Enumerable.Range(0, TRule.SlotCount).Select(_ => new AlignedBuffer<T>(count))];

    /// <inheritdoc/>
    public override IReadOnlyList<AlignedBuffer<T>> Slots => _slots;

    /// <inheritdoc/>
    // Optimized by itself: inlined into a whole step, its vectors would become calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start, T[] factors)
    {
        CheckRange(parameters, gradients, start, count);
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradients);

        // A slot that the rule lacks is neither read nor written.
        ref T s0 = ref TRule.SlotCount > 0 ? ref _slots[0].At(start) : ref p;
        ref T s1 = ref TRule.SlotCount > 1 ? ref _slots[1].At(start) : ref p;
        ref T s2 = ref TRule.SlotCount > 2 ? ref _slots[2].At(start) : ref p;
        ref T s3 = ref TRule.SlotCount > 3 ? ref _slots[3].At(start) : ref p;
        nint length = parameters.Length;
        nint i = 0;
        Factors<TVector> vectors = Broadcast<TVector>(factors);
        for (; i <= length - TVector.Count; i += TVector.Count)
        {
            Step(ref p, ref g, ref s0, ref s1, ref s2, ref s3, i, vectors);
        }

        Factors<TScalar> single = Broadcast<TScalar>(factors);
        for (; i < length; i++)
        {
            Step(ref p, ref g, ref s0, ref s1, ref s2, ref s3, i, single);
        }
    }

    /// <summary>The factors in as many elements, in registers over a whole range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factors<V> Broadcast<V>(T[] factors)
        where V : struct, ISimd<V, T>
    {
        // One check of all: those that the rule does not read are not even loaded.
        Span<T> f = factors.AsSpan(0, Factors<V>.Most);
        return new(
            V.Create(f[0]), V.Create(f[1]), V.Create(f[2]), V.Create(f[3]), V.Create(f[4]), V.Create(f[5]),
            V.Create(f[6]), V.Create(f[7]), V.Create(f[8]), V.Create(f[9]), V.Create(f[10]), V.Create(f[11]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<V>(
        ref T parameters, ref T gradients, ref T s0, ref T s1, ref T s2, ref T s3, nint i, in Factors<V> factors)
        where V : struct, ISimd<V, T>
    {
        V p = V.Load(ref parameters, i);
        Slots<V> slots = new(
            TRule.SlotCount > 0 ? V.Load(ref s0, i) : V.Zero,
            TRule.SlotCount > 1 ? V.Load(ref s1, i) : V.Zero,
            TRule.SlotCount > 2 ? V.Load(ref s2, i) : V.Zero,
            TRule.SlotCount > 3 ? V.Load(ref s3, i) : V.Zero);
        TRule.Step(ref p, V.Load(ref gradients, i), ref slots, factors);
        p.Store(ref parameters, i);
        if (TRule.SlotCount > 0)
        {
            slots[0].Store(ref s0, i);
        }

        if (TRule.SlotCount > 1)
        {
            slots[1].Store(ref s1, i);
        }

        if (TRule.SlotCount > 2)
        {
            slots[2].Store(ref s2, i);
        }

        if (TRule.SlotCount > 3)
        {
            slots[3].Store(ref s3, i);
        }
    }
}
