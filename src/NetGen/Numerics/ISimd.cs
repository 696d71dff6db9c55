using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// A vector of <typeparamref name="T"/> of some width. Generated kernels state their formula once over this interface;
/// the JIT compiles it for the widest vectors of the machine and, for the tail of a row, for single elements.
/// </summary>
/// <remarks>For generated code. A load or store is not checked: a wrong offset reads or writes memory that is not the caller's.</remarks>
/// <typeparam name="TSelf">The vector type itself.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<TSelf, T> : INumbers<TSelf>
    where TSelf : struct, ISimd<TSelf, T>
    where T : unmanaged
{
    /// <summary>Number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>All elements <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>All elements <paramref name="value"/>, rounded to the precision of the vector.</summary>
    static abstract TSelf Const(double value);

    /// <summary>Reads <see cref="Count"/> elements from <paramref name="offset"/> elements behind <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref T source, nint offset);

    /// <summary>Writes <see cref="Count"/> elements to <paramref name="offset"/> elements behind <paramref name="destination"/>.</summary>
    void Store(ref T destination, nint offset);

    /// <summary>Reads <see cref="Count"/> whole numbers from <paramref name="offset"/> bytes behind <paramref name="source"/>.</summary>
    static abstract TSelf LoadBytes(ref byte source, nint offset);

    /// <summary>
    /// Writes <see cref="Count"/> whole numbers to <paramref name="offset"/> bytes behind <paramref name="destination"/>: 0 to 255, and
    /// −1 as 255.
    /// </summary>
    void StoreBytes(ref byte destination, nint offset);

    /// <summary>
    /// bound &gt; a ? bound : a. NaN where a is NaN: with a bound that is none, what <see cref="INumbers{TSelf}.Max"/> is in a
    /// single instruction.
    /// </summary>
    static abstract TSelf AtLeast(TSelf a, TSelf bound);

    /// <summary>
    /// bound &lt; a ? bound : a. NaN where a is NaN: with a bound that is none, what <see cref="INumbers{TSelf}.Min"/> is in a
    /// single instruction.
    /// </summary>
    static abstract TSelf AtMost(TSelf a, TSelf bound);

    /// <summary>|a| with the sign of <paramref name="sign"/>.</summary>
    static abstract TSelf CopySign(TSelf a, TSelf sign);

    /// <summary>The largest whole number that is not above a.</summary>
    static abstract TSelf Floor(TSelf a);

    /// <summary>The whole number nearest to a, the even one of two.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>eᵃ: <see cref="VectorMath.Exp"/>.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>ln a: <see cref="VectorMath.Log"/>.</summary>
    static abstract TSelf Log(TSelf a);

    /// <summary>2ⁿ for whole n whose power is a normal number: −126 to 127 in float, −1022 to 1023 in double.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>a · 2ⁿ, rounded once, for whole n: −252 to 254 in float, −2044 to 2046 in double.</summary>
    static abstract TSelf Scale(TSelf a, TSelf n);

    /// <summary>The m of a = m · 2ᵉ with 1 ≤ m &lt; 2, for positive normal a. Other elements give no meaningful number.</summary>
    static abstract TSelf Mantissa(TSelf a, out TSelf exponent);

    /// <summary>A mask: all bits set where a = b. For <see cref="INumbers{TSelf}.Select"/> only.</summary>
    static abstract TSelf Equals(TSelf a, TSelf b);

    /// <summary>The bits of both masks or'ed.</summary>
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>1 in the element at <paramref name="place"/> and 0 elsewhere; all 0 where the place lies outside.</summary>
    static abstract TSelf OneHot(nint place);

    /// <summary>The elements added: the upper half to the lower, and so on down to one.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>The largest element; NaN where one is NaN.</summary>
    static abstract T MaxElement(TSelf a);

    /// <summary>
    /// Element i is the uniform random number in [0, 1) of element <paramref name="index"/> + i in <paramref name="stream"/> under
    /// <paramref name="key"/>: <see cref="Philox.Uniform"/>. Equal for every width, in float and in double; quickest from an even index on.
    /// </summary>
    static abstract TSelf Uniform(uint index, uint stream, uint key);
}
