using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The bytes of an array's elements, which are of one type, in the order of this machine: what files of arrays are read as.
/// </summary>
internal static class ElementBytes
{
    /// <summary>The elements as they are.</summary>
    /// <exception cref="InvalidOperationException">They have another type.</exception>
    public static ReadOnlySpan<T> AsSpan<T>(byte[] bytes, Type type)
        where T : unmanaged => typeof(T) == type
            ? MemoryMarshal.Cast<byte, T>(bytes)
            : throw new InvalidOperationException($"The elements are {type.Name}, not {typeof(T).Name}.");

    /// <summary>The elements as float, rounded where they are wider.</summary>
    /// <exception cref="OverflowException">A double is beyond the range of float.</exception>
    public static float[] ToSingles(byte[] bytes, Type type)
    {
        float[] values = To<float>(bytes, type);
        int beyond = type == typeof(double) ? Array.FindIndex(values, float.IsInfinity) : -1;
        return beyond < 0 || double.IsInfinity(AsSpan<double>(bytes, type)[beyond])
            ? values
            : throw new OverflowException(
                Invariant($"Element {beyond} is {AsSpan<double>(bytes, type)[beyond]}, beyond the range of float: use ToDoubles."));
    }

    /// <summary>The elements as another type: rounded, or cut to its bits; true is 1.</summary>
    public static T[] To<T>(byte[] bytes, Type type)
        where T : INumberBase<T> => Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => Array.ConvertAll(bytes, value => value == 0 ? T.Zero : T.One),
            TypeCode.SByte => Convert<sbyte, T>(bytes),
            TypeCode.Byte => Convert<byte, T>(bytes),
            TypeCode.Int16 => Convert<short, T>(bytes),
            TypeCode.UInt16 => Convert<ushort, T>(bytes),
            TypeCode.Int32 => Convert<int, T>(bytes),
            TypeCode.UInt32 => Convert<uint, T>(bytes),
            TypeCode.Int64 => Convert<long, T>(bytes),
            TypeCode.UInt64 => Convert<ulong, T>(bytes),
            TypeCode.Single => Convert<float, T>(bytes),
            TypeCode.Double => Convert<double, T>(bytes),
            _ when type == typeof(Half) => Convert<Half, T>(bytes),
            _ => throw new NotSupportedException($"Arrays of {type.Name} are not converted."),
        };

    /// <summary>Turns each element of so many bytes around.</summary>
    public static void ReverseEndianness(Span<byte> bytes, int size)
    {
        Span<short> shorts = MemoryMarshal.Cast<byte, short>(bytes);
        Span<int> ints = MemoryMarshal.Cast<byte, int>(bytes);
        Span<long> longs = MemoryMarshal.Cast<byte, long>(bytes);
        switch (size)
        {
            case 1:
                break;
            case 2:
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            default:
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }

    private static TTo[] Convert<TFrom, TTo>(byte[] bytes)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        ReadOnlySpan<TFrom> elements = MemoryMarshal.Cast<byte, TFrom>(bytes);
        TTo[] values = new TTo[elements.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = TTo.CreateTruncating(elements[i]);
        }

        return values;
    }
}
