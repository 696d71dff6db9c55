using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen.Runtime;

/// <summary>
/// A zeroed block of numbers that does not move and starts at a multiple of 64 bytes, so that the widest vectors never straddle a cache
/// line. Behind its end lie <see cref="Spare"/> more elements: a kernel may read there, never write.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="int"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedBuffer<T>
    where T : unmanaged
{
    /// <summary>Elements behind the end that may be read.</summary>
    public const int Spare = 1024;

    private const int Alignment = 64;
    private readonly T[] _array;
    private readonly int _first;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">Number of elements: 0 to <see cref="MaxLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or more than an array can hold.</exception>
    /// <exception cref="InsufficientMemoryException">The memory is not there.</exception>
    public AlignedBuffer(long length)
    {
        if (length < 0 || length > MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, $"A buffer of {typeof(T).Name} has 0 to {MaxLength} elements.");
        }

        int skip = Alignment / Unsafe.SizeOf<T>();
        _array = Allocate((int)length + skip + Spare);
        HugePages.Advise(_array);
        Length = (int)length;

        // The array is pinned, so its address stays what it is here.
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(_array));
        _first = (int)(-address & (Alignment - 1)) / Unsafe.SizeOf<T>();
    }

    /// <summary>Most elements a buffer can have.</summary>
    public static long MaxLength => Array.MaxLength - Spare - (Alignment / Unsafe.SizeOf<T>());

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => _array.AsSpan(_first, Length);

    /// <summary>The element at <paramref name="index"/>.</summary>
    /// <param name="index">0 to <see cref="Length"/> + <see cref="Spare"/> − 1.</param>
    /// <exception cref="IndexOutOfRangeException">It lies outside the buffer's memory.</exception>
    public ref T this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref At(index);
    }

    /// <summary>
    /// The element at <paramref name="index"/>. What lies behind it is not checked: kernels take it as the beginning of a block.
    /// </summary>
    /// <param name="index">0 to <see cref="Length"/> + <see cref="Spare"/> − 1.</param>
    /// <exception cref="IndexOutOfRangeException">It lies outside the buffer's memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(nint index)
    {
        nint place = _first + index;
        if ((nuint)place >= (nuint)_array.Length)
        {
            ThrowOutside(index);
        }

        Debug.Assert(index >= 0 && index < (nint)Length + Spare, "The index lies outside the buffer.");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), place);
    }

    [DoesNotReturn]
    private void ThrowOutside(nint index) =>
        throw new IndexOutOfRangeException(Invariant($"Element {index} lies outside a buffer of {Length}."));

    /// <summary>A range of the elements.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie in the buffer.</exception>
    public Memory<T> Memory(int start, int length)
    {
        if ((uint)start > (uint)Length || (uint)length > (uint)(Length - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"{length} elements from there do not lie in a buffer of {Length} elements.");
        }

        return _array.AsMemory(_first + start, length);
    }

    private static T[] Allocate(int length)
    {
        try
        {
            return GC.AllocateArray<T>(length, pinned: true);
        }
        catch (OutOfMemoryException e)
        {
            string size = ((double)length * Unsafe.SizeOf<T>() / (1 << 20)).ToString("N0", CultureInfo.InvariantCulture);
            throw new InsufficientMemoryException(
                $"A buffer of {length} numbers ({typeof(T).Name}) needs {size} MiB of memory, which are not there; "
                + "a smaller batch needs less.",
                e);
        }
    }
}
