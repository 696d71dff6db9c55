using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Packs the second operand of a <see cref="Contraction"/>. The columns of each group are cut into panels two vectors
/// wide (the last: one vector, where that holds its columns), filled up with zeros; a panel lies as [depth][width], so
/// that the kernel reads it from front to back.
/// </summary>
public static class Panels
{
    /// <summary>Columns of a group with those that fill its last panel.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="columns">Columns of the group: 0 or more.</param>
    public static int PaddedColumns<V, T>(int columns)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => (columns + V.Count - 1) / V.Count * V.Count;

    /// <summary>Elements of all panels.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="depth">Rows of B.</param>
    /// <param name="columns">Columns of one group.</param>
    /// <param name="groups">Number of groups.</param>
    public static long Length<V, T>(int depth, int columns, int groups)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => (long)PaddedColumns<V, T>(columns) * depth * groups;

    /// <summary>
    /// Packs this worker's share of the panels. The panel of group g whose first column is c starts at
    /// (g·PaddedColumns + c)·Depth.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">Where the matrix lies.</param>
    /// <param name="weights">Element 0 of the buffer of the matrix.</param>
    /// <param name="panels">Receives the panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(Worker worker, in PackShape shape, ref T weights, ref T panels)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        int columns = shape.Columns, padded = PaddedColumns<V, T>(columns), depth = shape.Depth;
        int perGroup = (columns + (2 * V.Count) - 1) / (2 * V.Count);
        (int start, int end) = worker.Split(shape.Groups * perGroup);
        for (int panel = start; panel < end; panel++)
        {
            int g = panel / perGroup;
            int c = panel % perGroup * 2 * V.Count;
            int width = Math.Min(padded - c, 2 * V.Count);
            int valid = Math.Min(columns - c, width);
            ref T from = ref Unsafe.Add(ref weights, shape.Origin + ((nint)g * shape.GroupStep) + ((nint)c * shape.ColumnStep));
            ref T to = ref Unsafe.Add(ref panels, (((nint)g * padded) + c) * depth);
            for (int i = 0; i < shape.OuterCount; i++)
            {
                for (int j = 0; j < shape.InnerCount; j++)
                {
                    ref T source = ref Unsafe.Add(ref from, ((nint)i * shape.OuterStep) + ((nint)j * shape.InnerStep));
                    if (shape.ColumnStep == 1)
                    {
                        CopyRows<V, T>(ref source, shape.RunStep, shape.RunCount, valid, ref to, width);
                    }
                    else
                    {
                        GatherColumns(ref source, shape.RunStep, shape.RunCount, shape.ColumnStep, valid, ref to, width);
                    }

                    to = ref Unsafe.Add(ref to, (nint)shape.RunCount * width);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<V, T>(ref T from, int runStep, int rows, int valid, ref T to, int width)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int k = 0; k < rows; k++)
        {
            ref T source = ref Unsafe.Add(ref from, (nint)k * runStep);
            int c = 0;
            for (; c <= valid - V.Count; c += V.Count)
            {
                V.Load(ref source, c).Store(ref to, c);
            }

            for (; c < valid; c++)
            {
                Unsafe.Add(ref to, c) = Unsafe.Add(ref source, c);
            }

            for (; c < width; c++)
            {
                Unsafe.Add(ref to, c) = default;
            }

            to = ref Unsafe.Add(ref to, width);
        }
    }

    private static void GatherColumns<T>(ref T from, int runStep, int rows, int columnStep, int valid, ref T to, int width)
        where T : unmanaged
    {
        Transposition.Copy(rows, valid, ref from, runStep, columnStep, ref to, width, 1);
        if (valid < width)
        {
            for (int k = 0; k < rows; k++)
            {
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, ((nint)k * width) + valid), width - valid).Clear();
            }
        }
    }
}
