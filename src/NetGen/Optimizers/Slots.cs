using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>What an <see cref="IUpdateRule"/> remembers of a parameter, by number.</summary>
/// <typeparam name="V">A number, or a vector of them.</typeparam>
public struct Slots<V>
    where V : struct, INumbers<V>
{
    /// <summary>The most a rule can have.</summary>
    public const int Most = 4;

    // Fields, and no array: numbers are constants in rules, so they become registers.
    private V _0, _1, _2, _3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Slots(V s0, V s1, V s2, V s3) => (_0, _1, _2, _3) = (s0, s1, s2, s3);

    /// <summary>A slot.</summary>
    /// <param name="slot">A constant from 0 to <see cref="Most"/> − 1.</param>
    public V this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => slot == 0 ? _0 : slot == 1 ? _1 : slot == 2 ? _2 : _3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            if (slot == 0)
            {
                _0 = value;
            }
            else if (slot == 1)
            {
                _1 = value;
            }
            else if (slot == 2)
            {
                _2 = value;
            }
            else
            {
                _3 = value;
            }
        }
    }
}
