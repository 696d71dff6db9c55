using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>The numbers of a step that are the same for all parameters, by number: see <see cref="Optimizer.SetFactors"/>.</summary>
/// <typeparam name="V">A number, or a vector of them.</typeparam>
public readonly struct Factors<V>
    where V : struct, INumbers<V>
{
    /// <summary>The most a rule can have.</summary>
    public const int Most = 12;

    // Fields, and no array: numbers are constants in rules, so they become registers.
    private readonly V _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Factors(V f0, V f1, V f2, V f3, V f4, V f5, V f6, V f7, V f8, V f9, V f10, V f11)
    {
        (_0, _1, _2, _3, _4, _5) = (f0, f1, f2, f3, f4, f5);
        (_6, _7, _8, _9, _10, _11) = (f6, f7, f8, f9, f10, f11);
    }

    /// <summary>A factor.</summary>
    /// <param name="factor">A constant from 0 to <see cref="Most"/> − 1.</param>
    public V this[int factor]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => factor switch
        {
            0 => _0,
            1 => _1,
            2 => _2,
            3 => _3,
            4 => _4,
            5 => _5,
            6 => _6,
            7 => _7,
            8 => _8,
            9 => _9,
            10 => _10,
            _ => _11,
        };
    }
}
