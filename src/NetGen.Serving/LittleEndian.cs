using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Serving;

/// <summary>Numbers of machines that write them the other way round.</summary>
internal static class LittleEndian
{
    /// <summary>Turns the bytes of each number round.</summary>
    public static void Reverse<T>(Span<T> numbers)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            Span<int> words = MemoryMarshal.Cast<T, int>(numbers);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            Span<long> words = MemoryMarshal.Cast<T, long>(numbers);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
