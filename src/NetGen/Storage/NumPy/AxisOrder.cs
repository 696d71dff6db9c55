using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Elements of an array with its dimensions in another order.</summary>
internal static class AxisOrder
{
    /// <summary>Copies elements so that the new last dimension runs fastest.</summary>
    /// <param name="bytes">The elements, the last of <paramref name="sizes"/> running fastest.</param>
    /// <param name="size">Bytes of an element: 1, 2, 4 or 8.</param>
    /// <param name="sizes">The dimensions.</param>
    /// <param name="axes">For each new dimension the number of the old one.</param>
    public static byte[] Permute(byte[] bytes, int size, int[] sizes, int[] axes)
    {
        byte[] result = new byte[bytes.Length];
        switch (size)
        {
            case 1:
                Permute<byte>(bytes, result, sizes, axes);
                break;
            case 2:
                Permute<ushort>(bytes, result, sizes, axes);
                break;
            case 4:
                Permute<uint>(bytes, result, sizes, axes);
                break;
            default:
                Permute<ulong>(bytes, result, sizes, axes);
                break;
        }

        return result;
    }

    private static void Permute<T>(byte[] bytes, byte[] result, int[] sizes, int[] axes)
        where T : unmanaged
    {
        Span<T> from = MemoryMarshal.Cast<byte, T>(bytes.AsSpan()), to = MemoryMarshal.Cast<byte, T>(result.AsSpan());
        int[] strides = new int[axes.Length], counts = new int[axes.Length], places = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            counts[i] = sizes[axes[i]];
            strides[i] = sizes[(axes[i] + 1)..].Aggregate(1, (product, count) => product * count);
        }

        int at = 0;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[at];
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++places[axis] < counts[axis])
                {
                    break;
                }

                at -= strides[axis] * counts[axis];
                places[axis] = 0;
            }
        }
    }
}
